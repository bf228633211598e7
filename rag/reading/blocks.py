"""Lines grouped into blocks: headings, bylines, jump lines, paragraphs and furniture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal

from rag.reading.bylines import dateline, end_credit, is_byline, is_official, is_photo_credit
from rag.reading.continuation import Jump, find_jumps
from rag.reading.furniture import Kind, furniture_kind, is_section_name, is_usual_section
from rag.reading.lines import NOTHING, Line, joined, split_lines, together
from rag.reading.wrapping import CLOSERS, ENDS, Wrapping
from rag.types import Page, Span, Traced

# OCR writes Markdown into .txt too: two headings, or one that begins the page.
_MARKDOWN = re.compile(r"^#{1,6} \S.*\n(?s:.*)^#{1,6} \S|\A\s*#{1,6} \S.*\n\s*\n", re.MULTILINE)
_SPEECH, _COMMA = re.compile(r"[:：]\s*[“\"]"), re.compile("[,，]")
_PARTING = ("”", "』", "》", "——", "：")
# What adopted it, and when, printed under the headline of a law or a resolution.
_ADOPTED = re.compile(
    r"[（(]\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^（()）。]{4,60}(?:通过|批准|公布|修订|修正)[）)]\s*"
)
_ROLES = ("记者", "通讯员", "评论员")
_LONGEST_LATIN_HEADING = 90
_MORE = ("另据", "又据", "又讯")  # a dateline within an article
_LONGEST_HEADING, _LONGEST_LINE = 48, 56  # in a column; as a line of its own among paragraphs


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page with one part to play. `text` is clean; `spans` are its lines, raw."""

    kind: Literal["heading", "byline", "jump", "text", "furniture"]
    spans: tuple[Span, ...]
    text: Traced = NOTHING
    marked: bool = False  # as a heading, in the source itself
    scale: float = 1.0  # as of Line
    section: bool = False  # a heading worded as the name of a section
    furniture: Kind = "other"
    jumps: tuple[Jump, ...] = ()  # spans into the text
    credit: Span | None = None  # names after the last sentence, span into the text
    photo: bool = False
    dated: bool = False  # begins with a dateline
    jump_from: bool = False  # begins with a jump line, or is one
    jump_on: bool = False


def blocks_of(page: Page) -> list[Block]:
    """The blocks of a page, in the order of its lines."""
    markdown = page.format == "markdown" or bool(_MARKDOWN.search(page.raw))
    lines = split_lines(page.raw, markdown, page.given.headings)
    wrapping = Wrapping.of(page.raw, lines, printed=page.format == "pdf")
    blocks: list[Block] = []
    for run in _runs(page.raw, lines, wrapping):
        groups = (part for group in wrapping.paragraphs(run) for part in _headings_apart(page.raw, group))
        for group in groups:
            block = _block(page.raw, group, wrapping.narrow)
            if blocks and _one_byline(page.raw, blocks[-1], block):
                block = _byline(page.raw, blocks.pop().spans + block.spans)
            if block.kind == "heading" and _signs(block, blocks):
                block = _byline(page.raw, block.spans)
            blocks.append(block)
    return blocks


def _signs(block: Block, before: Sequence[Block]) -> bool:
    """Whether a heading under another, or one in brackets, only says whose the article is."""
    under = bool(before) and before[-1].kind == "heading" and bool(before[-1].text)
    return (under or block.text.text.startswith(("（", "("))) and is_official(block.text.text)


def _headings_apart(raw: str, group: list[Line]) -> Iterator[list[Line]]:
    """A kicker and a headline of full lines look like one heading; a quotation's end parts them."""
    texts = [raw[line.start : line.end] for line in group]
    if 2 <= len(group) <= 3 and not "".join(texts).rstrip(CLOSERS).endswith(ENDS):
        for index in range(1, len(group)):
            dash = texts[index].startswith("——") and len(texts[index]) > 4
            if dash or (texts[index - 1].endswith(_PARTING) and group[index].after_blank):
                yield group[:index]
                yield group[index:]
                return
    yield group


def _one_byline(raw: str, before: Block, block: Block) -> bool:
    """Whether a line says what somebody is, and the next one who: `本报记者`, `张三`."""
    if before.kind != "byline" or block.kind != "byline" or not before.text.text.endswith(_ROLES):
        return False
    return raw.count("\n", before.spans[-1][1], block.spans[0][0]) == 1


def _byline(raw: str, spans: tuple[Span, ...]) -> Block:
    text = together([joined(raw, [span], keep_gaps=True) for span in spans], " ")
    return Block("byline", spans, text, photo=is_photo_credit(text.text))


