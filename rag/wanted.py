"""Wanted: how a question asks, of what kind and in what unit its answer is, and what it says beside that.

`asking` tells it for searching, in the terms of the index; `wanted` for picking the words that answer out
of a sentence, in the question's own words. Each has its own kinds: that a passage has a person's name in it
tells something, that it has some place tells nothing, but the place may be the answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from rag.units import MEASURE, UNKNOWN, Unit, counted, exactness

Kind = Literal["number", "time", "person", "other"]
Interrogative = Literal["who", "when", "where", "how many"]

# What asks, and what holds a question together, says nothing about what is asked for.
ASKING = re.compile(
    r"为什么|是不是|有没有|什么时候|什么时间|是?什么|怎么样|怎么|怎样|如何|有?哪一?[些个里儿位家种年天次]?|是?谁|"
    r"为何|[于在]?(?<!任)何[时年月日地处人种](?!长)|有?多[少大高长久远宽深重]|有?几[个名人位次年月日家种]|是否|[吗呢吧](?=\W|$)|请问|有关|关于"
)
STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been being by can could did do does for from had has have how in into is it
        its many much of on or s t than that the their there these this those to was were what when where
        which who whom whose why will with would""",
    )
)
_GLUE = re.compile(  # the same for `wanted`, which looks for the other words one by one
    r"什么|怎么|哪[些个里]?|多少|[谁吗呢吧]|分别|一共|总共|请问|[的了是在和与及为有共约]"
    r"|\b(?:how|many|much|what|which|who|whom|whose|when|where|did|does|do|the|and|was|were|are|is|there|have|has"
    r"|had|for|from|that|this|with|its|their|of|in|on|at|to|by)\b",
    re.IGNORECASE,
)
_EXTENT = "多[大高长久远宽深重厚]"
_HOW = "how (?:many|much|long|far|high|large|big|old|tall|wide|deep|heavy)"
_KINDS: dict[Kind, str] = {
    "number": rf"多少|几{MEASURE}|{_EXTENT}|{_HOW}",
    "time": r"什么时候|什么时间|何[时年月日]|哪一?个?[年月天]|几[月日号]"
    r"|\bwhen\b|what (?:year|month|date|day|time)|which (?:year|month|day)",
    "person": r"谁|哪位|何人|\bwho\b|\bwhom\b",
}
_INTERROGATIVES: dict[Interrogative, str] = {
    "who": r"谁|哪一?[位个]人|何人|\b(?:who|whom|whose)\b",
    "when": r"什么时[候间]|何时|哪一?[年天月日]|几月几?[号日]?|几[号日](?![\u4e00-\u9fff])|\bwhen\b"
    r"|\b(?:what|which) (?:year|day|date|month)\b",
    "where": r"哪里|哪儿|何处|何地|什么地[方点]|在哪(?![\u4e00-\u9fff])|\bwhere\b"
    r"|哪一?个?(?:[省市县区镇乡村]|国家?|城市|地[方区])(?![\u4e00-\u9fff]?[语文])",
    "how many": rf"多少|(?<![哪无])几(?![乎内何经])|{_EXTENT}(?:时间)?|\bwhat percentage\b|\b{_HOW}\b",
}
# Which number a code, a grade or a score is does not show by what stands about it.
_CODES = re.compile(r"(?:号码?|电话|代码|邮编|网址|等级|比分|第几?代)\W?(?:分别)?[是为]?(?:多少|几)")
_ASKS = re.compile(  # the words that ask, without those that only go with them
    r"为什么|什么时[候间]|什么|怎么样?|怎样|如何|哪[些个里儿位家种年天次所]?|谁|何[时人处]|多[少大高长久远宽深重]"
    r"|几[个名人位次年月日家种块点]?"
    r"|\b(?:how (?:many|much)|how \w+|what|which|who|whom|whose|where|when|why)\b"
)
_HAN_OR_LATIN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.,]\d+)*", re.IGNORECASE)
_STEM = 5  # letters of an English word that are looked for
_FADES = 4.0  # Han characters from the asking words, at which a word of the question counts for half
_OWN = 2.0  # what 长 of 多长 counts for
LETTER = 0.3  # of a Han character, that a letter is long


@dataclass(frozen=True, slots=True)
class Asking:
    """What a passage that answers has to be like."""

    kind: Kind
    # What is counted: 亩 for 多少亩, kinds of length for 多长; of a time, what one so exact shows.
    unit: Unit = UNKNOWN


def asking(question: str) -> Asking:
    """Tell how a folded question asks.

    >>> asking("大桥的总投资是多少亿元？").unit.chinese
    '元'
    """
    kind: Kind = next((kind for kind, pattern in _KINDS.items() if re.search(pattern, question)), "other")
    if kind == "time":
        return Asking(kind, exactness(question))
    return Asking(kind, counted(question)) if kind == "number" else Asking(kind)


def around_asking(question: str) -> tuple[str, str]:
    """The words of a folded question before those that ask, and after them.

    >>> around_asking("大桥的总投资是多少亿元？")
    ('大桥的总投资是', '亿元 ')
    """
    asks = _ASKS.search(question)
    before, after = (question[: asks.start()], question[asks.end() :]) if asks else (question, "")
    return _without_asking(before), _without_asking(after)


def _without_asking(text: str) -> str:
    return re.sub(r"\W+", " ", ASKING.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words that answer have to be.

    `asking` are the words of the question that ask, `after` and `before` those around them; `words` are
    what else it says, by how near to the asking words it does.
    """

    kind: Interrogative
    asking: str
    before: str
    after: str
    words: dict[str, float]


def wanted(question: str) -> Wanted | None:
    """What kind of words answer a question; None if it asks for other things than these four."""
    for kind, asks in _INTERROGATIVES.items():
        if found := re.search(asks, question, re.IGNORECASE):
            if kind == "how many" and _CODES.search(question):
                return None
            words = _by_nearness(question, *found.span())
            if found[0][0] == "多" and found[0] != "多少":
                words[found[0][1]] = _OWN  # 全长 for 多长
            before, after = question[: found.start()], question[found.end() :]
            return Wanted(kind, found[0].lower(), before, after, words)
    return None


def _by_nearness(question: str, asked: int, told: int) -> dict[str, float]:
    """The words of a question but those that ask, at `asked` to `told`, each with what it counts for."""
    words: dict[str, float] = {}
    widths = (LETTER if character < "\u3400" else 1.0 for character in question)
    ways = list(accumulate(widths, initial=0.0))  # to each place, so that a long question costs no square
    for word, start, end in _words(question, asked, told):
        away = max(0.0, ways[start] - ways[told], ways[asked] - ways[end])
        words[word] = max(words.get(word, 0.0), 1 / (1 + away / _FADES))
    return words


def _words(question: str, asked: int, told: int) -> Iterator[tuple[str, int, int]]:
    """Pairs of Han characters and stems of other words, with their places; what asks is left out."""
    blank = question[:asked] + " " * (told - asked) + question[told:]
    blank = _GLUE.sub(lambda found: " " * len(found[0]), blank)
    for run in _HAN_OR_LATIN.finditer(blank.lower()):
        if run[0][0] < "\u3400":
            yield run[0][:_STEM], *run.span()
        elif len(run[0]) == 1:
            yield run[0], *run.span()
        else:
            for at in range(len(run[0]) - 1):
                yield run[0][at : at + 2], run.start() + at, run.start() + at + 2
