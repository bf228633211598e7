"""The other ways in which a question's numbers may be written: 二〇二四 for 2024, 百分之三十 for 30%."""

import re
from collections.abc import Iterator
from fractions import Fraction

from rag.figures import Figure, in_chinese, read_figures
from rag.indexing.terms import terms

_DIGITS = "〇一二三四五六七八九"
_NUMERAL = re.compile(r"[\d.]+|[〇零一二两三四五六七八九十百千万亿点]+|百分|分之|之[一二三四五六七八九十]")
_YEARS = range(1000, 3000)  # are written digit by digit in Chinese
_SPELT = range(11, 10_000)  # are written out in Chinese
_TEN_THOUSAND = 10_000
_LEAST_TOLD = 10  # a smaller number beside 万 stands in any text


def other_numerals(text: str) -> Iterator[tuple[str, str]]:
    """Each term of a number in a folded text, with each other way of writing that number.

    >>> list(other_numerals("十二座"))
    [('十二', '12')]
    """
    for figure in read_figures(text):
        if figure.weak:
            continue
        written = [term for term in terms(figure.words) if _NUMERAL.fullmatch(term)]
        for other in _ways(figure):
            if other not in figure.words:
                yield from ((term, other) for term in written)


def _ways(figure: Figure) -> Iterator[str]:
    value = figure.value
    if figure.share:
        yield _decimal(100 * value)
        if (100 * value).denominator == 1 and 100 * value <= 100:
            yield "百分之" + in_chinese(int(100 * value))
    elif value.denominator == 1 and value > _LEAST_TOLD:
        yield str(value)
        if value in _YEARS:
            digits = "".join(_DIGITS[int(digit)] for digit in str(value))
            yield from dict.fromkeys((digits, digits.replace("〇", "零")))
        if value in _SPELT:
            yield in_chinese(int(value))
        if value % _TEN_THOUSAND == 0:
            yield from _in_ten_thousands(int(value) // _TEN_THOUSAND)


def _in_ten_thousands(many: int) -> Iterator[str]:
    if many in range(1, _TEN_THOUSAND):
        yield in_chinese(many) + "万"
    if many >= _LEAST_TOLD:
        yield str(many)  # 万 goes with the character after it into a term


def _decimal(value: Fraction) -> str:
    return f"{float(value):.10g}"
