"""Showing: the people, times and places of a sentence that could answer who, when or where."""

import re
from collections.abc import Iterator

from rag.answering.gazetteer import PLACES
from rag.answering.naming import everyday, find_people
from rag.types import Span
from rag.wanted import Wanted

_N = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:公元)?前?(?:\d{3,4} ?年(?!级)|[二一][〇零○一二三四五六七八九]{3}年)|[今去前明]年|同年"
_DATE = (
    rf"(?:{_YEAR}|[\u4e00-\u9fff]{{2}}(?:[元一二三四五六七八九十]{{1,3}}|\d{{1,2}})年（(?:公元)?前?\d{{2,4}}年）|民国\d{{1,2}}年)"
    rf"(?: ?(?:{_N} ?月|[初春夏秋冬](?![\u4e00-\u9fff])))?(?: ?{_N} ?[日号])?"
    rf"|{_N} ?月(?: ?{_N} ?[日号])?|(?<![\d十]){_N} ?(?:日|号(?![\u4e00-\u9fff]?[线楼房院衣]))"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"(?:{_DATE})(?: ?(?:至|到|[~～—－–-]) ?(?:{_DATE}))?"
    rf"(?:[上下]午|凌晨|[早晚]上|中午)?(?:{_N}[时点](?:{_N}分|半)?)?"
    r"|(?:公元前?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})世纪(?:\d0年代)?[初末]?|\d0年代[初末]?"
    r"|(?:星期|周)[一二三四五六日天]|春节|国庆节?|元旦|清明节?|端午节?|中秋节?"
    rf"|\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}}\b)?(?:,? \d{{4}}\b)?|\b(?:1[0-9]|20)\d\d\b(?!年|[.,]?\d)"
)
_OF_YEAR = re.compile(
    rf"[\u4e00-\u9fff]{{2}}[元一二三四五六七八九十\d]{{1,3}}年（.*?年）|{_YEAR}|\b(?:1[0-9]|20)\d\d\b"
)
_DAY = re.compile(r"[日号]|\d\b")

_REGION = r"[省市县区州镇乡村岛路街道站港湾山湖]"
_STANDS = (
    r"位于|地处|坐落[于在]|[生栖住设藏建葬产现]于|来自|[分流]布[于在]|现居|祖籍|籍贯|总部[设在于]+|举[行办]于"
)
_PLACE = re.compile(
    rf"(?:{PLACES.pattern})(?:[\u4e00-\u9fff]{{1,6}}?{_REGION})*"
    rf"|(?<=[在于到])[\u4e00-\u9fff]{{2,6}}?[省市县区州镇乡村岛]"
)
_IN = re.compile(rf"\b(?:in|at|near|from|to|on) ((?:the )?(?!{_MONTHS})[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)")
_GO_BEFORE = frozenset("在于到从往赴自至抵")  # a place
_STOOD = re.compile(rf"(?:{_STANDS})([^，。；：、（）()！？\s]{{2,24}})")

_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,7})+")
_LATIN = re.compile(r"(?<![\w.(（“\"《「])[A-Z][a-z]+(?: [A-Z](?:\.|[a-z]+))+")
_SAYS_WHO = "家长员师者手王帝授士人席理记统相官演星后生妻子父母夫女兄弟名叫和与由是为被给的对向让跟随任、"
_NO_THIRD = frozenset("令曾被将率为命则即又亦任")  # these begin what a person does
_BY = r"(?:由|被|受|让|给|为|和|与|跟随?|随)"


def people(want: Wanted, sentence: str) -> Iterator[Span]:
    """The people, by their names, and whoever stands where the question has its 谁: 由谁设计, 由…设计."""
    if (does := want.after[:2]).isalpha() and re.search(rf"{_BY}\Z", want.before):
        by = rf"{_BY}([^，。；、！？（\s]{{2,16}}?)(?:（[^）]*）)?(?:[在于][^，。；]{{1,12}}?)?所?{does}"
        if found := re.search(by, sentence):
            yield found.span(1)
            return
    yield from (found.span() for found in _LATIN.finditer(sentence))
    for found in _FOREIGN.finditer(sentence):
        first = found[0].partition("·")[0]
        title = max((n for n, c in enumerate(first[:-1], 1) if c in _SAYS_WHO), default=0)
        yield found.start() + title, found.start() + _name_end(found[0])
    for name in find_people(sentence):
        name = name[:2] if name[2:] in _NO_THIRD else name
        at = sentence.index(name)
        before = sentence[max(0, at - 2) : at]
        begins = not before[-1:].isalpha() or before[-1] in _SAYS_WHO or before in everyday()
        if begins and not name.startswith("曾"):
            yield at, at + len(name)


def _name_end(words: str) -> int:
    """Where a foreign name ends in a run of characters: before what it does, if that is an everyday word."""
    place = words.rindex("·") + 2
    while (
        place < len(words)
        and words[place] not in "在于是为的和与将曾被及等说任"
        and words[place : place + 2] not in everyday()
    ):
        place += 1
    return place


def occasions(want: Wanted | None, sentence: str) -> Iterator[Span]:
    """The times; of a year where one is asked for, with a day where a day is."""
    asked = want.asking if want else ""
    for found in _TIME.finditer(sentence):
        if re.search(r"年|year", asked):
            if year := _OF_YEAR.search(sentence, *found.span()):
                yield year.span()
        elif re.search(r"[日号天]|day", asked):
            if _DAY.search(found[0]):
                yield found.span()
        elif not ("月" in asked or "month" in asked) or re.search(rf"月|{_MONTHS}", found[0]):
            yield found.span()


def places(want: Wanted, sentence: str) -> Iterator[Span]:
    """The places: where something is said to be, and well-known ones."""
    yield from (found.span(1) for found in _IN.finditer(sentence))
    stood = [found.span(1) for found in _STOOD.finditer(sentence)]
    yield from stood
    for found in _PLACE.finditer(sentence):
        inside = any(start <= found.start() < end for start, end in stood)
        if not inside and ("国" in want.asking or sentence[found.start() - 1 : found.start()] in _GO_BEFORE):
            yield found.span()
