"""When what a question asks for was published, where it plainly says so: 8月的报道, "articles of last week".

A time alone says when something happened, and is left to the search. It is a filter only beside a word
for what papers print (报道, 报纸, articles, newspapers), at the beginning or in a phrase that cannot be
read otherwise. Times are told from the day on which it is asked; a month or day without its year is the
last that has begun.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.days import Date, find_dates
from rag.finding.query import understand
from rag.found import Filters
from rag.languages import Language, language_of

# What goes before such a time, and what after it.
_CHINESE = (
    re.compile(r"(?:^|[，,。；：:？?\s]|请?(?:列出|查找|查一?查|找出?|看看?)|在|报)\s*\Z"),
    re.compile(
        r"份?的?(?:报纸|新闻报道|报道|新闻|报刊)(?:[里上中](?![市海国央])|(?=有(?!限)|[说提讲谈写对都是怎哪关]|\W|\Z))"
        r"|(?:报道|刊登|刊发|登载)[了过]"
    ),
)
_ENGLISH = (
    re.compile(
        r"\b(?:(?:articles|stories|news|newspapers)(?: (?:published|printed))? (?:of|from|in|on)"
        r"|(?:published|printed)(?: in| on)?) (?:the )?\Z",
        re.IGNORECASE,
    ),
    re.compile(""),
)
_POSSESSIVE = (
    re.compile(r"\Z"),
    re.compile(r"['’]s (?:articles|news|newspapers|papers|stories)\b", re.IGNORECASE),
)
_RELATIVE = re.compile(
    r"(?P<which>上上|[上本这])个?(?P<unit>周|星期|礼拜|月)|(?P<day>今天|今日|昨天|昨日|前天)"
    r"|\b(?P<english>last|this) (?P<of>week|month)\b|\b(?P<near>yesterday|today)\b",
    re.IGNORECASE,
)
_AGO = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_BACK = {"上上": 2, "上": 1, "last": 1}
_ONLY: dict[Language, str] = {
    "zh": "按问题所说，只查了 {since} 至 {until} 刊出的内容。",
    "en": "Only what was published from {since} to {until} was searched, as the question says.",
}
Days = tuple[date, date]  # both included


@dataclass(frozen=True, slots=True)
class Published:
    """A question without the words that say when what it wants was published, and these days."""

    question: str
    since: str  # ISO 8601
    until: str


def published(question: str, today: date) -> Published | None:
    """What a question says of the day of publication; None where it does not plainly say anything.

    >>> published("2011年1月的报纸怎么写古桥？", date(2024, 5, 6)).until
    '2011-01-31'
    """
    for start, end, (first, last) in _times(question, today):
        for goes_before, goes_after in (_CHINESE, _ENGLISH, _POSSESSIVE):
            before, after = goes_before.search(question[:start]), goes_after.match(question, end)
            if before and after:
                begin = start if goes_before is _CHINESE[0] else before.start()
                rest = f"{question[:begin]} {question[after.end() :]}"
                return Published(" ".join(rest.split()), first.isoformat(), last.isoformat())
    return None


def in_time(question: str, filters: Filters, today: date) -> tuple[str, Filters, tuple[str, ...]]:
    """What is left to search for, the filters with the days of publication, and a sentence that says so.

    A filter that is there already stays, and so do the words where nothing else is asked for.
    """
    said = None if filters.since or filters.until else published(question, today)
    if said is None:
        return question, filters, ()
    rest = said.question if understand(said.question).names_something else question
    told = _ONLY[language_of(question)].format(since=said.since, until=said.until)
    return rest, replace(filters, since=said.since, until=said.until), (told,)


def _times(question: str, today: date) -> Iterator[tuple[int, int, Days]]:
    """Where a question names a time, and its days."""
    for found in _RELATIVE.finditer(question):
        yield *found.span(), _relative(found, today)
    for written in find_dates(question, today.isoformat()):
        if days := _days(written, today):
            yield written.start, written.end, days


def _relative(found: "re.Match[str]", today: date) -> Days:
    if named := found["day"] or found["near"]:
        day = today - timedelta(days=_AGO[named.lower()])
        return day, day
    back = _BACK.get((found["which"] or found["english"]).lower(), 0)
    if (found["unit"] or found["of"]).lower() in ("月", "month"):
        months = 12 * today.year + today.month - 1 - back
        return _month(months // 12, months % 12 + 1)
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def _days(written: Date, today: date) -> Days | None:
    """The days of a written date; None where it is none, or a day without its month."""
    year = written.year or today.year - ((written.month, written.day) > (today.month, today.day))
    try:
        if written.day:
            day = date(year, written.month, written.day)
            return day, day
        if written.month:
            return _month(year, written.month)
        return (date(year, 1, 1), date(year, 12, 31)) if written.year else None
    except ValueError:
        return None


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
