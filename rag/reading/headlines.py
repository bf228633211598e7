"""Kicker, headline and subtitle, told apart among the headings of an article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reading.blocks import Block
from rag.reading.lines import NOTHING, together
from rag.types import Traced

_DASH = r"[—―─－\-一]"
_AFTER = re.compile(rf"{_DASH}{{1,4}}\s*\S")  # a subtitle begins with a dash
_BEFORE = re.compile(rf".*?(?:{_DASH}{{1,}}|[:：])\s*")  # a kicker ends with one
# What a kicker ends with: who says so, or that something is said.
_SAYS = re.compile(
    r".*(?:提出|要求|认为|强调|表示|指出|表明|显示|部署|宣布|透露|通知|会上|最新消息|进展|之[一二三四五六七八九十]|[部委局厅院会省市县署])\Z"
)
_ON = re.compile(r"(?:围绕|针对|按照|根据|聚焦)\S{4,}")  # or begins with: on what
_ABOUT = re.compile(
    r"\s*(?:记|访|写在|来自|走进|走近|走访|看|评|读|献给|探访|对话|从|以)|.*(?:纪实|报道|启示|综述|侧记|纪事|札记|展览|见闻|调查)\Z"
)
_JOINED = re.compile(r"(?P<left>[^—]{4,}?)(?P<dash>[—―─]{1,4})\s*(?P<right>\S.{3,})")


@dataclass(frozen=True, slots=True)
class Titles:
    """The headings of an article; each may be empty."""

    headline: Traced = NOTHING
    kicker: Traced = NOTHING
    subtitle: Traced = NOTHING


def titles_of(blocks: Sequence[Block]) -> Titles:
    """Tell a group of headings apart, in the order in which they stand."""
    blocks = [block for block in blocks if block.text]
    headings = [block.text for block in blocks]
    if not headings:
        return Titles()
    if len(headings) == 1:
        return _split(headings[0])
    main = _largest(blocks)
    if main is None:
        marked = next((index for index, block in enumerate(blocks) if block.marked), 0)
        main = marked + _main(headings[marked:]) if marked < len(headings) - 1 else marked
    kickers, subtitles = headings[:main], headings[main + 1 :]
    return Titles(headings[main], together(kickers, "\n"), together(subtitles, "\n"))


def _largest(blocks: Sequence[Block]) -> int | None:
    """Which heading is set largest, where sizes are known and one is."""
    scales = [block.scale for block in blocks]
    return scales.index(max(scales)) if scales.count(max(scales)) == 1 else None


def _main(headings: Sequence[Traced]) -> int:
    """Which heading is the headline: the first that is neither worded as a kicker nor as a subtitle."""
    texts = [heading.text for heading in headings]
    for index, text in enumerate(texts[:-1]):
        if _AFTER.match(text):
            continue
        follows = texts[index + 1]
        if not _AFTER.match(follows) and (_BEFORE.fullmatch(text) or _SAYS.match(text) or _ON.match(text)):
            continue
        if not _AFTER.match(follows) and len(text) > len(follows) + 2 and len(text) > 12:
            continue  # the headline is set largest, and so is shortest
        return index
    return len(texts) - 1 if not _AFTER.match(texts[-1]) else 0


def _split(heading: Traced) -> Titles:
    """A kicker or a subtitle that stands in one line with its headline, a dash between them."""
    match = _JOINED.fullmatch(heading.text)
    if match is None or match["left"].count("《") > match["left"].count("》"):
        return Titles(heading)
    if _ABOUT.match(match["right"]):
        return Titles(heading[: match.end("left")], subtitle=heading[match.start("dash") :])
    if _SAYS.match(match["left"]):
        return Titles(heading[match.start("right") :], kicker=heading[: match.end("dash")])
    return Titles(heading)
