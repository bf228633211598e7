"""What stands on a page beside its articles without being one: its head, short captions, advertisements."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.reading.blocks import Block
from rag.reading.furniture import Kind, is_usual_section

_SHORT = 60  # characters; a longer caption is an article of its own
_WITH_CREDIT = 45
# Where somebody stands in a picture: （左）, （后排右二）.
_IN_PICTURE = re.compile(
    r"[（(][^（）()]{0,6}[左右中前后][^（）()]{0,4}[）)]|^(?:上|下|左|右|本版|题)图[:：为是]|^图[①-⑨\d]"
)
_CONTACT = re.compile(
    r"(?:电\s?话|传\s?真|邮\s?编|网\s?址|厂\s?址|地\s?址|联\s?系\s?人|Q\s?Q|手\s?机)\s*[:：]|1[3-9]\d{9}",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"惠顾|选购|订购|欢迎(?:新老|广大|社会各界|各界|来电)|专业生产|厂家直销|恭贺|恭祝|诚聘|招商|竭诚|祝各位|阖家|特价"
)
_TIDINGS = 12  # characters; what is shorter beside an advertisement is a part of it
_NAMEPLATE = 24  # characters of a paper's name
_CONTACTS = 3  # ways to reach a firm, in one place


def with_inserts_aside(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, those of short captions and of advertisements made furniture."""
    aside = _captions(blocks) | _advertisements(blocks) | _page_head(blocks)
    return [
        _furniture(block, aside[index]) if index in aside else block for index, block in enumerate(blocks)
    ]


def _furniture(block: Block, kind: Kind) -> Block:
    return replace(block, kind="furniture", furniture=kind)


def _page_head(blocks: Sequence[Block]) -> dict[int, Kind]:
    """The paper's and the section's name beside the line that says the day, and at the page's very top."""
    mastheads = [
        index
        for index, block in enumerate(blocks[:8])
        if block.kind == "furniture" and block.furniture == "masthead"
    ]
    found: dict[int, Kind] = {}
    for index, block in enumerate(blocks[:8]):
        beside = any(abs(index - other) <= 2 for other in mastheads)
        if block.kind == "heading" and is_usual_section(block.text.text) and (beside or index == 0):
            found[index] = "section"
        if index + 1 in mastheads and index == 0 and len(block.text.text) <= _NAMEPLATE and not block.marked:
            found.setdefault(index, "masthead")
    return found


def _captions(blocks: Sequence[Block]) -> dict[int, Kind]:
    found: dict[int, Kind] = {}
    for index, block in enumerate(blocks):
        follows = blocks[index + 1] if index + 1 < len(blocks) else None
        credited = follows is not None and follows.kind == "byline" and follows.photo
        if not _is_short_caption(block, credited) or _is_headed(blocks, index + credited):
            continue
        found[index] = "caption"
        if credited:
            found[index + 1] = "caption"
    return found


def _is_short_caption(block: Block, credited: bool) -> bool:
    text = block.text.text
    if block.kind not in ("text", "heading") or block.marked or len(text) > _SHORT or block.dated:
        return False
    if _IN_PICTURE.search(text):
        return block.photo or credited or "。" not in text[:-1]
    return (block.photo or credited) and block.kind == "text" and len(text) <= _WITH_CREDIT + 15 * credited


def _is_headed(blocks: Sequence[Block], last: int) -> bool:
    """Whether a caption has a headline to itself: then it is an article, however short."""
    first = last - (blocks[last].kind == "byline")
    before = blocks[first - 1] if first else None
    after = blocks[last + 1] if last + 1 < len(blocks) else None
    return bool(before and before.kind == "heading" and (after is None or after.kind != "text"))


def _advertisements(blocks: Sequence[Block]) -> dict[int, Kind]:
    """Lines that say how to reach a firm, and what praises it beside them."""
    contacts = [index for index, block in enumerate(blocks) for _ in range(_contacts(block))]
    found: dict[int, Kind] = {}
    for index in contacts:
        if len([other for other in contacts if abs(other - index) < 2 * _CONTACTS]) >= _CONTACTS:
            found[index] = "other"
    for index in list(found):
        for step in (-1, 1):
            place = index + step
            while 0 <= place < len(blocks) and place not in found and _is_of_advertisement(blocks[place]):
                found[place] = "other"
                place += step
    return found if any(_PRAISE.search(blocks[index].text.text) for index in found) else {}


def _contacts(block: Block) -> int:
    """How many ways to reach a firm a line gives that gives nothing else."""
    found = len(_CONTACT.findall(block.text.text))
    return found if len(block.text.text) <= 40 * found else 0


def _is_of_advertisement(block: Block) -> bool:
    text = block.text.text
    if block.dated or block.credit or block.jumps:
        return False
    return len(text) <= _TIDINGS or bool(_PRAISE.search(text))
