"""Markers: the bracketed numbers in a model's text that are citations, and the ones that are not.

`[1]`, `[1][2]`, `[1,2]`, `[1、2]`, `[1-3]`, `［1］` and `【1】` are ours if their numbers were issued and
they are not words of the source, as in `国发[2]14号` or a heading `【3】`. All else is text. Linear in time.
The numbers that an answer shows keep clear of the brackets of its sources: `bracketed` says which those are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NUMBER = r"[0-9０-９]{1,3}"
_ITEM = rf"{_NUMBER}(?: ?[-–—~～] ?{_NUMBER})?"
_GROUP = rf" ?({_ITEM}(?: ?[,，、;；] ?{_ITEM}){{0,15}}) ?"
# Not before `14号`, which makes it a document's number, nor before a colon or `(`, which make it a link.
_BRACKETS = re.compile(rf"(?:\[{_GROUP}\]|［{_GROUP}］|【{_GROUP}】)(?! ?[0-9０-９]+ ?号|\(|:)")
_OURS = re.compile(r"\[(\d{1,3})\]")
_SEPARATOR = re.compile(r"[,，、;；]")
_RANGE = re.compile(r"[-–—~～]")


@dataclass(frozen=True, slots=True)
class Marker:
    """`text[start:end]`, which cites the passages `numbers`; `unissued` are its items that cite nothing.

    One without `numbers` is not ours: its brackets are part of the text.
    """

    start: int
    end: int
    numbers: tuple[int, ...]
    unissued: tuple[str, ...] = ()


def find_markers(text: str, issued: int, sources: Sequence[str] = ()) -> Iterator[Marker]:
    """Yield the markers in `text` by place, where passages 1 to `issued` have the texts `sources`.

    Brackets are the source's own if they stand in one with the same two letters or digits before or
    after them, or in a copy of the whole of it. Of a list, the numbers that were issued count, unless 0
    is in it: `[0,1]` is an interval.

    >>> [marker.numbers for marker in find_markers("甲[1]。乙[2,3]。丙[0]。", issued=3)]
    [(1,), (2, 3), ()]
    """
    theirs = {
        context for source in sources for found in _found(source) for context in _contexts(source, found)
    }
    copied = {place for source in sources for place in _copied(text, source)}
    for found in _found(text):
        if found.start() not in copied and theirs.isdisjoint(_contexts(text, found)):
            yield _read(found, issued)


def bracketed(text: str) -> frozenset[int]:
    """The numbers that stand in `text` just as our own markers would.

    >>> sorted(bracketed("详见附表[3]和[12]，国发[2008]1号"))
    [3, 12]
    """
    return frozenset(int(number) for number in _OURS.findall(text))


def _copied(text: str, source: str) -> Iterator[int]:
    """Where the brackets of `source` stand in the copies of it that `text` holds."""
    inside = [found.start() for found in _found(source)]
    if inside:
        for copy in re.finditer(re.escape(source), text):
            yield from (copy.start() + place for place in inside)


def _found(text: str) -> Iterator["re.Match[str]"]:
    return _BRACKETS.finditer(text)


def _contexts(text: str, found: "re.Match[str]") -> Iterator[str]:
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if len(before) == 2 and before.isalnum():
        yield f"{before}{found[0]}|"
    if len(after) == 2 and after.isalnum():
        yield f"|{found[0]}{after}"


def _read(found: "re.Match[str]", issued: int) -> Marker:
    items = [item.strip() for item in _SEPARATOR.split(found[1] or found[2] or found[3])]
    numbers = [_numbers(item, issued) for item in items]
    if any(int(bound) == 0 for item in items for bound in _RANGE.split(item)):
        return Marker(found.start(), found.end(), (), tuple(items))
    unissued = tuple(item for item, named in zip(items, numbers, strict=True) if not named)
    cited = tuple(dict.fromkeys(number for named in numbers for number in named))
    return Marker(found.start(), found.end(), cited, unissued)


def _numbers(item: str, issued: int) -> Sequence[int]:
    """The numbers that `3` or `1-3` names; none if one was not issued, or the range falls."""
    bounds = [int(bound) for bound in _RANGE.split(item)]
    return range(bounds[0], bounds[-1] + 1) if 1 <= bounds[0] <= bounds[-1] <= issued else ()
