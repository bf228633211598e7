"""Neighbours: what stands beside a passage in its article, brought in to be read with it.

A passage is cut where it is long enough, not where what it says is over: who 他 is stands before it, what
came of it after it. It is found and ranked without its neighbours.
"""

from collections.abc import Sequence

from rag.answers import Quotation
from rag.found import Hit
from rag.sentences import sentence_spans
from rag.types import Span

BESIDE = 120  # characters of whole sentences on either side


def with_neighbours(hits: Sequence[Hit]) -> list[Quotation]:
    """Each hit whole, with the sentences beside it that belong to no other of them."""
    spans = [(hit.start, hit.end) for hit in hits]
    for n, hit in enumerate(hits):
        others = [span for m, span in enumerate(spans) if m != n and hits[m].article.id == hit.article.id]
        spans[n] = _widened(hit, others)
    return [Quotation(hit, *span, hit.evidence) for hit, span in zip(hits, spans, strict=True)]


def _widened(hit: Hit, others: Sequence[Span]) -> Span:
    least = max([hit.start - BESIDE, 0, *(end for _, end in others if end <= hit.start)])
    most = min([hit.end + BESIDE, *(start for start, _ in others if start >= hit.end)])
    beside = [span for span in sentence_spans(hit.article.text) if least <= span[0] and span[1] <= most]
    return (
        min((start for start, end in beside if end <= hit.start), default=hit.start),
        max((end for start, end in beside if start >= hit.end), default=hit.end),
    )
