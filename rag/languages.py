"""Languages: in which of the two that we speak a question is answered."""

import re
from typing import Literal

Language = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def language_of(question: str) -> Language:
    """The language of our own words in a reply: "zh" if the question holds any Han character, else "en".

    Kana do not count: a Japanese question that holds a Han character, as nearly all do, gets a Chinese
    frame, one in kana alone an English one.
    """
    return "zh" if _HAN.search(question) else "en"
