"""A question, taken apart: the terms it is looked for by, and how it asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from embeddings import Embedder
from embeddings.embedder import Vectors
from rag.finding.firmness import firmness
from rag.finding.foreign import Meant, read_foreign
from rag.finding.forms import Forms, forms
from rag.finding.operators import Demands, demands
from rag.finding.romanised import Readings, names
from rag.indexing.terms import cut, fold, terms
from rag.wanted import ASKING, STOPWORDS, Asking, asking

_SMALL_FIGURE = re.compile(r"\d{1,2}")  # a date's or a page's; three digits may name a thing, as 119 does
_PARTICLE = re.compile("[\u3041-\u309f]{1,2}")  # of Japanese


@dataclass(frozen=True, slots=True)
class Query:
    """What a question looks for."""

    text: str  # without operators
    terms: tuple[str, ...]  # each once, in order; what only asks is left out
    forms: dict[str, Forms]  # what may stand for each term in a text, itself included
    firmness: dict[str, float]  # of pairs of characters: what they count for, by whether a word holds both
    names: Readings  # terms that may be names in pinyin, and as what
    asking: Asking
    demands: Demands  # what an article must and must not hold
    names_something: bool = True  # more than asking words and figures that stand in any text
    english: str = ""  # word by word, of a question in another language than Chinese and English


@lru_cache(maxsize=64)
def understand(question: str) -> Query:
    """Take a question apart, once for all who want to know.

    >>> understand("世界上有多少个国家？").asking.kind
    'number'
    """
    demanded = demands(question)
    question = demanded.plain
    folded = fold(question)
    meant = read_foreign(folded)
    content = _content(folded, meant)
    # A question of nothing but asking words is still looked for by what it holds.
    found = tuple(dict.fromkeys(content or terms(question)))
    known = {one.word for one in meant if one.english}  # Hafen is no name in pinyin
    romanised = {
        word: pairs
        for name, pairs in names(question).items()
        if (word := name.lower()) in found and word not in known
    }
    names_something = not all(_SMALL_FIGURE.fullmatch(term) for term in content)
    says = ASKING.sub(" ", folded)
    standing_for = forms(says, found, romanised, STOPWORDS, meant)
    english = " ".join(one.likeliest for one in meant)
    asks = asking(english or folded)
    firm = firmness(says)
    return Query(question, found, standing_for, firm, romanised, asks, demanded, names_something, english)


def vector_of(query: Query, embedder: Embedder) -> Vectors:
    """The unit vector of a question; of one in another language it is midway to that of its English words."""
    texts = [query.text, query.english] if query.english else [query.text]
    both: Vectors = embedder.embed_queries(texts).sum(axis=0)
    return both if len(texts) == 1 else both / np.linalg.norm(both)


def _content(folded: str, meant: Sequence[Meant]) -> list[str]:
    """The terms of a folded question that do not only ask or hold it together."""
    if not meant:
        return [term for term in terms(ASKING.sub(" ", folded)) if term not in STOPWORDS]
    told = {term for one in meant if not _only_asks(one) for term, _ in one.terms}
    return [term for term in cut(folded) if term in told or any(map(str.isdigit, term))]


def _only_asks(one: Meant) -> bool:
    """Whether a word of a foreign question says nothing about what is asked for."""
    return _PARTICLE.fullmatch(one.word) is not None or STOPWORDS.issuperset(one.likeliest.split())


def named_words(text: str) -> list[str]:
    """The words that a text names, each as long as it is written; what only asks is left out.

    >>> named_words("永安古桥、COVID-19？")
    ['永安古桥', 'covid-19']
    """
    written = re.findall(r"\w+(?:(?<=\d)[.,](?=\d)\w+|['’-]\w+)*", ASKING.sub(" ", fold(text)))
    return [word for word in dict.fromkeys(written) if word not in STOPWORDS]
