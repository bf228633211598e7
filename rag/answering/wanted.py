"""Wanted: what a question asks for, who, when, where or how many, and the words that stand about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["who", "when", "where", "how many"]

_ASKS: dict[Kind, str] = {
    "who": r"谁|哪一?[位个]人|何人|\b(?:who|whom|whose)\b",
    "when": r"什么时[候间]|何时|哪一?[年天月日]|几月几?[号日]?|几[号日](?![\u4e00-\u9fff])|\bwhen\b"
    r"|\b(?:what|which) (?:year|day|date|month)\b",
    "where": r"哪里|哪儿|何处|何地|什么地[方点]|在哪(?![\u4e00-\u9fff])|\bwhere\b"
    r"|哪一?个?(?:[省市县区镇乡村]|国家?|城市|地[方区])(?![\u4e00-\u9fff]?[语文])",
    "how many": r"多少|(?<![哪无])几(?![乎内何经])|多[大高长久远宽深重厚](?:时间)?|\bwhat percentage\b"
    r"|\bhow (?:many|much|long|far|high|large|big|old|tall|wide|deep|heavy)\b",
}
# Which number a code, a grade or a score is does not show by what stands about it.
_CODES = re.compile(r"(?:号码?|电话|代码|邮编|网址|等级|比分|第几?代)\W?(?:分别)?[是为]?(?:多少|几)")
_ASKING = re.compile(
    r"什么|怎么|哪[些个里]?|多少|[谁吗呢吧]|分别|一共|总共|请问|[的了是在和与及为有共约]"
    r"|\b(?:how|many|much|what|which|who|whom|whose|when|where|did|does|do|the|and|was|were|are|is|there|have|has"
    r"|had|for|from|that|this|with|its|their|of|in|on|at|to|by)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.,]\d+)*", re.IGNORECASE)
_STEM = 5  # letters of an English word that are looked for
_FADES = 4.0  # Han characters from the asking words, at which a word of the question counts for half
_OWN = 2.0  # what 长 of 多长 counts for
LETTER = 0.3  # of a Han character, that a letter is long


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for: `asking` are its words that do, `after` and `before` those around them.

    `words` are what else it says, by how near to the asking words it does.
    """

    kind: Kind
    asking: str
    before: str
    after: str
    words: dict[str, float]


def wanted(question: str) -> Wanted | None:
    """What kind of words answer a question; None if it asks for other things than these four."""
    for kind, asks in _ASKS.items():
        if found := re.search(asks, question, re.IGNORECASE):
            if kind == "how many" and _CODES.search(question):
                return None
            words: dict[str, float] = {}
            for word, start, end in _words(question, *found.span()):
                between = question[found.end() : start] or question[end : found.start()]
                away = sum(LETTER if character < "\u3400" else 1 for character in between)
                words[word] = max(words.get(word, 0.0), 1 / (1 + away / _FADES))
            if found[0][0] == "多" and found[0] != "多少":
                words[found[0][1]] = _OWN  # 全长 for 多长
            before, after = question[: found.start()], question[found.end() :]
            return Wanted(kind, found[0].lower(), before, after, words)
    return None


def _words(question: str, asked: int, told: int) -> Iterator[tuple[str, int, int]]:
    """Pairs of Han characters and stems of other words, with their places; what asks is left out."""
    blank = question[:asked] + " " * (told - asked) + question[told:]
    blank = _ASKING.sub(lambda found: " " * len(found[0]), blank)
    for run in _WORD.finditer(blank.lower()):
        if run[0][0] < "\u3400":
            yield run[0][:_STEM], *run.span()
        elif len(run[0]) == 1:
            yield run[0], *run.span()
        else:
            for at in range(len(run[0]) - 1):
                yield run[0][at : at + 2], run.start() + at, run.start() + at + 2
