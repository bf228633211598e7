"""One run against another: what each measure gained, and whether that is more than chance."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.significance import holm, randomisation_test
from eval.verdicts import Verdict
from rag.errors import UsageError

Baseline = Mapping[str, Any]  # a set of another run, as JSON


@dataclass(frozen=True, slots=True)
class Value:
    """The mean of a measure with its 95% interval, over so many questions."""

    mean: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a measure gained against another run on the same questions; p is Holm's, None if untested."""

    difference: float
    p: float | None


def read_baseline(path: Path) -> dict[str, dict[str, Any]]:
    """The sets of another run, by name. Raises UsageError."""
    try:
        return {row["name"]: row for row in json.loads(path.read_text("utf-8"))["sets"]}
    except OSError as exc:
        raise UsageError(f"{path} cannot be read: {exc.strerror}") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise UsageError(f"{path} is no run of `jianbao eval --output`; name its results.json") from exc


def compare(verdicts: Sequence[Verdict], now: Mapping[str, Value], baseline: Baseline) -> dict[str, Change]:
    """What each measure gained, paired by question where both runs have a value.

    What no single question has is compared only where both runs asked the same ones, and not tested.
    """
    before = {row["id"]: row["values"] for row in baseline["verdicts"]}
    found, p_values = {}, {}
    for name in now:
        pairs = [
            (verdict.values[name], before[verdict.id][name])
            for verdict in verdicts
            if name in verdict.values and name in before.get(verdict.id, {})
        ]
        if pairs:
            differences = [new - old for new, old in pairs]
            found[name] = float(np.mean(differences))
            p_values[name] = randomisation_test(differences)
    adjusted = dict(zip(p_values, holm(list(p_values.values())), strict=True))
    changes = {name: Change(difference, adjusted[name]) for name, difference in found.items()}
    old = baseline["groups"]["all"]
    same = before.keys() == {verdict.id for verdict in verdicts}
    for name in (now.keys() & old.keys()) - found.keys() if same else ():
        changes[name] = Change(now[name].mean - old[name]["mean"], None)
    return changes
