"""Two halves of every set: `tune` to choose by, `report` to be believed.

A question's half is a bit of a hash of its id, or of its page's id where it was asked of a page, so
that it never changes, does not depend on the other questions, and a page's questions stay together.
Whoever tunes looks at `--split tune` alone, and reports both; where the second is much worse, the
first was learned by heart.
"""

import hashlib
from typing import Literal

Half = Literal["tune", "report"]
HALVES: tuple[Half, Half] = ("tune", "report")


def half(name: str) -> Half:
    """The half that an id falls into."""
    return "report" if hashlib.blake2b(name.encode(), digest_size=1).digest()[0] & 1 else "tune"
