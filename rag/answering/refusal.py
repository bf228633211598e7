"""Refusal: the answer that says that the archive has none, and names the nearest articles as such."""

from collections.abc import Sequence

from rag.answering.claims import read_claims
from rag.answering.prompt import CANNOT_ANSWER
from rag.answers import Answer, Sentence
from rag.found import Hit
from rag.languages import Language
from rag.types import Article

_MOST_NAMED = 3
_NEAREST: dict[Language, tuple[str, str, str]] = {  # before them, between them, after them
    "zh": ("最接近的文章是：", "；", "。"),
    "en": (" The nearest articles are: ", "; ", "."),
}
_TITLE_LENGTH = 20  # characters of its beginning, for an article without a headline


def refusal(
    question: str,
    language: Language,
    hits: Sequence[Hit],
    model: str,
    revision: int,
    searched_as: str = "",
    warnings: Sequence[str] = (),
) -> Answer:
    """An answer without citations: CANNOT_ANSWER, then up to three of the articles that were found."""
    nearest = list({hit.article.id: hit.article for hit in hits}.values())[:_MOST_NAMED]
    before, between, after = _NEAREST[language]
    names = between.join(_named(article, language) for article in nearest)
    text = CANNOT_ANSWER[language] + (f"{before}{names}{after}" if nearest else "")
    return Answer(
        question=question,
        text=text,
        language=language,
        refused=True,
        citations=(),
        sentences=tuple(_sentences(text)),
        hits=tuple(hits),
        model=model,
        revision=revision,
        searched_as=searched_as,
        warnings=tuple(warnings),
    )


def _named(article: Article, language: Language) -> str:
    begun = " ".join(article.text.split())
    begun = begun if len(begun) <= _TITLE_LENGTH else begun[:_TITLE_LENGTH] + "…"
    title = " ".join(article.headline.text.split()) or begun
    source = [known for known in (article.paper, article.date) if known]
    if language == "zh":
        return f"《{title}》" + (f"（{'，'.join(source)}）" if source else "")
    return f"“{title}”" + (f" ({', '.join(source)})" if source else "")


def _sentences(text: str) -> list[Sentence]:
    sentences: list[Sentence] = []
    start = 0
    for claim in read_claims(text, []):
        sentences.append(Sentence(claim.text, start, start + len(claim.text), (), None))
        start += len(claim.text)
    return sentences
