"""Text → the terms under which it is indexed and looked for. The only file that imports opencc.

Folding (width, case, Traditional to Simplified) happens here and never in a text that is shown.
"""

import re
import unicodedata
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import opencc

# Scripts that put no spaces between words (Han, kana, Hangul, Thai) become overlapping pairs.
UNSPACED = (
    "\u0e00-\u0eff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTER = rf"[^\W\d_{UNSPACED}]"
_RUN = re.compile(
    rf"[{UNSPACED}]+"
    rf"|\d+(?:[.,]\d+)*(?:{LETTER}(?!{LETTER}))?"  # 1,200 and 3.5 whole; 5G, but not the km of 3.5km
    rf"|{LETTER}+(?:\d+{LETTER}*)*"
)
_FIRST_UNSPACED = "\u0e00"
_PLANE = 0x1_0000  # characters of Unicode's basic plane


def fold(text: str) -> str:
    """The form in which texts are compared: half width, lower case, Simplified.

    >>> fold("臺灣ＡＢＣ")
    '台湾abc'
    """
    return str(_simplifier().convert(_by_table(text) or unicodedata.normalize("NFKC", text).lower()))


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
            found.append(run.replace(",", "") if run[0].isdigit() else run)
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(map("".join, pairwise(run)))
    return found


def _by_table(text: str) -> str:
    """NFKC in lower case, ten times as fast; "" if some character of the text is not that plain."""
    spelt = text.replace("…", "...").encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(spelt, np.uint32)
    if letters.size == 0 or letters.max() >= _PLANE:
        return ""
    plain = _plain()[letters]
    return plain.tobytes().decode("utf-32-le") if plain.all() else ""


@cache
def _plain() -> NDArray[np.uint32]:
    """What the usual characters become, each by itself; 0 for what may become more or less than one."""
    table = np.zeros(_PLANE, np.uint32)
    han = slice(0x4E00, 0xA000)
    table[han] = np.arange(_PLANE, dtype=np.uint32)[han]
    for code in chain(range(1, 0x250), range(0x2000, 0x2600), range(0x3000, 0x3130), range(0xFF01, 0xFFA0)):
        become = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(become) == 1 and not unicodedata.combining(become):
            table[code] = ord(become)
    return table


@cache
def _simplifier() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")
