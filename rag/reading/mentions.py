"""The days, months and years that a text speaks of, completed from the day of its paper."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from rag.days import find_dates
from rag.types import Mention

Days = tuple[date, date]  # the first and the last, both included

_AWAY = {
    **dict.fromkeys(("今天", "今日", "今晨", "今早", "今晚"), 0),
    **dict.fromkeys(("昨天", "昨日", "昨晚", "昨夜"), -1),
    "前天": -2,
    "前日": -2,
    "大前天": -3,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
_WHICH = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAYS = "一二三四五六日"
_THIRD = r"(?P<third>上旬|中旬|下旬|初|底|末)"
_RELATIVE = re.compile(
    r"(?=[大前昨今明后上下本这])(?:"
    rf"(?<!先天)(?P<day>{'|'.join(sorted(_AWAY, key=len, reverse=True))})(?!头条|之|新闻网)"
    r"|(?P<week>上上|下下|[上本这下])个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])?(?![刊期报])"
    rf"|(?P<month>[上本这下])个?月(?:{_THIRD})?)"
)
# What makes a year or a month a part of it, right after it or by itself.
_PART = re.compile(
    r"年?(?P<part>底|末|初|中(?=期|[，。、；时以之]))|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度"
)
_THIRD_AFTER = re.compile(rf"份?{_THIRD}")
_ALONE = re.compile(
    r"(?=[年上下月])(?:(?<![\d今去前明本上年])年(?P<part>底|末|初)|(?<!年)(?P<half>[上下])半年|月(?P<third>初|底|末))"
)
_NO_DAY = re.compile(r"[游内后均龄本]")  # after a number of days
_TO = re.compile(r"\s*(?:至|到|[-—–~～－])\s*")
_DAY_TO = re.compile(r"\s*(\d{1,2})\s*(?:至|到|[-—–~～－])\s*")
_LAST_YEAR = 2100  # 去年 in a paper without a date is a year that no text names
_STOP = re.compile(r"[。！？!?\n]")


def mentions_of(text: str, printed: str) -> tuple[Mention, ...]:
    """What times `text` speaks of, in order, no two over each other.

    `printed` is the day of its paper (ISO 8601); where it is "", only what names its year is known.
    A day without a year is the one nearest to that day, and one without a month the last before it.
    """
    issue = date.fromisoformat(printed) if printed else None
    named = list(_named(text, printed, issue))
    alone = [_mention(match.span(), days) for match, days in _relative(text, issue)]
    found: list[Mention] = []
    for mention in sorted(chain(named, alone), key=lambda mention: (mention.start, -mention.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return tuple(found)


def _mention(span: tuple[int, int], days: Days) -> Mention:
    return Mention(*span, days[0].isoformat(), days[1].isoformat())


def _named(text: str, printed: str, issue: date | None) -> Iterator[Mention]:
    """Dates that the text writes out, with what makes them parts of a year, and ranges of two."""
    dates = find_dates(text, printed)
    year = month = end = 0
    before: tuple[Mention, Days] | None = None
    for found, follows in zip(dates, [*(later.start for later in dates[1:]), len(text)], strict=False):
        if found.year > _LAST_YEAR or (not (found.year or found.month) and _NO_DAY.match(text, found.end)):
            continue
        if _STOP.search(text, end, found.start):
            year = month = 0  # what a sentence names does not hold for the next one
        first_of_two = _DAY_TO.fullmatch(text, found.end, follows) if found.month and not found.day else None
        day = int(first_of_two[1]) if first_of_two else found.day
        days, end = _days(text, found.end, found.year or year, found.month or month, day, issue)
        if days is None:
            continue
        year, month = found.year or year, days[0].month if found.month or found.day else 0
        between = text[before[0].end : found.start] if before else ""
        if before and (_TO.fullmatch(between) or _DAY_TO.fullmatch(between)):
            if days[1] < before[1][0] and not found.year:  # from December to January
                days = _days(text, found.end, days[0].year + 1, days[0].month, day, issue)[0] or days
            days = before[1][0], max(before[1][1], days[1])
            before = _mention((before[0].start, end), days), days
            continue
        if before:
            yield before[0]
        before = _mention((found.start, end), days), days
    if before:
        yield before[0]


def _days(
    text: str, end: int, year: int, month: int, day: int, issue: date | None
) -> tuple[Days | None, int]:
    """The days that a date covers, and where it ends with what makes it a part of a month or year."""
    if day:
        known = _day(year, month, day, issue)
        return ((known, known) if known else None), end
    if month:
        year = year or _nearest_year(month, issue)
        if not year or month > 12:
            return None, end
        third = _THIRD_AFTER.match(text, end)
        return _month(year, month, third["third"] if third else ""), third.end() if third else end
    if not year:
        return None, end
    part = _PART.match(text, end)
    return _year(year, part), part.end() if part else end


def _day(year: int, month: int, day: int, issue: date | None) -> date | None:
    if year and month:
        return _date(year, month, day)
    if issue is None:
        return None
    if month:
        years = range(issue.year - 1, issue.year + 2)
        days = filter(None, (_date(year, month, day) for year in years))
        return min(days, key=lambda day: abs(day - issue), default=None)
    this = _date(issue.year, issue.month, day)
    last = issue.replace(day=1) - timedelta(days=1)
    return this if this and this <= issue else _date(last.year, last.month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_year(month: int, issue: date | None) -> int:
    """The year in which a month is nearest to the issue's, 0 where that is unknown."""
    if issue is None:
        return 0
    years = range(issue.year - 1, issue.year + 2)
    return min(years, key=lambda year: abs(12 * (year - issue.year) + month - issue.month))


def _month(year: int, month: int, third: str = "") -> Days:
    last = monthrange(year, month)[1]
    days = {"": (1, last), "上": (1, 10), "初": (1, 10), "中": (11, 20)}.get(third[:1], (21, last))
    return date(year, month, days[0]), date(year, month, days[1])


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), _month(year, last)[1]


def _year(year: int, part: "re.Match[str] | None") -> Days:
    if part is None:
        return _months(year, 1, 12)
    groups = part.groupdict()
    if groups["half"]:
        return _months(year, 1, 6) if groups["half"] == "上" else _months(year, 7, 12)
    if quarter := groups.get("quarter"):
        number = int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1
        return _months(year, 3 * number - 2, 3 * number)
    month = {"初": 1, "中": 6}.get(groups["part"], 12)
    return _months(year, month, month + (month == 6))


def _relative(text: str, issue: date | None) -> Iterator[tuple["re.Match[str]", Days]]:
    """Times that are told from the day of the paper only."""
    if issue is None:
        return
    for match in _RELATIVE.finditer(text):
        if match["day"]:
            day = issue + timedelta(days=_AWAY[match["day"]])
            yield match, (day, day)
        elif match["week"]:
            yield match, _week(issue, _WHICH[match["week"]], match["weekday"])
        else:
            months = 12 * issue.year + issue.month - 1 + _WHICH[match["month"]]
            yield match, _month(months // 12, months % 12 + 1, match["third"] or "")
    for match in _ALONE.finditer(text):
        third = match["third"]
        yield match, _month(issue.year, issue.month, third) if third else _year(issue.year, match)


def _week(issue: date, away: int, weekday: str | None) -> Days:
    monday = issue + timedelta(days=7 * away - issue.weekday())
    if weekday is None:
        return monday, monday + timedelta(days=6)
    if weekday == "末":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    day = monday + timedelta(days=_WEEKDAYS.index(weekday.replace("天", "日")))
    return day, day
