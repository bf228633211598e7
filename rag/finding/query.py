"""A question, taken apart: the terms it is looked for by, and what kind of answer it wants."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.finding.forms import Forms, forms
from rag.finding.operators import Demands, demands
from rag.finding.romanised import Readings, names
from rag.indexing.terms import fold, terms

Kind = Literal["number", "time", "person", "other"]

# What asks, and what holds a question together, says nothing about what is asked for.
_ASKING = re.compile(
    r"为什么|是不是|有没有|什么时候|什么时间|是?什么|怎么样|怎么|怎样|如何|有?哪[些个里儿位家种年天次]?|是?谁|"
    r"有?多[少大高长久远宽深重]|有?几[个名人位次年月日家种]|是否|[吗呢吧](?=\W|$)|请问|有关|关于"
)
_STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been being by can could did do does for from had has have how in into is it
        its many much of on or s t than that the their there these this those to was were what when where
        which who whom whose why will with would""",
    )
)
_SMALL_FIGURE = re.compile(r"\d{1,2}")  # a date's or a page's; three digits may name a thing, as 119 does
_UNIT = re.compile(r"(?:多少|几)(?:万|亿)?([\u4e00-\u9fff])")
_LENGTH, _WEIGHT, _TIME = (
    "公里|千米|[厘毫]?米|里|[kc]?m",
    "吨|公斤|千克|克|斤|k?g|t",
    "年|个?月|周|天|日|小?时|分",
)
_MEASURES = {  # what a number is followed by where the question asks 多长, 多重, 多久
    **dict.fromkeys("长高远深宽厚", _LENGTH),
    "重": _WEIGHT,
    "久": _TIME,
    "大": "平方|公顷|亩|立方|岁|级|寸",
}
_KINDS: dict[Kind, str] = {
    "number": r"多少|几[个名人位次年月家种]|多[大高长久远宽深重厚]"
    r"|how (?:many|much|long|far|high|large|big|old|tall|wide|deep)",
    "time": r"什么时候|什么时间|何时|哪[年天]|哪一[年天]|几[月日号]"
    r"|\bwhen\b|what (?:year|date|day|time)|which (?:year|day)",
    "person": r"谁|哪位|何人|\bwho\b|\bwhom\b",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What a question looks for."""

    text: str  # without operators
    terms: tuple[str, ...]  # each once, in order; what only asks is left out
    forms: dict[str, Forms]  # what may stand for each term in a text, itself included
    names: Readings  # terms that may be names in pinyin, and as what
    kind: Kind
    unit: str  # what is counted, a pattern: 亩 for 多少亩, kinds of length for 多长; "" if it is not said
    demands: Demands  # what an article must and must not hold
    names_something: bool = True  # more than asking words and figures that stand in any text


@lru_cache(maxsize=64)
def understand(question: str) -> Query:
    """Take a question apart, once for all who want to know.

    >>> understand("世界上有多少个国家？").kind
    'number'
    """
    demanded = demands(question)
    question = demanded.plain
    folded = fold(question)
    content = [term for term in terms(_ASKING.sub(" ", folded)) if term not in _STOPWORDS]
    # A question of nothing but asking words is still looked for by what it holds.
    found = tuple(dict.fromkeys(content or terms(question)))
    kind: Kind = next((kind for kind, pattern in _KINDS.items() if re.search(pattern, folded)), "other")
    romanised = {name.lower(): pairs for name, pairs in names(question).items() if name.lower() in found}
    unit = _unit(folded) if kind == "number" else ""
    names_something = not all(_SMALL_FIGURE.fullmatch(term) for term in content)
    standing_for = forms(_ASKING.sub(" ", folded), found, romanised, _STOPWORDS)
    return Query(question, found, standing_for, romanised, kind, unit, demanded, names_something)


def named_words(text: str) -> list[str]:
    """The words that a text names, each as long as it is written; what only asks is left out.

    >>> named_words("永安古桥、COVID-19？")
    ['永安古桥', 'covid-19']
    """
    written = re.findall(r"\w+(?:(?<=\d)[.,](?=\d)\w+|['’-]\w+)*", _ASKING.sub(" ", fold(text)))
    return [word for word in dict.fromkeys(written) if word not in _STOPWORDS]


def _unit(question: str) -> str:
    if counted := _UNIT.search(question):
        return counted[1]
    asked = re.search(f"多([{''.join(_MEASURES)}])", question)
    return f"(?:{_MEASURES[asked[1]]})" if asked else ""
