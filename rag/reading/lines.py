"""A page's lines, and lines joined into clean text with every character traced to the raw text."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.types import NO_ORIGIN, Span, Traced

# Han, kana, their punctuation and full-width forms: no space belongs beside them.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK = re.compile(f"[{HAN}\u2e80-\u303f\u3040-\u30ff\u31f0-\u31ff\uff00-\uffef]")
_SHARED = frozenset("“”‘’…—·•●○■□◆◇▲△★☆※〇×→←")  # Chinese and Latin texts use these alike
_LETTER = re.compile(r"[^\W\d_]")
_HAN_LETTER = re.compile(f"[{HAN}\u3040-\u30ff]")
# White space and what is no character of the text: soft hyphens, zero-width and control characters.
# Joiners (U+200C, U+200D) stay: emoji and several scripts need them.
INVISIBLE = "\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f"
_GAP = re.compile(rf"[\s{INVISIBLE}]+")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
_HEADING = re.compile(r"#{1,6}(?=\s|[^#])\s*")

NOTHING = Traced()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its raw span without the white space and the `#` around it."""

    start: int
    end: int
    width: int  # characters of the whole line, white space at its end included
    indented: bool = False
    marked: bool = False  # a heading, in Markdown or by its size
    scale: float = 1.0  # how many times as large as the text it is set, where that is known
    after_blank: bool = False


def split_lines(raw: str, markdown: bool, headings: Sequence[tuple[int, int, float]] = ()) -> list[Line]:
    """The lines of `raw` that hold anything; one of `headings`, however many lines it has, is one.

    In Markdown an empty heading is a line of no length.
    """
    lines: list[Line] = []
    start, blank = 0, False
    for text in raw.split("\n"):
        visible = _VISIBLE.search(text) is not None
        if visible:
            lines.append(_line(text, start, blank, markdown))
        blank = not visible
        start += len(text) + 1
    return _with_headings(lines, headings) if headings else lines


