"""How much evidence is enough: the shipped thresholds, or those calibrated for one archive.

A threshold belongs to the encoder, and to the regressions or the reranker, that it was found with; with
others, the shipped one counts again. For a reranker that is one half: how sure such models are of
themselves differs, so calibrate.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from rag.finding.evidence import Direction, fingerprint, shipped
from rag.indexing.store import Store

_RERANKED = 0.5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability from which a question is answered, for each direction, and where it comes from."""

    values: Mapping[Direction, float]
    source: str  # "shipped", or the set and the day


def shipped_thresholds(reranker: str = "") -> Thresholds:
    """Those fitted with the regressions; for any reranker, one half."""
    if reranker:
        return Thresholds(dict.fromkeys(shipped(), _RERANKED), f"shipped for any reranker, as {reranker}")
    return Thresholds({name: fitted.threshold for name, fitted in shipped().items()}, "shipped")


def read_thresholds(store: Store, reranker: str = "") -> Thresholds:
    """What this archive was calibrated to, if that was with the models it has now; else the shipped ones."""
    stored = json.loads(store.remembered(_key(reranker)) or "{}")
    if stored.get("bound_to") != _binding(store, reranker):
        return shipped_thresholds(reranker)
    return Thresholds(stored["values"], stored["source"])


def remember_thresholds(store: Store, thresholds: Thresholds, reranker: str = "") -> None:
    """Write thresholds into an archive, bound to its encoder and reranker. Inside `store.change`."""
    stored = {**asdict(thresholds), "bound_to": _binding(store, reranker)}
    store.remember(_key(reranker), json.dumps(stored, ensure_ascii=False))


def _key(reranker: str) -> str:
    return f"thresholds {reranker}".strip()


def _binding(store: Store, reranker: str) -> str:
    return f"{store.remembered('encoder')} {reranker or fingerprint()}"
