"""Folding: a text without what may differ between a sentence and its quotation, and the words in it."""

import re
import unicodedata
from dataclasses import dataclass

from rag.answering.gazetteer import in_chinese
from rag.figures import read_figures

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WORD = re.compile(rf"(?P<cjk>[{_CJK}]+)|[^\W\d_{_CJK}][^\W_{_CJK}]*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KEPT = "%‰"
_STEM = 6  # letters of an alphabetic word that are compared: "household" is "households"
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he her his in into is it its of on or she "
        "that the their they this to was were which who will with",
    )
)

# What joins words in Chinese, and what writers put in or leave out at will; it parts what is compared.
_FILLING = re.compile(
    r"[的了是在和与及也就都其这那着被把]|目前|一共|总共|共[有计]|现有|达到|已经|大约|左右|其中|据悉|报道|根据"
    r"|表示|指出|进行|以及|因此"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` without width, case, white space and punctuation; `origin[i]` is the place of `text[i]`."""

    text: str
    origin: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold a text. What stands between two digits stays, so that 3.5 is not 35: all but `1,234`'s comma."""
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for form in unicodedata.normalize("NFKC", character).casefold():
            if form.isalnum() or form in _KEPT or _inside_number(text, place):
                characters.append(form)
                origin.append(place)
    return Folded("".join(characters), tuple(origin))


def units(text: str) -> frozenset[str]:
    """What two texts are compared by: pairs of neighbouring CJK characters, stems of other words, figures.

    A well-known place in English also counts as what it is called in Chinese.

    >>> sorted(units("港口造林4万亩"))
    ['#40000', '口造', '港口', '造林']
    """
    text = unicodedata.normalize("NFKC", text)
    found: set[str] = set()
    rest = list(text)
    for figure in read_figures(text):
        if not figure.weak:
            found.add(f"#{figure.value}")
            rest[figure.start : figure.end] = " " * (figure.end - figure.start)
    for name in in_chinese(text):
        found.update(name[at : at + 2] for at in range(len(name) - 1))
    for word in _WORD.finditer(_FILLING.sub(" ", "".join(rest).casefold())):
        if word["cjk"]:
            found.update(word[0][i : i + 2] for i in range(len(word[0]) - 1))
        elif word[0] not in _COMMON:
            found.add(word[0][:_STEM])
    return frozenset(found)


def is_chinese(text: str) -> bool:
    """Whether Han characters outnumber Latin words: the script in which it can be compared."""
    return len(_HAN.findall(text)) > len(re.findall(r"[A-Za-z]{2,}", text))


def _inside_number(text: str, place: int) -> bool:
    between_digits = 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()
    thousands = (
        text[place] == "," and text[place + 1 : place + 4].isdigit() and len(text[place + 1 : place + 4]) == 3
    )
    return between_digits and not thousands
