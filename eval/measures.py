"""Measures of a ranking, in TREC's names. The only file that imports ir_measures."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

# Success@k, "hit@k" elsewhere: whether one right document is among the first k. R@k is the share of
# the right documents that are; where each question has one, they agree.
MEASURES = (nDCG @ 10, Success @ 1, Success @ 5, Success @ 10, RR @ 10, R @ 10, R @ 100)
NAMES = ("nDCG@10", "hit@1", "hit@5", "hit@10", "MRR@10", "Recall@10", "Recall@100")

Relevant = Mapping[str, Mapping[str, int]]  # question → document → relevance
Ranking = Mapping[str, Mapping[str, float]]  # question → document → score, higher is better


def measure(relevant: Relevant, ranking: Ranking) -> dict[str, float]:
    """The mean of each measure over all questions; one without results counts as 0 and stays in."""
    values = each(relevant, ranking).values()
    return {name: sum(value[name] for value in values) / len(values) for name in NAMES}


def each(
    relevant: Relevant, ranking: Ranking, measures: Sequence[ir_measures.Measure] = MEASURES
) -> dict[str, dict[str, float]]:
    """Question → measure → value; a question without results has 0 everywhere."""
    names = dict(zip(measures, NAMES, strict=True))
    values = {question: dict.fromkeys(NAMES, 0.0) for question in relevant}
    for metric in ir_measures.iter_calc(measures, relevant, ranking):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return values
