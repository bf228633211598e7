"""Amounts: the numbers of a sentence with what they are of, and which of them could answer a question."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rag.figures import Figure, read_figures
from rag.types import Span
from rag.wanted import Wanted

_DIMENSIONS = {  # the units in which each is told
    "length": r"公里|千米|[厘毫]?米|公[分尺]|英[里尺寸]|海里|光年|[里尺丈寸]"
    r"|(?:[kcm]?m|(?:kilo|centi)?met(?:er|re)s?|miles?|feet|foot|inch(?:es)?)\b",
    "area": r"平方(?:公里|千米|米)?|平米|公顷|亩|㎡|k?m²|(?:square \w+|hectares?|acres?|mu)\b",
    "volume": r"立方米?|毫?升|(?:cubic \w+|lit(?:er|re)s?)\b",
    "weight": r"吨|公斤|千克|[斤克磅]|(?:kg|ton(?:ne)?s?|kilograms?|pounds?)\b",
    "money": r"元|块|[美欧日港韩]元|英镑|法郎|卢布|人民币|(?:yuan|dollars?|euros?)\b",
    "time": r"年|个?半?月|周|个?星期|[天日]|个?小时|分钟?|秒"
    r"|(?:years?|months?|weeks?|days?|hours?|minutes?)\b",
    "age": r"周?岁|years? old\b",
    "share": r"个?百分点|percentage points?\b",
    "heat": r"℃|°C?|摄氏度|度|degrees?\b",
    "power": r"[千兆万]?瓦|(?:kilo|mega)watts?\b",
}
_UNITS = {name: re.compile(rf" ?[余多]? ?(?:{units})", re.IGNORECASE) for name, units in _DIMENSIONS.items()}
_ASKED = (  # what the asking words show to be asked for,
    (r"多久|多长时间", ("time",)),
    (r"how old", ("age", "time")),
    (r"多[长远高宽深厚]|how (?:far|high|tall|wide|deep)", ("length",)),
    (r"how long", ("length", "time")),
    (r"多重|how heavy", ("weight",)),
    (r"多大", ("area", "age", "volume", "length")),
    (r"what percentage", ("share",)),
)
_NAMED = (  # and the words around them: 面积是多少, how much … cost
    (r"[全总身体]长|长度|高度|身高|海拔|深度|宽度|厚度|里程|距离|直径", ("length",)),
    (r"面积", ("area",)),
    (r"库容|体积|容积|水量", ("volume",)),
    (r"重量|体重|产量", ("weight",)),
    (r"价格?|投资|收入|产值|资金|费用?|金额|薪|[资奖]金|花了?|票房", ("money",)),
    (r"年龄|岁数", ("age",)),
    (r"比例|比重|[率占]", ("share",)),
    (r"气温|水温|温度", ("heat",)),
)
_IS = r"\W?[大约]*[是为有达到]*\Z"
_PAID = re.compile(r"\b(?:cost|price|paid|pay|spen[dt]|invest|earn|worth)", re.IGNORECASE)
_ANY = frozenset("个名位人家口")  # these count what others count as well
_COUNTERS = (
    frozenset("座条项件户所间只台辆架艘部本册页层级届次种类队局集首场支枚份处站批代章轮步倍岁辑期任起例套宗")
    | _ANY
)
_RANGE = re.compile(r" ?(?:至|到|[~～—－–-]{1,2}|:) ?")


def amounts(want: Wanted, sentence: str, times: Sequence[Span]) -> Iterator[Span]:
    """The numbers that may be what is asked for, each with its unit; what stands in `times` is none."""
    ordinal = want.before.endswith("第")
    dimensions = _dimensions(want)
    unit = want.after[:1] if want.asking in ("多少", "几") and want.after[:1].isalpha() else ""
    known = {figure.value for figure in read_figures(f"{want.before} {want.after}") if not figure.weak}
    exact: list[Span] = []
    others: list[Span] = []
    start = None  # of a range, whose first number was before
    figures = list(read_figures(sentence))
    for figure, following in zip_longest(figures, figures[1:]):
        begun, start = figure.start if start is None else start, None
        if following and _RANGE.fullmatch(sentence, figure.end, following.start):
            start = begun
            continue
        end = _end(sentence, figure)
        if any(a <= figure.start < b for a, b in times) or figure.value in known:
            continue
        if (sentence[begun - 1 : begun] == "第") != ordinal:
            continue
        span = begun - ordinal, end
        following_it = sentence[figure.end - len(figure.unit) :].lstrip(" 余多")
        if (
            unit
            and following_it.startswith(unit)
            and (unit in _COUNTERS or dimensions)
            and not _is_idle(figure, want, following_it)
        ):
            exact.append(span)
        elif not figure.weak and _fits(figure, sentence, dimensions, bool(unit)):
            others.append(span)
    yield from exact or ([] if unit in _COUNTERS - _ANY else others)


def _is_idle(figure: Figure, want: Wanted, following: str) -> bool:
    """Whether it is the 一个 that goes before anything."""
    return figure.words.startswith("一") and figure.value == 1 and following[1:3] != want.after[1:3]


def _end(sentence: str, figure: Figure) -> int:
    """Where a figure ends with its unit."""
    number = figure.end - len(figure.unit)
    found = [pattern.match(sentence, number) for pattern in _UNITS.values()]
    counted = number + (sentence[number : number + 1] in _COUNTERS)
    return max([figure.end, counted, *(match.end() for match in found if match)])


def _dimensions(want: Wanted) -> tuple[str, ...]:
    """Of what dimension the number has to be; () if any will do."""
    for pattern, dimensions in _ASKED:
        if re.fullmatch(pattern, want.asking):
            return dimensions
    following = re.match(r"万?亿?", want.after)
    assert following
    for name, units in _UNITS.items():
        if units.match(want.after, following.end()):
            return (name,)
    if want.asking == "how much" and _PAID.search(want.after):
        return ("money",)
    named = (dimensions for words, dimensions in _NAMED if re.search(f"(?:{words}){_IS}", want.before))
    return next(named, ())


def _fits(figure: Figure, sentence: str, dimensions: Sequence[str], counted: bool) -> bool:
    """Whether a number is of one of the dimensions; where things are counted, of none."""
    number = figure.end - len(figure.unit)
    if dimensions:
        of = any(_UNITS[name].match(sentence, number) for name in dimensions)
        return of or ("share" in dimensions and figure.share)
    return not counted or not (
        figure.share or any(units.match(sentence, number) for units in _UNITS.values())
    )
