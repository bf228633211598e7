"""Who wrote or took it: datelines, bylines on lines of their own, credits after the last sentence."""

import re
from typing import NamedTuple

from rag.reading.people import HAN_LETTER as _H
from rag.reading.people import LOOSE as _LOOSE
from rag.reading.people import NAME, NO_PEOPLE
from rag.types import Span

# What kind of correspondent, and whose; with the look-alikes that OCR confuses: 记纪, 者老, 员页, 社杜.
_ROLE = r"(?:[记記纪]\s?[者老]|通\s?[讯訊]\s?[员員页贝]|[评評][论論][员員]|特约撰稿人?|特派员|实习生)"
_AGENCIES = r"(?:新\s?[华華]\s?[社杜]|中新[社杜]|中央社)"
_HOUSE = rf"(?:本\s?[报報]|本\s?刊|本社|本网|{_AGENCIES}|[一-鿿]{{2,6}}(?:日报|晚报|时报|电视台))"
_POST = rf"(?:特约|见习|驻[{_H}]{{2,5}})?"
_BULLET = r"[□口■●○◎◇◆△▲☆★·•\s]*"
_ONE = rf"(?:(?:{_HOUSE}\s*)?{_POST}{_ROLE}[\s/]*)"
_PEOPLE = rf"{_LOOSE}(?:(?:[\s/、]*{_ONE}|\s+){_LOOSE}|、{NAME}){{0,6}}"
_WORK = r"(?:\s*[/／]?\s*(?:[文图摄撰][/／][文图摄]|摄影报道|摄影|摄|撰|图|文|整理|编译|译|辑|供稿|发))"
_SOURCE = rf"(?:\s*[（(]?(?:{_AGENCIES}|影像中国|人民视觉|资料图片)\s*[/／]?[{_H}]{{0,3}}\s*[)）]?)"
_PHOTO = rf"(?:摄影报道|摄影|摄|文\s*[/／]\s*图|图\s*[/／]\s*文|{_AGENCIES}\s*(?:发|[/／]\s*[{_H}]{{2,3}}))"

_WIRE = rf"(?:据\s?|另据|又据)?(?:本\s?[报報]|本\s?刊|本网|本社|{_AGENCIES}|中新网|人民网|央视网|光明网)"
_OPEN, _CLOSE = r"[（(\[【〔［]", r"[）)\]】〕］]"
_DATELINE = re.compile(
    rf"(?:{_WIRE}[{_H}\d/\s]{{0,16}}?(?:讯|訊|电|電|消息|专电|综合)|本\s?[报報]\s?\S(?=\s*{_OPEN}\s*{_ROLE}))"
    rf"(?:\s*(?P<open>{_OPEN})?\s*{_POST}(?P<who>{_ROLE}[^（）()\[\]【】〔〕。]{{1,40}}?)"
    rf"\s*(?(open){_CLOSE}|(?=\d|日前|近日|昨日|记者|今天)))?"
)
_LATIN_NAME = r"(?:[A-Z][\w.’'-]*)(?:\s(?:[A-Z][\w.’'-]*|de|van|von|bin|al)){1,3}"
_ENGLISH_BYLINE = re.compile(
    r"(?:(?:Written|Reported|Photos?(?:graphs?)?|Story|Text)\s+)?[Bb][Yy]\s+"
    rf"{_LATIN_NAME}(?:(?:,|,? and| &)\s+{_LATIN_NAME})*"
)
_ENGLISH_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][A-Za-z. ]{1,20})?,?\s*(?:[A-Z][a-z]{2,8}\.? \d{1,2})?\s*"
    r"(?:\((?:AP|AFP|UPI|Reuters|Xinhua)\))?\s*(?:--|—|–)\s"
)
_BY_AGENCY = re.compile(rf"据?\s?{_AGENCIES}")
_BYLINE = re.compile(
    rf"{_BULLET}(?:{_ONE}(?:{_PEOPLE})?|{_HOUSE}\s*评论员(?:\s*{_LOOSE})?"
    rf"|(?:文|图|摄影|作者|撰文|记者|译者)\s*[:：/／]\s*{_PEOPLE}){_WORK}?{_SOURCE}?"
)
_NAMES = re.compile(rf"{_BULLET}{NAME}(?:\s+{NAME}){{0,5}}\s*{_WORK}?{_SOURCE}?(?:\s*译自\S{{2,12}})?")
_BULLETED = re.compile(rf"[●■◆◎○]\s*{_PEOPLE}")
_AGENCY = re.compile(
    rf"(?:据)?{_AGENCIES}(?:发|供本报专稿|稿|\S{{1,8}}\d+\s*月\s*\d+\s*日\s*电)|本报综合(?:消息|报道)?"
)
_CREDIT = re.compile(
    rf"(?:{_ONE}{_PEOPLE}|{_LOOSE}(?:\s+{_LOOSE}){{0,5}}|{_HOUSE}\s*(?:发|/\s*{_LOOSE}))\s*{_WORK}?{_SOURCE}?"
)
_SURE_CREDIT = re.compile(rf"(?:{_ONE}{_PEOPLE}|{NAME}(?:\s+{NAME}){{0,5}})\s*{_WORK}?{_SOURCE}?")
_LAST_STOP = re.compile(r"[。！？!?…][”’\"'）)】》]*|\.[”’\"'）)】》]*|[”’\"'）)】》](?=\s)|\d(?=\s)")
_PHOTO_CREDIT = re.compile(rf"[^。！？]{{0,40}}{_PHOTO}\s*[)）]?\s*\Z")
# Somebody with office and name: `市交通局局长 张三`.
_OFFICIAL = re.compile(
    rf"[（(]?(?:本期专家[:：]\s*)?[^，。！？；“”]{{3,36}}?(?:主任|司长|局长|处长|部长|书记|教授|研究员|工程师|院长|所长|校长|主席|会长|"
    rf"院士|博士|专家|秘书长|经理|董事长|省长|市长|区长|县长|镇长|乡长|村长|研究室|委员会)\s?{NAME}\s*[)）]?"
)
_SUPPLIED = re.compile(rf"[{_H}]{{4,20}}(?:供稿|供图|提供)")
_NO_NAME = re.compile(r"[的了是在有不这那为和与及或就都也很]|(?:表示|介绍|如此|之一|以上|左右|完毕|未完)")
LONGEST_BYLINE = 60