def _alone(raw: str, line: Line) -> bool:
    """Whether a line is a block by itself, whatever stands around it."""
    text = raw[line.start : line.end]
    if line.marked or _ADOPTED.fullmatch(text):
        return True
    if len(text) > 60:
        return False
    clean = joined(raw, [(line.start, line.end)], keep_gaps=True).text
    if furniture_kind(clean) or is_byline(clean) or is_usual_section(clean):
        return True
    jumps = find_jumps(clean)
    return len(jumps) == 1 and jumps[0].span == (0, len(clean))


def _runs(raw: str, lines: Sequence[Line], wrapping: Wrapping) -> Iterator[list[Line]]:
    """Lines that may be parts of the same paragraphs; a line that stands alone is a run of one."""
    run: list[Line] = []
    for line in lines:
        jumps = find_jumps(raw[line.start : line.end][:40])
        begins = jumps and jumps[0].span[0] == 0 and jumps[0].way == "from"
        if begins or dateline(raw[line.start : min(line.end, line.start + 40)]):
            yield from filter(None, (run,))
            run = []
        if _alone(raw, line) and not wrapping.runs_on(run):
            yield from filter(None, (run,))
            yield [line]
            run = []
        else:
            run.append(line)
    yield from filter(None, (run,))


def _block(raw: str, lines: Sequence[Line], narrow: bool) -> Block:
    spans = tuple((line.start, line.end) for line in lines)
    marked = lines[0].marked
    text = joined(raw, spans, keep_gaps=True)
    kind = furniture_kind(text.text) if text else None
    if kind:
        return Block("furniture", spans, text, marked, furniture=kind)
    jumps = tuple(find_jumps(text.text))
    if len(jumps) == 1 and jumps[0].span == (0, len(text.text)):
        way = jumps[0].way
        return Block("jump", spans, text, jumps=jumps, jump_from=way == "from", jump_on=way == "on")
    if is_usual_section(text.text):
        return Block("heading", spans, text, marked, section=True)
    if is_byline(text.text):
        return _byline(raw, spans)
    if marked or _reads_as_heading(text.text, narrow):
        return Block("heading", spans, text, marked, lines[0].scale, section=is_section_name(text.text))
    return _paragraph(raw, spans)


def _reads_as_heading(text: str, narrow: bool) -> bool:
    """Whether a block that nothing marks is worded as a heading: short, and no sentence."""
    if text.isascii():
        return (
            4 <= len(text) <= _LONGEST_LATIN_HEADING
            and text[0] not in ascii_lowercase
            and text[-1] not in ".,;:"
        )
    bracketed = text[:1] in "（(" and text[-1:] in "）)"
    if not 4 <= len(text) <= (_LONGEST_HEADING if narrow or bracketed else _LONGEST_LINE) or "。" in text:
        return False
    if _SPEECH.search(text) or len(_COMMA.findall(text)) > 1 + narrow:
        return False
    return text[-1] not in "。！；;，,、：:." and not text.rstrip(CLOSERS).endswith(("。", "！", "？"))


def _paragraph(raw: str, spans: tuple[Span, ...]) -> Block:
    """A paragraph. The spaces between names stay, in its dateline and in the credit at its end."""
    spaced = joined(raw, spans, keep_gaps=True)
    jumps = find_jumps(spaced.text)
    begin = jumps[0].span[1] if jumps and jumps[0].span[0] == 0 else 0
    dated = dateline(spaced.text[begin : begin + 120])
    credit = end_credit(spaced.text)
    head = spaced[: begin + dated.end if dated else 0]
    tail = spaced[credit[0] if credit else len(spaced.text) :]
    text = spaced
    if " " in spaced.text:
        text = together([head, joined(raw, _within(spans, head, tail)), tail])
    jumps = find_jumps(text.text)
    return Block(
        "text",
        spans,
        text,
        jumps=tuple(jumps),
        jump_from=any(jump.way == "from" and jump.span[0] < 40 for jump in jumps),
        jump_on=any(jump.way == "on" for jump in jumps),
        credit=(len(text.text) - len(tail.text), len(text.text)) if credit else None,
        photo=credit is not None and is_photo_credit(spaced.text),
        dated=dated is not None and not spaced.text.startswith(_MORE),
    )


def _within(spans: Sequence[Span], head: Traced, tail: Traced) -> list[Span]:
    """The parts of `spans` after the last character of `head` and before the first of `tail`."""
    first = max((place + 1 for place in head.origin[-2:]), default=0)
    last = next((place for place in tail.origin if place >= 0), spans[-1][1])
    cut = [(max(start, first), min(end, last)) for start, end in spans]
    return [(start, end) for start, end in cut if start < end]
