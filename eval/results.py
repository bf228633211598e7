"""The results of a run: each measure, for all questions, each half and each language; as JSON and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.comparison import Baseline, Change, Value, compare
from eval.measures import NAMES
from eval.reliability import calibration_error
from eval.significance import Draw, area, interval, resampled
from eval.split import HALVES
from eval.verdicts import ANSWER_MEASURES, WRONG, Verdict

AREA = "area under the answer/refuse curve"
ERROR = "expected calibration error"
MEASURES = (*NAMES, *ANSWER_MEASURES, AREA, ERROR)
LOWER_IS_BETTER = frozenset({WRONG, ERROR})


@dataclass(frozen=True, slots=True)
class SetResult:
    """What came of one set."""

    name: str
    verdicts: tuple[Verdict, ...]
    groups: Mapping[str, Mapping[str, Value]]  # "all", a half or a language → measure → value
    latency: Mapping[str, Mapping[str, Mapping[str, float]]]  # group → verb → "p50", "p95" → milliseconds
    changes: Mapping[str, Change] = field(default_factory=dict)  # measure → against the baseline


def summarise(name: str, verdicts: Sequence[Verdict], baseline: Baseline | None = None) -> SetResult:
    """Put verdicts together; `baseline` is the same set in another run's JSON."""
    members = _groups(verdicts)
    groups = {group: _values(held) for group, held in members.items()}
    latency = {group: _latency(held) for group, held in members.items()}
    changes = compare(verdicts, groups["all"], baseline) if baseline else {}
    return SetResult(name, tuple(verdicts), groups, latency, changes)


def _groups(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """All; the halves and the languages, where there are several."""
    groups = {"all": list(verdicts)}
    for half in HALVES if len({verdict.half for verdict in verdicts}) > 1 else ():
        groups[half] = [verdict for verdict in verdicts if verdict.half == half]
    languages = sorted({verdict.lang for verdict in verdicts})
    for lang in languages if len(languages) > 1 else ():
        groups[lang] = [verdict for verdict in verdicts if verdict.lang == lang]
    return groups


def _values(verdicts: Sequence[Verdict]) -> dict[str, Value]:
    found = {}
    for name in MEASURES:
        if values := [verdict.values[name] for verdict in verdicts if name in verdict.values]:
            found[name] = Value(float(np.mean(values)), *interval(values), len(values))
    sides = _sides([(verdict.answerable, verdict.evidence) for verdict in verdicts])
    if all(sides):
        spread = resampled(lambda draw: area(draw(sides[0]), draw(sides[1])))
        found[AREA] = Value(area(*sides), *spread, sum(map(len, sides)))
    if pairs := said_and_true(verdicts):
        rows = np.array(pairs, np.float64)
        found[ERROR] = Value(calibration_error(rows), *resampled(partial(_error, rows)), len(pairs))
    return found


def _error(rows: NDArray[np.float64], draw: Draw) -> float:
    return calibration_error(rows[draw(range(len(rows)))])


def said_and_true(verdicts: Sequence[Verdict]) -> list[tuple[float, bool]]:
    """The probability of each question's best passage, and whether that passage answers."""
    return [
        (verdict.evidence, verdict.right)
        for verdict in verdicts
        if verdict.evidence is not None and verdict.right is not None
    ]


def _sides(evidence: Sequence[tuple[bool, float | None]]) -> tuple[list[float], list[float]]:
    """The evidence of the answerable questions, and of the others."""
    there, away = (
        [value for is_there, value in evidence if value is not None and is_there is side]
        for side in (True, False)
    )
    return there, away


def _latency(verdicts: Sequence[Verdict]) -> dict[str, dict[str, float]]:
    taken: dict[str, list[float]] = {}
    for verdict in verdicts:
        for verb, ms in verdict.ms.items():
            taken.setdefault(verb, []).append(ms)
    return {
        verb: {"p50": float(np.percentile(ms, 50)), "p95": float(np.percentile(ms, 95))}
        for verb, ms in taken.items()
    }


def as_json(results: Sequence[SetResult], about: Mapping[str, object]) -> dict[str, Any]:
    """One object of a whole run; `eval.comparison` reads it."""
    return {**about, "sets": [asdict(result) for result in results]}
