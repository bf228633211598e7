"""Units: what stands with the number or the time that answers, in a Chinese text and in an English one."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """Patterns of what follows a number, or of a time that is exact enough; "" where it is not known."""

    chinese: str = ""
    english: str = ""


UNKNOWN = Unit()
_METRES = "met(?:er|re)"
_LENGTH = Unit(
    "公里|千米|[厘毫]?米|里|[kc]?m(?![a-z])",
    rf"(?:kilo|centi|milli)?{_METRES}|mile|f(?:ee|oo)t|inch|[kc]?m\b",
)
_WEIGHT = Unit("吨|公斤|千克|克|斤|k?g(?![a-z])|t(?![a-z])", r"ton|(?:kilo)?gram|pound|kg\b")
_DURATION = Unit("年|个?月|周|天|日|小?时|分", "year|month|week|day|hour|minute|decade|centur")
_SIZE = Unit("平方|公顷|亩|立方|岁|级|寸", "square|hectare|acre|cubic")
_EITHER = Unit("公里|千米|米|里|小?时|分", f"{_LENGTH.english}|hour|minute")  # of a bridge, of a film

_MEASURED = {  # what a number is followed by where the question asks how long, how heavy
    r"多长时间|多久|how long(?! (?:is|are|was|were))": _DURATION,
    r"how long (?:is|are)": _EITHER,
    r"多[长高远深宽厚]|how (?:far|high|tall|wide|deep|thick)": _LENGTH,
    r"多重|how heavy": _WEIGHT,
    r"多大|how (?:big|large)": _SIZE,
    r"how old": Unit("[岁年]", "year|centur"),
}
MONTHS = r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
_TIMES = {  # what a time shows where a day, a year or a month is asked for: 过去的5年 is no year
    r"哪一?天|几[日号]|何日|(?:what|which) (?:day|date)": Unit(
        r"\d ?[日号](?![线楼])|[一二三四五六七八九十]日|[今昨明前][天日]",
        rf"{MONTHS}\.? \d|\d {MONTHS}|day\b",
    ),
    r"哪一?年|何年|(?:what|which) year": Unit(
        r"(?:1\d|20)\d\d ?年|[〇零一二三四五六七八九]{4}年|[今去前明同]年",
        r"\b(?:1\d|20)\d\d\b|\b(?:this|last) year",
    ),
    r"哪个?月|几月|何月|(?:what|which) month": Unit(
        r"(?<!\d)\d{1,2} ?月|[一二三四五六七八九十]月", rf"{MONTHS}|\b(?:this|last) month"
    ),
}

# What things are counted in; a month and a day are asked for by 几月几日, and are no number.
MEASURE = (
    "[个名人位家户口亩元年天次项件岁块枚吨米届场支座所条部辆台倍顷斤克升度票层栋幢艘架匹头只株棵"
    "分秒章种篇起例套宗]"
)
_COUNTED = re.compile(
    r"(?:多少|几)[多十百千万亿]*"
    rf"(平方公里|平方米|立方米|公里|公斤|公顷|千米|小时|分钟|个?百分点|[月日钱]|{MEASURE})"
)
_COUNTED_IN_ENGLISH = re.compile(r"\bhow many (?:(?:hundred|thousand|million|billion)s? (?:of )?)?(.+)")
_ALSO = {
    "钱": "[元角分]|美元|欧元|人民币",
    "块": "[块枚]",
    "枚": "[块枚]",
    **dict.fromkeys("人位名", "[人名位]"),
}
_PEOPLE = (
    "people|person|m[ae]n|wom[ae]n|child|resident|villager|visitor|tourist|passenger|worker|employee"
    "|student|pupil|teacher|member|athlete|participant|soldier|patient|doctor|farmer"
)
_ENGLISH = {  # of the Chinese units those that are counted in English too
    "平方公里": rf"square (?:kilo{_METRES}|km)",
    "平方米": f"square {_METRES}",
    "立方米": f"cubic {_METRES}",
    "公里": rf"kilo{_METRES}|km\b",
    "千米": rf"kilo{_METRES}|km\b",
    "米": rf"{_METRES}|m\b",
    "公顷": "hectare",
    "公斤": r"kilogram|kg\b",
    "吨": "ton",
    "小时": "hour",
    "分钟": "minute",
    "天": "day",
    "月": "month",
    "年": "year",
    "岁": "year",
    "元": "yuan",
    "钱": "yuan|dollar|euro",
    "户": "household|famil",
    **dict.fromkeys("人位名", _PEOPLE),
}


def counted(question: str) -> Unit:
    """What a folded question that asks for a number counts or measures in.

    >>> counted("how many kilometres long is it?").chinese
    '公里'
    """
    if found := _COUNTED.search(question):
        return Unit(_ALSO.get(found[1], found[1]), _ENGLISH.get(found[1], ""))
    if found := _COUNTED_IN_ENGLISH.search(question):
        return next(
            (
                Unit(_ALSO.get(chinese, chinese), english)
                for chinese, english in _ENGLISH.items()
                if re.match(english, found[1])
            ),
            UNKNOWN,
        )
    return next((unit for asks, unit in _MEASURED.items() if re.search(asks, question)), UNKNOWN)


def exactness(question: str) -> Unit:
    """What a time shows that is as exact as a folded question asks for."""
    return next((unit for asks, unit in _TIMES.items() if re.search(asks, question)), UNKNOWN)
