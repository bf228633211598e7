"""Articles, hits and evidence for the tests of answering, made of a text."""

from array import array

from rag.answers import Evidence, Quotation
from rag.found import Hit
from rag.types import Article, Part, Traced


def traced(text: str) -> Traced:
    return Traced(text, array("i", range(len(text))))


def article(text: str, headline: str = "", paper: str = "", date: str = "", name: str = "a1") -> Article:
    part = Part(f"{name}.txt", "", "2", ((3, 9),), 0, len(text))
    return Article(name, traced(text), (part,), headline=traced(headline), paper=paper, date=date)


def hit(of: Article, rank: int = 1, evidence: float = 0.9) -> Hit:
    return Hit(rank, 1.0, evidence, of, 0, len(of.text), of.parts[0].lines)


def passage(of: Article) -> Quotation:
    return Quotation(hit(of), 0, len(of.text), 0.9)


def quotation(of: Article, words: str) -> Quotation:
    start = of.text.index(words)
    return Quotation(hit(of), start, start + len(words), 0.8)


def evidence(question: str, *articles: Article) -> Evidence:
    hits = tuple(hit(of, rank) for rank, of in enumerate(articles, 1))
    return Evidence(question, hits, (), sufficient=True)