class Dateline(NamedTuple):
    """Where a dateline stands in a paragraph, and the byline inside it; spans into the paragraph."""

    end: int
    byline: Span


def dateline(text: str) -> Dateline | None:
    """The dateline that `text` begins with: `本报讯（记者 …）`, `新华社北京8月20日电`."""
    start = len(text) - len(text.lstrip())
    match = _DATELINE.match(text, start)
    if match is None:
        english = _ENGLISH_DATELINE.match(text, start)
        return Dateline(english.end(), (start, start)) if english else None
    who = match.groupdict().get("who")
    agency = _BY_AGENCY.match(text, start) is not None
    byline = match.span("who") if who and not agency else match.span()
    return Dateline(match.end(), byline if who or agency else (start, start))


def is_byline(text: str) -> bool:
    """Whether a line names who wrote or took it, and says nothing else."""
    text = text.strip()
    if not 2 <= len(text) <= LONGEST_BYLINE:
        return False
    if (
        _ENGLISH_BYLINE.fullmatch(text)
        or _BYLINE.fullmatch(text)
        or _AGENCY.fullmatch(text)
        or _BULLETED.fullmatch(text)
    ):
        return True
    if text in NO_PEOPLE:
        return False
    return bool(_SUPPLIED.fullmatch(text) or _NAMES.fullmatch(text)) and not _NO_NAME.search(text)


def is_official(text: str) -> bool:
    """Whether a heading may be the author of what stands below, with office and name."""
    return bool(_OFFICIAL.fullmatch(text)) and not text.startswith(("—", "－", "一一", "访", "记"))


def is_photo_credit(text: str) -> bool:
    """Whether a byline or a paragraph's end credits a photograph."""
    return bool(_PHOTO_CREDIT.search(text[-48:]))


def end_credit(text: str) -> Span | None:
    """The span of the names glued to the end of a paragraph's last sentence, if there are any."""
    stops = list(_LAST_STOP.finditer(text, max(0, len(text) - LONGEST_BYLINE)))
    if not stops:
        return None
    start = stops[-1].end()
    credit = text[start:].strip().strip("（）()")
    if len(credit) < 2 or _NO_NAME.search(credit):
        return None
    ended = stops[-1][0][0] in "。！？!?…."
    if not (_CREDIT if ended else _SURE_CREDIT).fullmatch(credit.strip()):
        return None
    return start + len(text[start:]) - len(text[start:].lstrip()), len(text)