def _with_headings(lines: Sequence[Line], headings: Sequence[tuple[int, int, float]]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        index = bisect_right(headings, line.start, key=lambda heading: heading[0]) - 1
        if index < 0 or line.start >= headings[index][1]:
            found.append(line)
        elif found and found[-1].start >= headings[index][0]:
            found[-1] = replace(found[-1], end=line.end)
        else:
            found.append(replace(line, marked=True, scale=headings[index][2]))
    return found


def _line(text: str, start: int, after_blank: bool, markdown: bool) -> Line:
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    mark = _HEADING.match(text, first, last) if markdown else None
    if mark is None and markdown and text[first:last].strip("#") == "":
        return Line(start + last, start + last, last, marked=True, after_blank=after_blank)
    return Line(
        start=start + (mark.end() if mark else first),
        end=start + last,
        width=len(text.rstrip("\r")),
        indented=text.startswith(("\u3000", "  ", "\t")),
        marked=mark is not None,
        after_blank=after_blank,
    )


def joined(raw: str, spans: Sequence[Span], keep_gaps: bool = False) -> Traced:
    """The clean text of some spans of `raw`, each a line: closed up, rejoined, white space put right.

    Chinese lines join without a space, Latin ones with one, a Latin word hyphenated at a line's end
    without its hyphen. `keep_gaps` keeps one space where words of two characters and more are set
    apart, as in headlines and between names.
    """
    if not spans:
        return Traced()
    pieces = [span for start, end in spans for span in _pieces(raw, start, end)]
    latin = _is_latin(raw, pieces)
    text: list[str] = []
    origin = array("i")
    for index, (start, end) in enumerate(pieces):
        if index:
            gap = _Gap(raw, pieces[index - 1], (start, end), latin, keep_gaps)
            if gap.hyphenated:
                text[-1] = text[-1][:-1]
                origin.pop()
            elif gap.kept:
                text.append(" ")
                origin.append(NO_ORIGIN)
        text.append(raw[start:end])
        origin.extend(range(start, end))
    return Traced("".join(text), origin)


def _pieces(raw: str, start: int, end: int) -> Iterable[Span]:
    for gap in _GAP.finditer(raw, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if end > start:
        yield start, end


def _is_latin(raw: str, pieces: Sequence[Span]) -> bool:
    if not pieces:
        return False
    start = pieces[0][0]
    if len(_HAN_LETTER.findall(raw, start, start + 60)) > 15:
        return False  # the usual case, told quickly
    sample = "".join(raw[start:end] for start, end in pieces[:80])[:2000]
    chinese = len(_HAN_LETTER.findall(sample))
    return len(_LETTER.findall(sample)) - chinese > 4 * chinese


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stood between two pieces of a line, or of two lines, and what becomes of it."""

    raw: str
    left: Span
    right: Span
    latin: bool
    keep_gaps: bool

    @property
    def _between(self) -> str:
        return self.raw[self.left[1] : self.right[0]]

    @property
    def _at_line_end(self) -> bool:
        return "\n" in self._between

    @property
    def hyphenated(self) -> bool:
        """A Latin word is broken here: a hyphen at a line's end between two small letters."""
        before, after = self.raw[self.left[1] - 2 : self.left[1]], self.raw[self.right[0]]
        return (
            self._at_line_end
            and self.left[1] - self.left[0] > 2
            and before[-1] == "-"
            and before[0].isalpha()
            and before[0].isascii()
            and after.isascii()
            and after.islower()
        )

    @property
    def _after_hyphen(self) -> bool:
        """A compound is broken at its own hyphen, which stays: `Wi-` and `Fi`."""
        before, after = self.raw[self.left[0] : self.left[1]][-2:], self.raw[self.right[0]]
        return self._at_line_end and before.endswith("-") and before[0].isalpha() and after.isupper()

    @property
    def kept(self) -> bool:
        """Whether a space stands here in the clean text."""
        if not _INVISIBLE.sub("", self._between) or self._after_hyphen:
            return False
        before, after = self.raw[self.left[1] - 1], self.raw[self.right[0]]
        if self._hyphen_at_line_end:
            return False
        if self.latin:
            return not (_is_cjk(before) and _is_cjk(after))
        if _is_cjk(before) and _is_cjk(after):
            return self.keep_gaps and self._words_apart(before, after)
        if _is_cjk(before) or _is_cjk(after):
            return self._letters_apart(before, after)
        if before in _SHARED or after in _SHARED:
            return False
        # A number broken by a line's end is one number; `5G + 4K` and `New York` keep their spaces.
        return not (self._at_line_end and before.isdigit() and after.isdigit())

    @property
    def _hyphen_at_line_end(self) -> bool:
        """`X-` and `ray` are one word, and keep their hyphen."""
        before = self.raw[self.left[1] - 2 : self.left[1]]
        return (
            self._at_line_end
            and len(before) == 2
            and before[0].isalpha()
            and before[1] == "-"
            and self.raw[self.right[0]].isalpha()
        )

    def _words_apart(self, before: str, after: str) -> bool:
        if self._at_line_end:
            return False
        single = 1 in (self.left[1] - self.left[0], self.right[1] - self.right[0])
        return not single and bool(_HAN_LETTER.match(before) and _HAN_LETTER.match(after))

    def _letters_apart(self, before: str, after: str) -> bool:
        """`使用 LCD 屏` keeps its spaces; a line set out to its full width, or broken here, does not."""
        letter, han = (after, before) if _is_cjk(before) else (before, after)
        if self._at_line_end or not letter.isalpha() or not _HAN_LETTER.match(han):
            return False
        return 1 not in (self.left[1] - self.left[0], self.right[1] - self.right[0])


def _is_cjk(character: str) -> bool:
    return character in _SHARED or bool(_CJK.match(character))


def together(pieces: Sequence[Traced], between: str = "") -> Traced:
    """Clean texts one after the other, with something of ours between them."""
    filled = [piece for piece in pieces if piece]
    origin = array("i")
    for index, piece in enumerate(filled):
        if index:
            origin.extend([NO_ORIGIN] * len(between))
        origin.extend(piece.origin)
    return Traced(between.join(piece.text for piece in filled), origin)
