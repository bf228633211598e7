"""Who wrote or took it: datelines, bylines on lines of their own, credits after the last sentence."""

import re
from typing import NamedTuple

from rag.types import Span

_H = "一-鿿"
# The commonest surnames (百家姓), simplified and traditional, single and double.
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌"
    "马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵"
    "湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高"
    "夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄"
    "曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸"
    "司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛"
    "寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
    "利师巩聂关荆红游竺权盖益桓公牟佟仝兰操苑闫肖付覃颉郄邸訾苟冷辛敖银智帅娜楚初楼戢战粟晋阳原海禤衣柬"
    "趙錢孫馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂時齊顧黃蕭貝計談龐紀項藍閔賈婁顏鍾駱萬盧"
    "經應鄧單諸鈕龔榮儲富烏車寧厲劉葉黎賴藺喬陰蒼雙聞黨譚貢勞邊莊閻連魚廖終滿國廣東歐師鞏聶關紅遊權蓋蘭"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|东方|南宫|夏侯|宇文|长孙|呼延|完颜"
NAME = rf"(?:(?:{_DOUBLE})[{_H}]{{1,2}}|[{SURNAMES}]\s?[{_H}]{{1,2}}|[{_H}]{{1,5}}·[{_H}]{{1,6}})"
_LOOSE = rf"[{_H}]{{2,4}}"  # a name whose surname OCR misread, where its place says that it is one
_SEP = r"[\s/]*"

# 记者 with the slips that OCR makes; whose correspondent; what kind of correspondent.
_ROLE = r"(?:[记記]\s?者|纪者|记老|通\s?讯\s?员|通讯页|通訊員|评论员|評論員|特约撰稿人?|特派员|实习生)"
_AGENCIES = r"(?:新\s?[华華]\s?社|新华杜|青华社|中新社|中央社)"
_HOUSE = rf"(?:本\s?[报報]|本\s?刊|本推|本社|本网|{_AGENCIES}|[一-鿿]{{2,6}}(?:日报|晚报|时报|电视台))"
_POST = rf"(?:特约|见习|驻[{_H}]{{2,5}})?"
_BULLET = r"[□口■●○◎◇◆△▲☆★·•\s]*"
_ONE = rf"(?:(?:{_HOUSE}\s*)?{_POST}{_ROLE}[\s/]*)"
_PEOPLE = rf"{_LOOSE}(?:(?:[\s/、]*{_ONE}|\s+){_LOOSE}|、{NAME}){{0,6}}"
_WORK = r"(?:\s*[/／]?\s*(?:[文图摄撰][/／][文图摄]|摄影报道|摄影|摄|抯|撰|图|文|整理|编译|译|辑|供稿|发))"
_SOURCE = rf"(?:\s*[（(]?(?:{_AGENCIES}|影像中国|人民视觉|资料图片)\s*[/／]?[{_H}]{{0,3}}\s*[)）]?)"
_PHOTO = (
    rf"(?:摄影报道|摄影|摄|抯|文\s*[/／]\s*图|图\s*[/／]\s*文|{_AGENCIES}\s*(?:发|[/／]\s*[{_H}]{{2,3}}))"
)

_WIRE = rf"(?:据\s?|另据|又据)?(?:本\s?[报報]|本\s?刊|本网|本社|{_AGENCIES}|中新网|人民网|央视网|光明网)"
_OPEN, _CLOSE = r"[（(\[【〔［]", r"[）)\]】〕］]"
_DATELINE = re.compile(
    rf"(?:{_WIRE}[{_H}\d/\s]{{0,16}}?(?:讯|訊|电|電|消息|专电|综合)|本报刊)"
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
    return bool(_NAMES.fullmatch(text)) and not _NO_NAME.search(text)


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
