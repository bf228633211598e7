"""Figures: the numbers in a text, by value, however they are written: 4万, 40,000, 四万, forty thousand."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_POWERS = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_WORDS = {
    word: value
    for value, word in enumerate(
        re.findall(
            r"\w+",
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen",
        ),
        start=1,
    )
} | {
    word: 10 * tens
    for tens, word in enumerate(
        re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}

_SPELT = "|".join(_WORDS)
# Bounded everywhere: a line of ten thousand digits, or of 亿, is no number and must cost nothing.
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,8}(?!\d)|\d{1,30})(?:\.\d{1,30})?"
_CHINESE = r"[〇零一二两三四五六七八九十百千万亿]{1,30}(?:点[〇零一二三四五六七八九]{1,9}(?![分刻]))?"
# Whole, so that nothing is quoted with half a unit.
_MEASURES = (
    "(?:平方|立方)(?:公里|千米|米|厘米)|公[里斤顷分尺]|[千厘毫]米|千克|千瓦时?|个?小时|分钟|个月|美元|欧元|日元|港元|英镑"
    "|英[里尺寸]|海里|平米|人次|个?百分点|摄氏度|°[CF]|马力"
)
# 余, 多 and 来 stand inside a number (`30多万`) and say nothing of its value.
_NUMBER = re.compile(
    rf"(?P<of>百分之|千分之|万分之)?(?:(?P<arabic>{_ARABIC})|(?P<chinese>{_CHINESE})"
    rf"|\b(?P<spelt>(?:{_SPELT})(?:[- ](?:{_SPELT}))?)\b)"
    r"(?: ?[余多来]? ?(?P<powers>(?:[百万亿]|千(?![米克瓦])){1,4})"
    r"| ?(?P<power>hundred|thousand|million|billion|trillion)\b)?"
    r"(?:(?P<percent> ?%| per ?cent\b)|(?P<permille>‰)|(?P<tenths>成(?![立为员功就果本绩]))"
    rf"| ?[余多]? ?(?P<unit>{_MEASURES}|人(?!民)"
    r"|[个家名位户口亩元年月日天次项件岁块吨米斤克升秒届场支座所条部辆台倍点号]))?",
    re.IGNORECASE,
)  # fmt: skip
# Which of these follows a number is part of what it says.
_KINDS = frozenset(
    re.findall(
        r"\S+",
        "元 亩 吨 米 年 户 人 岁 届 倍 次 天 斤 克 升 秒 公里 公斤 公顷 厘米 毫米 平方米 平方公里 立方米 "
        "小时 分钟 个月 海里 英里 千瓦 马力 °C °F 美元 欧元 日元 港元 英镑",
    )
)
_SAME = {"千米": "公里", "千克": "公斤", "平米": "平方米", "个小时": "小时", "摄氏度": "°C", "日": "天"}
_SHARES = {"百分之": 100, "千分之": 1000, "万分之": 10**4}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text. `weak`: it may be none, like the 四 of 四川 or the 一 of 一个."""

    value: Fraction
    words: str
    start: int  # of the words, in the NFKC form of the text
    end: int
    unit: str = ""  # the character that follows: 亩, 元
    share: bool = False  # 35%, 百分之三十五, 三成: not the same thing as 35
    weak: bool = False

    def agrees(self, other: "Figure") -> bool:
        """Whether both are the same number, and not the one of acres and the other of money."""
        one, another = _SAME.get(self.unit, self.unit), _SAME.get(other.unit, other.unit)
        differ = one != another and {one, another} <= _KINDS
        return (self.value, self.share) == (other.value, other.share) and not differ


def read_figures(text: str) -> Iterator[Figure]:
    """Yield the numbers of a text in order; a share as its fraction of one.

    >>> [str(figure.value) for figure in read_figures("造林4万亩，增长35%，二十一个国家")]
    ['40000', '7/20', '21']
    """
    text = unicodedata.normalize("NFKC", text)
    for found in _NUMBER.finditer(text):
        value = _value(found)
        if value is None:
            continue
        scale, share = _share(found)
        chinese = found["chinese"]
        weak = bool(chinese) and not share and _is_weak(chinese, found["unit"])
        weak = weak or found[0].strip().lower() == "one"
        words, unit = found[0].strip(), found["unit"] or ""
        yield Figure(value * scale, words, *found.span(), unit, share, weak)


def _value(found: "re.Match[str]") -> Fraction | None:
    value: Fraction | None
    if found["arabic"]:
        value = Fraction(found["arabic"].replace(",", ""))
    elif found["chinese"]:
        whole, _, decimals = found["chinese"].partition("点")
        value = chinese_number(whole)
        if value is not None and decimals:
            value += Fraction(int("".join(str(_DIGITS[digit]) for digit in decimals)), 10 ** len(decimals))
    else:
        value = Fraction(sum(_WORDS[word] for word in re.findall(r"[a-z]+", found["spelt"].lower())))
    if value is None:
        return None
    for power in found["powers"] or "":
        value *= _POWERS[power]
    return value * _POWERS[found["power"].lower()] if found["power"] else value


def _share(found: "re.Match[str]") -> tuple[Fraction, bool]:
    if found["of"]:
        return Fraction(1, _SHARES[found["of"]]), True
    for name, parts in (("percent", 100), ("permille", 1000), ("tenths", 10)):
        if found[name]:
            return Fraction(1, parts), True
    return Fraction(1), False


def _is_weak(chinese: str, unit: str | None) -> bool:
    if chinese == "一" or chinese[0] in "万亿":
        return True
    return unit is None and (len(chinese) == 1 or set(chinese) <= set("百千万"))


def chinese_number(words: str) -> Fraction | None:
    """The value of 二十一, 三千零五, 一万二 or, digit by digit, 二〇二四; None if they are no number."""
    if all(word in _DIGITS for word in words):
        return Fraction(int("".join(str(_DIGITS[word]) for word in words)))
    total = section = 0  # `section` is what stands below the next 万 or 亿
    digit: int | None = None
    last = 1  # the power before: 一万二 is 12,000
    for word in words:
        if word in _DIGITS:
            if digit:  # two digits and a power, as in 三四十, is a guess and no number
                return None
            digit = _DIGITS[word]
            last = 1 if word in "零〇" else last
        elif word == "亿":  # multiplies all before it, 万 only what stands below it: 一万亿, 一亿三千万
            total = (total + section + (digit or 0) or 1) * _POWERS[word]
            section, digit, last = 0, None, _POWERS[word]
        elif word == "万":
            total += (section + (digit or 0) or 1) * _POWERS[word]
            section, digit, last = 0, None, _POWERS[word]
        else:
            section += (1 if digit is None else digit) * _POWERS[word]
            digit, last = None, _POWERS[word]
    trailing = (digit or 0) * (last // 10 if last > 10 else 1)
    return Fraction(total + section + trailing)


def in_chinese(value: int) -> str:
    """A whole number below 10,000 in Chinese: 12 is 十二, 3005 is 三千零五.

    >>> in_chinese(3005), in_chinese(12)
    ('三千零五', '十二')
    """
    if not 0 < value < 10_000:
        raise ValueError(f"{value} is not from 1 to 9,999")
    places = [(digit, power) for digit, power in zip(f"{value:04}", "千百十 ", strict=True)]
    written = "".join(
        "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + power.strip()
        for digit, power in places
    )
    return re.sub("零+", "零", written).strip("零").removeprefix("一" if 10 <= value < 20 else "")
