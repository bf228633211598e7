"""`jianbao eval --calibrate SET`: how much evidence an archive must have before it answers.

The threshold of each direction (question and text in the same script, or across scripts) is the highest
that wrongly refuses at most 5% of the set's answerable questions. That target needs no unanswerable
questions, and does not move with how many of them a set happens to hold; what the threshold refuses
rightly is printed beside. A direction with fewer than 20 answerable questions keeps what is shipped.

The questions are asked of an archive made of the set, with the encoder of the archive that is to be
calibrated; a set without articles is asked of that archive itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from eval.archives import open_for
from eval.sets import EvalSet
from rag.archive import Archive
from rag.finding.evidence import Direction, direction
from rag.finding.thresholds import Thresholds, shipped_thresholds

WRONG_REFUSALS = 0.05
FEWEST = 20  # answerable questions


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's best evidence."""

    direction: Direction
    evidence: float
    answerable: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The threshold of one direction, and what it does on the questions it was found with."""

    direction: Direction
    answerable: int
    unanswerable: int
    shipped: float
    threshold: float
    refused_wrongly: float | None
    refused_rightly: float | None


def calibrate(archive: Archive, chosen: EvalSet) -> list[Calibrated]:
    """Find the thresholds on a set and write them into the archive."""
    if chosen.documents or chosen.pages:
        with open_for(chosen, archive.embedder, archive.settings) as asked:
            weighed = list(_weigh(asked, chosen))
    else:
        weighed = list(_weigh(archive, chosen))
    shipped = shipped_thresholds(archive.settings.rerank).values
    found = [_fit(name, [w for w in weighed if w.direction == name], shipped[name]) for name in shipped]
    values = {one.direction: one.threshold for one in found}
    archive.calibrate(Thresholds(values, f"{chosen.name}, {datetime.now(UTC).date().isoformat()}"))
    return found


def _weigh(archive: Archive, chosen: EvalSet) -> Iterator[Weighed]:
    for question in chosen.questions:
        if quotations := archive.weigh(question.text)[1].quotations:
            across = direction(question.text, quotations[0].hit.text)
            yield Weighed(across, quotations[0].score, question.answerable)


def _fit(name: Direction, weighed: list[Weighed], shipped: float) -> Calibrated:
    there, away = (np.array([w.evidence for w in weighed if w.answerable is side]) for side in (True, False))
    threshold = shipped
    if len(there) >= FEWEST:
        threshold = round(float(np.quantile(there, WRONG_REFUSALS, method="lower")), 4)
    wrongly, rightly = (float((side < threshold).mean()) if len(side) else None for side in (there, away))
    return Calibrated(name, len(there), len(away), shipped, threshold, wrongly, rightly)


def told(found: list[Calibrated]) -> Iterator[str]:
    """A sentence for each direction."""
    for one in found:
        asked = f"{one.direction} script, {one.answerable} answerable questions and {one.unanswerable} others"
        if one.refused_wrongly is None or one.answerable < FEWEST:
            yield f"{asked}: too few; {one.shipped:.4f} stays"
            continue
        rightly = "" if one.refused_rightly is None else f", {one.refused_rightly:.1%} rightly"
        refused = f"{one.refused_wrongly:.1%} are refused wrongly{rightly}"
        yield f"{asked}: {one.threshold:.4f} instead of {one.shipped:.4f}; {refused}"
