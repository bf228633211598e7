"""Markers: the bracketed numbers in a model's text that are citations, and the ones that are not.

`[1]`, `[1][2]`, `[1,2]`, `[1、2]`, `[1-3]`, `［1］` and `【1】` are ours if their numbers were issued and
they are not words of the source, as in `国发[2]14号` or a heading `【3】`. All else is text. Linear in time.
The numbers that an answer shows keep clear of the brackets of its sources: `bracketed` says which those are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Not of four digits, which are a year; one of more is a number that nobody was given.
_NUMBER = r"(?:[0-9０-９]{1,3}|[0-9０-９]{5,12})"
_ITEM = rf"{_NUMBER}(?: ?[-–—－~～] ?{_NUMBER})?"
_GROUP = rf" ?({_ITEM}(?: ?[,，、;；] ?{_ITEM}){{0,15}}) ?"
# Not before `14号`, which makes it a document's number, nor before a colon or `(`, which make it a link.
_BRACKETS = re.compile(rf"(?:\[{_GROUP}\]|［{_GROUP}］|【{_GROUP}】)(?! ?[0-9０-９]{{1,7}} ?号|\(|:)")
_CLOSING = re.compile(r"[\]］】\n\[［【]")
_LONGEST = 500  # characters of a marker
_AHEAD = 10  # characters after it, by which it may turn out to be none
_MOST_TOGETHER = 30
_OURS = re.compile(r"\[(\d{1,3})\]")
_SEPARATOR = re.compile(r"[,，、;；]")
_RANGE = re.compile(r"[-–—－~～]")


@dataclass(frozen=True, slots=True)
class Marker:
    """`text[start:end]`, which cites the passages `numbers`; `unissued` is what of it cites nothing.

    That stays text: one without `numbers` as it was written, of others a pair of brackets for each item.
    """

    start: int
    end: int
    numbers: tuple[int, ...]
    unissued: tuple[str, ...] = ()


class Brackets:
    """Tells markers from the brackets of the sources, where passages 1 to `issued` have the texts `sources`.

    Brackets are the source's own if they stand in one with the same two letters or digits before or
    after them, or in a copy of the whole of it. Of a list, the numbers that were issued count, unless 0
    is in it: `[0,1]` is an interval.
    """

    def __init__(self, issued: int, sources: Sequence[str] = ()) -> None:
        self._issued, self._sources = issued, [source for source in sources if _BRACKETS.search(source)]
        self._theirs = {
            context
            for source in self._sources
            for found in _BRACKETS.finditer(source)
            for context in _contexts(source, found)
        }

    def markers(self, text: str) -> Iterator[Marker]:
        """Yield the markers in `text` by place.

        >>> [marker.numbers for marker in Brackets(3).markers("甲[1]。乙[2,3]。丙[0]。")]
        [(1,), (2, 3), ()]
        """
        copied = {place for source in self._sources for place in _copied(text, source)}
        for found in _BRACKETS.finditer(text):
            if found.start() not in copied and self._theirs.isdisjoint(_contexts(text, found)):
                yield _read(found, self._issued)

    def after(self, text: str, place: int, final: bool) -> int:
        """Past the markers that begin at `place`; 0 if what may still come decides whether there are any."""
        for _ in range(_MOST_TOGETHER):
            opening = place
            while opening < len(text) and text[opening] in " \t":
                opening += 1
            if opening == len(text) and not final:
                return 0
            if text[opening : opening + 1] not in ("[", "［", "【") or text[place - 1] == "\n":
                return place
            if not final and not _is_decided(text, opening):
                return 0
            found = _BRACKETS.match(text, opening)
            if not found or not self._theirs.isdisjoint(_contexts(text, found)):
                return place
            place = found.end()
        return place


def _is_decided(text: str, opening: int) -> bool:
    """Whether what may still come cannot change what the bracket at `opening` is."""
    closing = _CLOSING.search(text, opening + 1, opening + _LONGEST)
    if closing is None:
        return len(text) >= opening + _LONGEST
    rest = text[closing.end() : closing.end() + _AHEAD]
    numbered = re.match(r" ?(?:[0-9０-９]|\Z)", rest)
    enough = len(rest) == _AHEAD or (len(rest) >= 2 and not numbered)
    return enough or re.match(r"[^\w\s(:]", rest) is not None


def bracketed(text: str) -> frozenset[int]:
    """The numbers that stand in `text` just as our own markers would.

    >>> sorted(bracketed("详见附表[3]和[12]，国发[2008]1号"))
    [3, 12]
    """
    return frozenset(int(number) for number in _OURS.findall(text))


def _copied(text: str, source: str) -> Iterator[int]:
    """Where the brackets of `source` stand in the copies of it that `text` holds."""
    inside = [found.start() for found in _BRACKETS.finditer(source)]
    if inside:
        for copy in re.finditer(re.escape(source), text):
            yield from (copy.start() + place for place in inside)


def _contexts(text: str, found: "re.Match[str]") -> Iterator[str]:
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if len(before) == 2 and before.isalnum():
        yield f"{before}{found[0]}|"
    if len(after) == 2 and after.isalnum():
        yield f"|{found[0]}{after}"


def _read(found: "re.Match[str]", issued: int) -> Marker:
    items = [item.strip() for item in _SEPARATOR.split(found[1] or found[2] or found[3])]
    numbers = [_numbers(item, issued) for item in items]
    cited = tuple(dict.fromkeys(number for named in numbers for number in named))
    if not cited or any(int(bound) == 0 for item in items for bound in _RANGE.split(item)):
        return Marker(found.start(), found.end(), (), (found[0],))
    unissued = tuple(f"[{item}]" for item, named in zip(items, numbers, strict=True) if not named)
    return Marker(found.start(), found.end(), cited, unissued)


def _numbers(item: str, issued: int) -> Sequence[int]:
    """The numbers that `3` or `1-3` names; none if one was not issued, or the range falls."""
    bounds = [int(bound) for bound in _RANGE.split(item)]
    return range(bounds[0], bounds[-1] + 1) if 1 <= bounds[0] <= bounds[-1] <= issued else ()
