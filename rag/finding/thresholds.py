"""How much evidence is enough: the shipped thresholds, or those calibrated for one archive.

A threshold belongs to the encoder and the regressions that it was found with; with others, the shipped
one counts again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from rag.finding.evidence import Direction, fingerprint, shipped
from rag.indexing.store import Store

_KEY = "thresholds"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability from which a question is answered, for each direction, and where it comes from."""

    values: Mapping[Direction, float]
    source: str  # "shipped", or the set and the day


def shipped_thresholds() -> Thresholds:
    """Those fitted with the regressions."""
    return Thresholds({name: fitted.threshold for name, fitted in shipped().items()}, "shipped")


def read_thresholds(store: Store) -> Thresholds:
    """What this archive was calibrated to, if that was with the encoder it has now; else the shipped ones."""
    stored = json.loads(store.remembered(_KEY) or "{}")
    if stored.get("bound_to") != _binding(store):
        return shipped_thresholds()
    return Thresholds(stored["values"], stored["source"])


def remember_thresholds(store: Store, thresholds: Thresholds) -> None:
    """Write thresholds into an archive, bound to its encoder. Inside `store.change`."""
    store.remember(_KEY, json.dumps({**asdict(thresholds), "bound_to": _binding(store)}, ensure_ascii=False))


def _binding(store: Store) -> str:
    return f"{store.remembered('encoder')} {fingerprint()}"
