"""Text → the terms under which it is indexed and looked for. The only file that imports opencc.

Folding (width, case, Traditional to Simplified) happens here and never in a text that is shown.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

# Scripts that put no spaces between words (Han, kana, Hangul, Thai) become overlapping pairs.
UNSPACED = (
    "\u0e00-\u0eff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
LETTER = rf"[^\W\d_{UNSPACED}]"
_RUN = re.compile(
    rf"[{UNSPACED}]+"
    rf"|\d+(?:[.,]\d+)*(?:{LETTER}(?!{LETTER}))?"  # 1,200 and 3.5 whole; 5G, but not the km of 3.5km
    rf"|{LETTER}+(?:\d+{LETTER}*)*"
)
_FIRST_UNSPACED = "\u0e00"


def fold(text: str) -> str:
    """The form in which texts are compared: half width, lower case, Simplified, and one Chinese zero.

    >>> fold("臺灣ＡＢＣ")
    '台湾abc'
    """
    return str(_simplifier().convert(unicodedata.normalize("NFKC", text).lower().replace("○", "〇")))


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
            found.extend(map(str.__add__, run, run[1:]))
    return found


@cache
def _simplifier() -> "opencc.OpenCC":
    import opencc

    return opencc.OpenCC("t2s")
