"""Page furniture: what a newspaper prints around its articles."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rag.reading.dates import is_masthead
from rag.reading.lines import INVISIBLE
from rag.types import Article, Furniture, Span

Kind = Literal["masthead", "section", "credit", "caption", "jump", "mark", "other"]
SetAside = tuple[Kind, Sequence[Span]]  # stretches of raw text, and what they are
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<img\b[^>]*>|!|[-*_=—－·.。|]{3,}|[□■◇◆○●△▲☆★※•·|]+")
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第?\s*[A-Za-z]?\d{1,3}\s*[版页]?|[A-Za-z]?\d{1,3})[-—–·\s]*|第\s*[一二三四五六七八九十]{1,3}\s*版"
)
_CREDIT = re.compile(
    r"(?:本版|本期|值班|责任|责编|版式|美术|视觉|图片|执行|见习)?\s*(?:责任编辑|责编|编\s?辑|主编|美编|校对|版式设计|组版|排版|检校|制图)\s*[:：/／].{1,60}"
    r"|\S{2,24}(?:主办|协办|承办|赞助|特约刊登)"
    r"|(?:本版|本期)(?:编辑|责编|主编|美编|校对|版式|统筹).{1,60}"
    r"|(?:电\s?话|传\s?真|邮\s?箱|邮编|网\s?址|厂\s?址|地\s?址|联\s?系\s?人|联系电话|投稿邮箱|新闻热线|热线电话|订阅热线|E-?mail)\s*[:：].{1,60}",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(?:(?:责任编辑|責任編輯|责编|編輯|编辑|主编|美编|校对|版式|制图|视觉|组版)\s*[一-鿿]{2,4}(?:\s+[一-鿿]{2,4}){0,3}\s*){1,4}"
    r"|(?:Editor|Edited by|Layout|Page editor)s?\s*[:：]?\s+[A-Z][\w .,’'-]{2,60}"
)
_MASTHEAD = re.compile(
    r".{0,80}(?:国内统.{0,2}刊号|邮发代号|CN\s?\d\d-\d{4}|农历.{2,9}月.*期|第\s*\d{3,6}\s*期.*今日.{1,3}版).{0,60}"
    r"|.{0,24}(?:www\.|https?://)[\w./-]{4,40}|[（(]?\s*第?\s*\d{1,5}\s*期\s*[）)]?"
    r"|[一-鿿]{2,6}(?:日報|晚報|時報)|Tel\s*[:：].*",
    re.IGNORECASE,
)
_WEATHER = re.compile(r".{0,12}(?:天气预报|今日天气|最高气温|风力).{0,40}(?:℃|级|转|晴|阴).*")
# How newspapers end the names of their sections and columns.
_SECTION = re.compile(
    r"[^，。！？；：、“”\d]{0,6}(?:周刊|专刊|导刊|专版|副刊|观察|瞭望|视点|视角|视野|短波|之窗|园地|天地|课堂|导航|问药|热线|传真|"
    r"广角|论坛|聚焦|看点|信\s?息|调\s?查|亮\s?点|先锋|故事|经验谈|案件|新闻|新闻眼|速递|快递|快讯|要闻|时评|评论|随笔|"
    r"声音|人物|博览|集萃|文摘|链接|之声|访谈录|大观|在线|专栏|专题|交流|合作|资讯|动态|简讯)"
)
# Sections that nearly every paper has, by themselves or with the page's number; series by theirs.
_USUAL_SECTION = re.compile(
    r"(?:[A-Z]?\d{1,2})?(?:要闻|综合|綜合|经济|經濟|国际|國際|国内|國內|社会|社會|体育|體育|文化|副刊|教育|科教|科技|评论|評論|理论|专题|"
    r"广告|服务|自然|时政|财经|民生|法治|健康|旅游|读书|生活|地方|视觉|时事|两岸|港澳|台湾|军事|农业|环保|生态|娱乐|人文|艺术)"
    r"(?:新闻|新聞|周刊|版)?|[一-鿿]{2,10}[①-⑳]|[A-Z]{3,14}(?: (?:NEWS|PAGE))?"
)
_INTRODUCTION = re.compile(
    r"[【\[]?\s*(?:核心提示|内容提要|内容提示|提要|导读|编者按|编者的话|阅读提示|记者手记|新闻背景|相关链接)\s*[】\]]?[:：]?"
)
_COLUMN_MARK = re.compile(r"【[一-鿿]{2,6}】|[◇◆□■○●▲△★☆]\s*[一-鿿]{2,8}")


def furniture_kind(text: str) -> Kind | None:
    """What kind of furniture a whole line is, for certain; None where it may belong to an article."""
    if _PICTURE.fullmatch(text) or _PAGE_NUMBER.fullmatch(text):
        return "mark"
    if is_masthead(text) or _MASTHEAD.fullmatch(text):
        return "masthead"
    if _CREDIT.fullmatch(text) or _EDITORS.fullmatch(text):
        return "credit"
    return "other" if _WEATHER.fullmatch(text) else None


def is_section_name(text: str) -> bool:
    """Whether a heading is worded as the name of a section or a column is."""
    bare = "".join(text.split())
    if is_usual_section(text):
        return True
    return len(bare) <= 9 and bool(_SECTION.fullmatch(bare) or _COLUMN_MARK.fullmatch(bare))


def is_usual_section(text: str) -> bool:
    """Whether a line is the name of a section that nearly every paper has, and nothing else."""
    return bool(_USUAL_SECTION.fullmatch("".join(text.split())))


def is_introduction(text: str) -> bool:
    """Whether a heading announces a part that papers set apart within an article: its summary, a note."""
    return bool(_INTRODUCTION.fullmatch("".join(text.split())))


_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]+")


def left_over(raw: str, articles: Iterable[Article], known: Iterable[SetAside]) -> list[Furniture]:
    """Every visible stretch of `raw` that no article holds, in order; its kind where `known` says it."""
    kinds = sorted((start, end, kind) for kind, spans in known for start, end in spans)
    found: list[Furniture] = []
    for start, end in _untaken(raw, articles):
        kind = _kind(raw[start:end], start, kinds)
        if found and found[-1].kind == kind and not raw[found[-1].end : start].strip():
            start = found.pop().start
        found.append(Furniture(kind, start, end))
    return found


def _untaken(raw: str, articles: Iterable[Article]) -> Iterator[Span]:
    taken = bytearray(len(raw))
    for article in articles:
        for field in (article.body, article.headline, article.kicker, article.subtitle, article.byline):
            for place in field.origin:
                if place >= 0:
                    taken[place] = 1
    for match in _VISIBLE.finditer(raw):
        end = match.start()
        while (start := taken.find(0, end, match.end())) >= 0:
            end = taken.find(1, start, match.end())
            end = match.end() if end < 0 else end
            yield start, end


def _kind(text: str, start: int, kinds: Sequence[tuple[int, int, Kind]]) -> Kind:
    index = bisect_right(kinds, start, key=lambda known: known[0]) - 1
    if index >= 0 and kinds[index][0] <= start < kinds[index][1]:
        return kinds[index][2]
    return "mark" if not any(map(str.isalnum, text)) else "other"
