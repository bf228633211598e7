"""A cross-encoder in the place of the built-in evidence: it reads the question and a text together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from embeddings.crossencoder import CrossEncoder
from rag.answers import Evidence, Quotation
from rag.finding.evidence import Direction, direction, hit_sentences, weighed
from rag.finding.query import understand
from rag.found import Hit

DEPTH = 30  # passages that are put in a new order


class Reranker:
    """Weighs what was found for a question, by a model of the user's choice."""

    def __init__(self, model: CrossEncoder, thresholds: Mapping[Direction, float]) -> None:
        """`thresholds` as of Scorer, for this model."""
        self._model, self._thresholds = model, thresholds

    def rerank(self, question: str, hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
        """The k passages that most likely answer, best first; `score` is that probability."""
        texts = [_with_headline(hit, hit.text) for hit in hits]
        scores = self._model.probabilities(understand(question).text, texts).tolist()
        best = sorted(zip(scores, hits, strict=True), key=lambda scored: (-scored[0], scored[1].rank))
        return tuple(replace(hit, rank=rank, score=score) for rank, (score, hit) in enumerate(best[:k], 1))

    def evidence(self, question: str, hits: Sequence[Hit]) -> Evidence:
        """Score every sentence of the hits, each read under its headline."""
        query = understand(question)
        spans = [(hit, span) for hit in hits for span in hit_sentences(hit)]
        texts = [_with_headline(hit, hit.article.text[start:end]) for hit, (start, end) in spans]
        scores = self._model.probabilities(query.text, texts).tolist()
        quotations = [Quotation(hit, *span, score) for (hit, span), score in zip(spans, scores, strict=True)]
        enough = query.names_something and any(
            quotation.score >= self._thresholds[direction(query.text, quotation.hit.text)]
            for quotation in quotations
        )
        return weighed(question, hits, quotations, enough)


def _with_headline(hit: Hit, text: str) -> str:
    return f"{hit.article.headline.text}\n{text}".strip()
