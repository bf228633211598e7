"""Dates: the years, months and days that a text names, completed from the day of its paper."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|ember|ober|tember)?\b\.?"
)
_DIGIT = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_YEAR = r"(?:(?:1[5-9]|20)\d\d|[〇零○一二三四五六七八九]{4})"
# No number goes before that it could be the end of.
_FIRST = r"(?<![\d〇零一二三四五六七八九十])"
_NUMBER = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = re.compile(
    r"(?=[\d〇零○一二三四五六七八九十今去前明本上A-Za-z])(?:"  # told quickly
    rf"(?:(?P<y1>{_YEAR}) ?年|(?P<relative>今年|去年|前年|明年|本年|上年))"
    rf"(?: ?(?P<m1>{_NUMBER}) ?月)?(?: ?(?P<d1>{_NUMBER}) ?[日号])?"
    r"|(?P<y2>(?:1[5-9]|20)\d\d)(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?!\d)"
    rf"|{_FIRST}(?P<m3>{_NUMBER}) ?月(?: ?(?P<d3>{_NUMBER}) ?[日号])?|{_FIRST}(?P<d4>{_NUMBER}) ?日(?!元)"
    r"|(?i:\b(?P<away>this|last|next) year\b"
    rf"|\b{_MONTH.format('m5')} (?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<y5>(?:19|20)\d\d))?"
    rf"|\b(?:(?P<d6>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?{_MONTH.format('m6')},? (?P<y6>(?:19|20)\d\d)\b))"
)  # fmt: skip
_WIDE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff０-９．／－]")
_YEARS_AWAY = {
    "今年": 0,
    "本年": 0,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明年": 1,
    "this": 0,
    "last": -1,
    "next": 1,
}


@dataclass(frozen=True, slots=True)
class Date:
    """A year, month and day, 0 where the text does not say."""

    year: int
    month: int
    day: int
    words: str
    start: int = 0  # its place in the text
    end: int = 0

    def says(self, other: "Date") -> bool:
        """Whether everything that `other` says is said by this one."""
        said = ((other.year, self.year), (other.month, self.month), (other.day, self.day))
        return all(not theirs or theirs == mine for theirs, mine in said)


def read_dates(text: str, printed: str = "") -> tuple[list[Date], str]:
    """The dates of a text, and the text with spaces in their place.

    `printed` is the day of its paper (ISO 8601 or ""), from which 去年 gets its year.
    """
    found, rest = find_dates(text, printed), list(_of_one_width(text))
    for date in found:
        rest[date.start : date.end] = " " * (date.end - date.start)
    return found, "".join(rest)


def find_dates(text: str, printed: str = "") -> list[Date]:
    """The dates of a text, as `read_dates` gives them."""
    return [_date(date, printed) for date in _DATE.finditer(_of_one_width(text))]


def _of_one_width(text: str) -> str:
    """The text with full-width digits and signs as half-width ones, no character more or less."""
    return text.translate(_narrow()) if _WIDE.search(text) else text


@cache
def _narrow() -> dict[int, str]:
    forms = ((code, unicodedata.normalize("NFKC", chr(code))) for code in range(0x2E80, 0x10000))
    return {code: form for code, form in forms if len(form) == 1 and form != chr(code)}


def day_of(printed: str) -> Iterator[Date]:
    """The date that a paper's ISO date is, if it has one."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", printed):
        yield Date(int(printed[:4]), int(printed[5:7]), int(printed[8:]), printed)


def completed(dates: Sequence[Date], printed: str) -> Iterator[Date]:
    """Dates of one text, in order, with the year and month last named before them, or else their paper's."""
    year = month = 0
    for date in dates:
        year, month = date.year or year, date.month or month
        for paper in list(day_of(printed)) or [Date(0, 0, 0, "")]:
            in_month = month or paper.month if date.day else date.month
            yield Date(year or paper.year, in_month, date.day, date.words)


def _number(words: str) -> int:
    """A number in digits, or of Chinese numerals: a year digit by digit, a month or day below forty."""
    if "十" not in words:
        return int("".join(_DIGIT.get(digit, digit) for digit in words))
    tens, _, ones = words.rpartition("十")
    return (int(_DIGIT[tens]) if tens else 1) * 10 + (int(_DIGIT[ones]) if ones else 0)


def _date(found: "re.Match[str]", printed: str) -> Date:
    groups = found.groupdict()
    year = next((_number(groups[name]) for name in ("y1", "y2", "y5", "y6") if groups[name]), 0)
    if away := groups["relative"] or groups["away"]:
        this_year = int(printed[:4]) if printed[:4].isdigit() else 10_000  # any year that no text names
        year = this_year + _YEARS_AWAY[away.lower()]
    month = next((_number(groups[name]) for name in ("m1", "m2", "m3") if groups[name]), 0)
    if named := groups["m5"] or groups["m6"]:
        month = _MONTHS.index(named[:3].lower()) + 1
    day = next((_number(groups[name]) for name in ("d1", "d2", "d3", "d4", "d5", "d6") if groups[name]), 0)
    return Date(year, month, day, found[0].strip(), *found.span())
