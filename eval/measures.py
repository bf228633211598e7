"""Measures of a ranking, in TREC's names. The only file that imports ir_measures."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

# Success@k, "hit@k" elsewhere: whether one right document is among the first k. R@k is the share of
# the right documents that are; where each question has one, they agree.
MEASURES = (nDCG @ 10, Success @ 1, Success @ 10, RR @ 10, R @ 100)

Ranking = Mapping[str, Mapping[str, float]]  # question → document → score, higher is better


def measure(
    relevant: Mapping[str, Mapping[str, int]],
    ranking: Ranking,
    measures: Sequence[ir_measures.Measure] = MEASURES,
) -> dict[str, float]:
    """The mean of each measure over all questions; one without results counts as 0 and stays in."""
    values = ir_measures.calc_aggregate(measures, relevant, ranking)
    return {str(name): float(values[name]) for name in measures}
