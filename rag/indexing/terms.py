"""Text → the terms under which it is indexed and looked for. The only file that imports opencc.

Folding (width, case, Traditional to Simplified) happens here and never in a text that is shown.
"""

import re
import unicodedata
from functools import cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import opencc

# Scripts that put no spaces between words (Han, kana, Hangul, Thai) become overlapping pairs.
UNSPACED = (
    "\u0e00-\u0eff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTER = rf"[^\W\d_{UNSPACED}]"
SPACED_RUN = re.compile(
    rf"\d+(?:[.,]\d+)*(?:{LETTER}(?!{LETTER}))?"  # 1,200 and 3.5 whole; 5G, but not the km of 3.5km
    rf"|{LETTER}+(?:\d+{LETTER}*)*"
)
_RUN = re.compile(f"[{UNSPACED}]+|{SPACED_RUN.pattern}")
_FIRST_UNSPACED = "\u0e00"
_BY_NEIGHBOURS = "沈瞭覆坏哩藉甦"  # OpenCC changes these in some words only


def fold(text: str) -> str:
    """The form in which texts are compared: half width, lower case, Simplified, and one Chinese zero.

    >>> fold("臺灣ＡＢＣ")
    '台湾abc'
    """
    letters = np.frombuffer(text.replace("…", "...").encode("utf-16-le", "surrogatepass"), np.uint16)
    folded = _plain().take(letters).tobytes().decode("utf-16-le")
    if "\0" not in folded:  # nearly always; this is ten times as fast
        return folded
    lines = zip(text.split("\n"), folded.split("\n"), strict=True)
    return "\n".join(_looked_up(line) if "\0" in plain else plain for line, plain in lines)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, repeats included.

    Words and numbers stand whole; a run of Han characters becomes its pairs, or the character itself
    where it stands alone.

    >>> terms("建成5G基站1,200座")
    ['建成', '5g', '基站', '1200', '座']
    """
    return cut(fold(text))


def cut(folded: str) -> list[str]:
    """As `terms`, of a text that is folded already."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] < _FIRST_UNSPACED:
            found.append(spaced_term(run))
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(map(add, run, run[1:]))
    return found


def spaced_term(run: str) -> str:
    """The term that a word or a number is."""
    return run.replace(",", "") if run[0].isdigit() else run


def _looked_up(text: str) -> str:
    return str(_simplifier().convert(_normal(text)))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("○", "〇")


@cache
def _plain() -> NDArray[np.uint16]:
    """What each usual character becomes, whatever stands beside it; 0 for those that need a closer look."""
    table = np.zeros(1 << 16, np.uint16)
    others = (range(1, 0x250), range(0x2000, 0x2600), range(0x3000, 0x3130), range(0xFF01, 0xFFA0))
    for code in chain(*others):
        become = _normal(chr(code))
        if len(become) == 1 and not unicodedata.combining(become):
            table[code] = ord(become)
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    for character, simplified in zip(han, _simplifier().convert(han), strict=True):
        if character == simplified and character not in _BY_NEIGHBOURS:
            table[ord(character)] = ord(character)
    return table


@cache
def _simplifier() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")
