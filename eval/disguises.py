"""True claims in another dress: other punctuation, width or numerals, or the noise of an OCR.

The noise leaves alone what a claim stands on: figures, names, denials and directions.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.forgeries import protected

_TO_ASCII = str.maketrans("，。；：！？（）“”", ',.;:!?()""')
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789%ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_DIGIT = "零一二三四五六七八九"
_POWERS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
# Pairs that an OCR takes for each other.
_ALIKE_PAIRS = re.findall(
    r"\w+",
    "己已 末未 土士 日曰 人入 干千 夫天 大太 木本 田由 力刀 午牛 今令 免兔 拉垃 持特 治冶 即既 "
    "侯候 戊戌 折拆 住往 历厉 材村 析折 沁泌 困因 官宫 间问 闪问 车东 白自 目且 具其 直真 组租 "
    "场扬 环坏 情清 请清 晴睛 倍培 部剖 陪倍 副福 载栽 拨拔 博搏 蓝篮 粮根 辩辨 峰蜂 城域 优忧 "
    "农衣 业亚 产户 厂广",
)
_ALIKE = dict([*_ALIKE_PAIRS, *(pair[::-1] for pair in _ALIKE_PAIRS)])


@dataclass(frozen=True, slots=True)
class Disguise:
    """A claim that says what its quotation says, and how it differs from it."""

    kind: str
    text: str


def disguise(claim: str, answer: str, other_text: str, seed: str) -> Iterator[Disguise]:
    """The claim itself, and every other form of it that is not the same string."""
    dice, kept = random.Random(seed), protected(claim, answer)
    forms = {
        "quotation": claim,
        "punctuation: ASCII": claim.translate(_TO_ASCII),
        "punctuation: left out": re.sub(r"[，、；：“”‘’\"'《》（）·]", "", claim[:-1]) + claim[-1],
        "punctuation: spaced": re.sub(r"([，、；：])", r"\1 ", re.sub(r"(\d+(?:\.\d+)?)", r" \1 ", claim)),
        "width": claim.translate(_WIDE),
        "numerals: Chinese": in_chinese(claim),
        "numerals: thousands": re.sub(r"(?<![\d.])\d{4,}(?![\d.年])", lambda n: f"{int(n[0]):,}", claim),
        "numerals: powers": re.sub(r"(?<![\d.])(\d+(?:\.\d+)?)(万|亿)", multiplied, claim),
        "OCR: alike": noisy(claim, kept, dice, ""),
        "OCR: others": noisy(claim, kept, dice, other_text),
        "OCR: lost": lossy(claim, kept, dice),
    }
    for kind, text in forms.items():
        if text != claim or kind == "quotation":
            yield Disguise(kind, text)


def in_chinese(claim: str) -> str:
    """Percentages and whole numbers under 100 million in Chinese numerals, years digit by digit."""
    claim = re.sub(r"(\d{4})(?=年)", lambda year: spelled(year[0]), claim)
    claim = re.sub(
        r"(?<![\d.])(\d+)(\.\d+)?%", lambda n: f"百分之{numeral(int(n[1]))}{fraction(n[2])}", claim
    )
    return re.sub(r"(?<![\d.,-])\d{1,8}(?![\d.,%℃-])", lambda n: numeral(int(n[0])), claim)


def spelled(year: str) -> str:
    return "".join("〇" if digit == "0" else _DIGIT[int(digit)] for digit in year)


def fraction(decimals: str | None) -> str:
    return "点" + "".join(_DIGIT[int(digit)] for digit in decimals[1:]) if decimals else ""


def numeral(value: int) -> str:
    """A whole number in Chinese: 4009 is 四千零九, 15 is 十五."""
    if value < 10:
        return _DIGIT[value]
    power, name = next((power, name) for power, name in _POWERS if value >= power)
    head, rest = divmod(value, power)
    first = "" if power == 10 and head == 1 else numeral(head)
    zero = "零" if 0 < rest < power // 10 else ""
    return first + name + (zero + numeral(rest) if rest else "")


def multiplied(number: "re.Match[str]") -> str:
    """5.5万 written out, as 55000."""
    value = float(number[1]) * {"万": 10**4, "亿": 10**8}[number[2]]
    return str(round(value)) if abs(value - round(value)) < 1e-6 * value else number[0]


def noisy(claim: str, kept: set[int], dice: random.Random, other_text: str) -> str:
    """One character in twenty misread: as one alike, or where `other_text` is given, as any of its own."""
    han = re.sub(r"[^\u4e00-\u9fff]|[不未没无非零一二三四五六七八九十百千万亿两]", "", other_text)
    free = [
        n
        for n, c in enumerate(claim)
        if n not in kept and (c in _ALIKE or (han and c > "\u4e00" and c < "\u9fff"))
    ]
    letters = list(claim)
    for place in dice.sample(free, min(len(free), 1 + len(claim) // 20)):
        letters[place] = dice.choice(han) if han else _ALIKE[letters[place]]
    return "".join(letters)


def lossy(claim: str, kept: set[int], dice: random.Random) -> str:
    """One or two characters lost."""
    free = [n for n, c in enumerate(claim[:-1]) if n not in kept and "\u4e00" < c < "\u9fff"]
    lost = set(dice.sample(free, min(len(free), 1 + len(claim) // 30)))
    return "".join(c for n, c in enumerate(claim) if n not in lost)
