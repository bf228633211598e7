"""How a question asks: what kind of answer it wants, in what unit, and what it says right beside that."""

import re
from dataclasses import dataclass
from typing import Literal

from rag.indexing.terms import terms

Kind = Literal["number", "time", "person", "other"]

# What asks, and what holds a question together, says nothing about what is asked for.
ASKING = re.compile(
    r"为什么|是不是|有没有|什么时候|什么时间|是?什么|怎么样|怎么|怎样|如何|有?哪[些个里儿位家种年天次]?|是?谁|"
    r"有?多[少大高长久远宽深重]|有?几[个名人位次年月日家种]|是否|[吗呢吧](?=\W|$)|请问|有关|关于"
)
STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been being by can could did do does for from had has have how in into is it
        its many much of on or s t than that the their there these this those to was were what when where
        which who whom whose why will with would""",
    )
)
# What things are counted in; a month and a day are asked for by 几月几日, and are no number.
_MEASURE = (
    "[个名人位家户口亩元年天次项件岁块枚吨米届场支座所条部辆台倍顷斤克升度票层栋幢艘架匹头只株棵分秒章种篇]"
)
_KINDS: dict[Kind, str] = {
    "number": rf"多少|几{_MEASURE}|多[大高长久远宽深重厚]"
    r"|how (?:many|much|long|far|high|large|big|old|tall|wide|deep)",
    "time": r"什么时候|什么时间|何时|哪[年天]|哪一[年天]|几[月日号]"
    r"|\bwhen\b|what (?:year|date|day|time)|which (?:year|day)",
    "person": r"谁|哪位|何人|\bwho\b|\bwhom\b",
}
_COUNTED = re.compile(
    r"(?:多少|几)[多十百千万亿]*"
    rf"(平方公里|平方米|立方米|公里|公斤|公顷|千米|小时|分钟|个?百分点|[月日钱]|{_MEASURE})"
)
_ALSO = {"钱": "[元角分]|美元|欧元", "块": "[块枚]", "枚": "[块枚]", **dict.fromkeys("人位名", "[人名位]")}
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
_ASKS = re.compile(  # the words that ask, without those that only go with them
    r"为什么|什么时[候间]|什么|怎么样?|怎样|如何|哪[些个里儿位家种年天次所]?|谁|何[时人处]|多[少大高长久远宽深重]"
    r"|几[个名人位次年月日家种块点]?"
    r"|\b(?:how (?:many|much)|how \w+|what|which|who|whom|whose|where|when|why)\b"
)
_BESIDE = 4  # characters of Chinese that are looked at beside what asks
_BESIDE_LATIN = 3  # words
_LINKS = "是为有了的在"
_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+|\d+")


@dataclass(frozen=True, slots=True)
class Asking:
    """What an answer has to be like."""

    kind: Kind
    unit: str  # what is counted, a pattern: 亩 for 多少亩, kinds of length for 多长; "" if it is not said
    before: tuple[str, ...]  # terms right before what asks: 总投资 in 总投资是多少
    after: tuple[str, ...]  # and right after it: 国家 in 多少个国家


def asking(question: str) -> Asking:
    """Tell how a folded question asks.

    >>> asking("大桥的总投资是多少亿元？")
    Asking(kind='number', unit='元', before=('的总', '总投', '投资'), after=('亿元',))
    """
    kind: Kind = next((kind for kind, pattern in _KINDS.items() if re.search(pattern, question)), "other")
    unit = _unit(question) if kind == "number" else ""
    asks = _ASKS.search(question)
    if not asks:
        return Asking(kind, unit, (), ())
    before = _WORD.findall(question[: asks.start()].rstrip().rstrip(_LINKS))
    after = [word for word in _WORD.findall(question[asks.end() :].lstrip(_LINKS)) if word not in STOPWORDS]
    return Asking(kind, unit, _last(before), _first(after))


def _last(words: list[str]) -> tuple[str, ...]:
    latin = words[-_BESIDE_LATIN:] if words and words[-1].isascii() else []
    return _content(" ".join(latin) if latin or not words else words[-1][-_BESIDE:])


def _first(words: list[str]) -> tuple[str, ...]:
    latin = words[:_BESIDE_LATIN] if words and words[0].isascii() else []
    return _content(" ".join(latin) if latin or not words else words[0][: _BESIDE + 1])


def _content(text: str) -> tuple[str, ...]:
    return tuple(term for term in terms(ASKING.sub(" ", text)) if term not in STOPWORDS)


def _unit(question: str) -> str:
    if counted := _COUNTED.search(question):
        return _ALSO.get(counted[1], counted[1])
    asked = re.search(f"多([{''.join(_MEASURES)}])", question)
    return f"(?:{_MEASURES[asked[1]]})" if asked else ""
