"""Spans: the words of a sentence that answer who, when, where or how many."""

import re
import unicodedata

from rag.answering.naming import PLACES, find_people
from rag.figures import read_figures
from rag.types import Span

_WHO = re.compile(r"谁|哪[位个]人|何人|\b(?:who|whom|whose)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"什么时[候间]|何时|哪一?[年天月]|几[月号日年]|\bwhen\b|\bwh(?:at|ich) (?:year|day|date|month)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"哪里|哪儿|何处|何地|在哪|哪个?[省市县区国镇乡村]|什么地方|\bwhere\b", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"(?:多少|几)(?:万|亿)?(?P<unit>[\u4e00-\u9fff]?)|多[大高长久远宽深重厚]"
    r"|\bhow (?:many|much|long|far|high|large|big|old|tall)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\d{4} ?年|[今去前明]年)(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?[日号])?|\d{1,2} ?月(?: ?\d{1,2} ?[日号])?"
    r"|[二一][〇零○一二三四五六七八九]{3}年"
    r"|\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2}\b)?,? ?)(?:\d{4})?|\b(?:19|20)\d\d\b"
)
_PLACE = re.compile(
    rf"(?:{PLACES.pattern})(?:[\u4e00-\u9fff]{{1,6}}?[省市县区州镇乡村岛])*"
    rf"|(?<=[在于到])[\u4e00-\u9fff]{{2,6}}?[省市县区州镇乡村岛]"
)
_MEASURE = re.compile(
    r" ?(?:[余多来]? ?[百千万亿]*)"
    r"(?:平方公里|平方米|立方米|公里|千米|厘米|米|公顷|公斤|千克|千瓦|美元|欧元|元|吨|亩|个?百分点|%"
    r"|[\u4e00-\u9fff](?![\u4e00-\u9fff]))?"
)


def answer_span(question: str, sentence: str) -> Span | None:
    """Where in a sentence the answer to a question stands; None if it does not show, or asks otherwise.

    What stands in the question as well is no answer.
    """
    if _WHO.search(question):
        names = (name for name in find_people(sentence) if name not in question)
        return next(((at := sentence.index(name), at + len(name)) for name in names), None)
    for asks, shows in ((_WHEN, _TIME), (_WHERE, _PLACE)):
        if asks.search(question):
            found = (f for f in shows.finditer(sentence) if f[0].strip() not in question)
            return next((f.span() for f in found), None)
    if asked := _HOW_MANY.search(question):
        return _number(question, asked["unit"] or "", sentence)
    return None


def _number(question: str, unit: str, sentence: str) -> Span | None:
    """The first number of what is asked for, or else the first that is no date."""
    if len(sentence) != len(unicodedata.normalize("NFKC", sentence)):
        return None  # figures are read from that form, and their places would not be those of the sentence
    spans = []
    known = {figure.value for figure in read_figures(question)}
    times = [found.span() for found in _TIME.finditer(sentence)]
    for figure in read_figures(sentence):
        in_time = any(start <= figure.start < end for start, end in times)
        if not (figure.weak or in_time or figure.value in known):
            measure = _MEASURE.match(sentence, figure.end)
            spans.append((figure.start, measure.end() if measure else figure.end))
    of_unit = [(start, end) for start, end in spans if unit and unit in sentence[start : end + 1]]
    return next(iter([*of_unit, *spans]), None)
