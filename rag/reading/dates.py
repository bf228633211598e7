"""Paper, date and page number from a page's masthead or its path; what neither says stays unknown."""

import re
from datetime import date
from pathlib import PurePosixPath

from rag.types import Given

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|([-/._])(\d{1,2})\4(\d{1,2})(?!\d)"
    r"|([01]\d)([0-3]\d)(?!\d))"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH_DATES = (
    re.compile(
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    ),
)
_PAGE = re.compile(
    r"第\s*([A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|(?<![\dA-Za-z])([A-Za-z]?\d{1,3})\s*版"
    r"|(?<![a-z])(?:page|p)[-_ ]?0*(\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(r"[A-Za-z]?\d{1,3}")
_PAPER = re.compile(
    r"[一-鿿·]{1,12}(?:日报|晚报|早报|晨报|时报|周报|学报|商报|都市报|导报|周刊|参考|报|[日晚早晨時週學商導]?報)"
)
_ZIP = re.compile(r"\.zip/", re.IGNORECASE)  # a .zip is as good as a folder
_NO_PAPER = {"pages", "page", "papers", "paper", "scans", "scan", "data", "text", "texts", "txt", "ocr", "md"}
_NO_PAPER |= {"input", "files", "archive", "报纸", "扫描", "数据", "文本", "页面"}
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|农历|今日\S{1,3}版|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_MASTHEAD_LINES = 12  # a masthead stands in the first or the last lines of a page
_MASTHEAD_LENGTH = 80


def iso_date(text: str) -> str:
    """The first whole date in `text` as ISO 8601, or "" where there is none or it is no day.

    >>> iso_date("2024年8月28日 星期三"), iso_date("20240828"), iso_date("2024-13-01")
    ('2024-08-28', '2024-08-28', '')
    >>> iso_date("Wednesday, Aug. 28, 2024"), iso_date("28 August 2024")
    ('2024-08-28', '2024-08-28')
    """
    match = _DATE.search(text)
    if match is None:
        return _english_date(text)
    return _day(*(int(number) for number in match.groups() if number and number.isdigit()))


def _english_date(text: str) -> str:
    match = next(filter(None, (pattern.search(text) for pattern in _ENGLISH_DATES)), None)
    if match is None:
        return ""
    return _day(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))


def _day(year: int, *rest: int) -> str:
    try:
        return date(year, *rest).isoformat()
    except ValueError:
        return ""


def page_number(text: str) -> str:
    """A 版次 as it is told apart: no leading zeros, Chinese numerals as digits, letters large.

    >>> [page_number(text) for text in ("02", "第二版", "a03版", "十二", "文化")]
    ['2', '2', 'A3', '12', '文化']
    """
    bare = re.sub(r"[第版\s]", "", text)
    match = re.fullmatch(r"([A-Za-z]?)0*(\d+)", bare)
    if match:
        return match[1].upper() + match[2]
    return _chinese_number(bare) or text.strip()


def _chinese_number(text: str) -> str:
    if not re.fullmatch(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]", text):
        return ""
    tens, ten, units = text.rpartition("十")
    value = int(_DIGITS.get(units, "0"))
    return str(value + 10 * int(_DIGITS.get(tens, "1")) if ten else value)


def given_by(file: str, raw: str) -> Given:
    """Paper, date and page number that the path gives, else the masthead."""
    path, masthead = given_by_path(file), given_by_masthead(raw)
    return Given(path.paper or masthead.paper, path.date or masthead.date, path.page or masthead.page)


def given_by_masthead(raw: str) -> Given:
    """Paper, date and page number that a page prints at its head or its foot."""
    mastheads = [line for line in _edge_lines(raw) if is_masthead(line)]
    return Given(
        paper=next(filter(None, map(_paper, mastheads)), ""),
        date=next(filter(None, map(iso_date, mastheads)), ""),
        page=next(filter(None, map(_page, mastheads)), ""),
    )


def is_masthead(line: str) -> bool:
    """Whether a line prints the day, or the day and the page, as the head of a page does."""
    if len(line) > _MASTHEAD_LENGTH or not iso_date(line):
        return False
    return bool(_WEEKDAY.search(line) or _page(line))


def _edge_lines(raw: str) -> list[str]:
    lines = [line.strip(" #\t　") for line in raw.split("\n") if line.strip()]
    return lines[:_MASTHEAD_LINES] + lines[_MASTHEAD_LINES:][-_MASTHEAD_LINES:]


def given_by_path(file: str) -> Given:
    """Paper, date and page number that a path gives, in one of the usual forms."""
    path = PurePosixPath(_ZIP.sub("/", file.removesuffix(".gz")))
    stem = str(path.with_suffix(""))
    dated = _DATE.search(stem)
    day = iso_date(stem)
    last = path.with_suffix("").name
    rest = stem[dated.end() :].strip("-_/. ") if dated and day else ""
    bare = rest if _BARE_PAGE.fullmatch(rest) else ""  # a bare number is a page only after a date
    papers = [part for part in path.parts[:-1] if _PAPER.fullmatch(part)] or _paper_folder(path)
    return Given(
        paper=papers[-1] if papers else _paper(last),
        date=day,
        page=_page(last) or page_number(bare),
    )


def _paper_folder(path: PurePosixPath) -> list[str]:
    """The folder above one that is named for a day and holds pages by number: `Paper/2024-08-28/02.txt`."""
    if len(path.parts) < 3 or not iso_date(path.parts[-2]) or not re.search(r"\d", path.name.split(".")[0]):
        return []
    folder = path.parts[-3]
    return [] if folder.lower() in _NO_PAPER or re.search(r"\d", folder) else [folder]


def _page(text: str) -> str:
    match = _PAGE.search(text)
    return page_number(next(filter(None, match.groups()))) if match else ""


def _paper(text: str) -> str:
    match = _PAPER.match(text.strip())
    return match[0] if match else ""
