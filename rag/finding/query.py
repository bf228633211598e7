"""A question, taken apart: the terms it is looked for by, and how it asks."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.finding.forms import Forms, forms
from rag.finding.operators import Demands, demands
from rag.finding.romanised import Readings, names
from rag.indexing.terms import fold, terms
from rag.wanted import ASKING, STOPWORDS, Asking, asking

_SMALL_FIGURE = re.compile(r"\d{1,2}")  # a date's or a page's; three digits may name a thing, as 119 does


@dataclass(frozen=True, slots=True)
class Query:
    """What a question looks for."""

    text: str  # without operators
    terms: tuple[str, ...]  # each once, in order; what only asks is left out
    forms: dict[str, Forms]  # what may stand for each term in a text, itself included
    names: Readings  # terms that may be names in pinyin, and as what
    asking: Asking
    demands: Demands  # what an article must and must not hold
    names_something: bool = True  # more than asking words and figures that stand in any text


@lru_cache(maxsize=64)
def understand(question: str) -> Query:
    """Take a question apart, once for all who want to know.

    >>> understand("世界上有多少个国家？").asking.kind
    'number'
    """
    demanded = demands(question)
    question = demanded.plain
    folded = fold(question)
    content = [term for term in terms(ASKING.sub(" ", folded)) if term not in STOPWORDS]
    # A question of nothing but asking words is still looked for by what it holds.
    found = tuple(dict.fromkeys(content or terms(question)))
    romanised = {name.lower(): pairs for name, pairs in names(question).items() if name.lower() in found}
    names_something = not all(_SMALL_FIGURE.fullmatch(term) for term in content)
    standing_for = forms(ASKING.sub(" ", folded), found, romanised, STOPWORDS)
    return Query(question, found, standing_for, romanised, asking(folded), demanded, names_something)


def named_words(text: str) -> list[str]:
    """The words that a text names, each as long as it is written; what only asks is left out.

    >>> named_words("永安古桥、COVID-19？")
    ['永安古桥', 'covid-19']
    """
    written = re.findall(r"\w+(?:(?<=\d)[.,](?=\d)\w+|['’-]\w+)*", ASKING.sub(" ", fold(text)))
    return [word for word in dict.fromkeys(written) if word not in STOPWORDS]
