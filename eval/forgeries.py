"""False claims, made from true ones: a number, a date, a name or a direction changed.

The false values come from other articles; names are also exchanged within a claim, or for another of the
same passage. Nothing here knows how claims are checked: it has its own
patterns, and lists no words but those that it changes.
"""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月(?!龄)")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.年月日号])")
_SAYS = "说|表示|介绍|告诉|认为|指出|强调|坦言"
_TITLES = "记者|主席|书记|局长|部长|院长|校长|县长|市长|主任|经理|董事长|村民|农民|专家|教授|总统|总理|支书"
_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜魏吕沈姚卢姜崔"
    "谭范廖贾邹孟秦薛侯尹葛"
)
_LEFT = "(?<=[，。、；：在到于从向由与和及对为是的])"  # where a name begins for sure
_NAMES = {  # each kind of name is exchanged for another of its kind
    "person": re.compile(
        rf"[{_SURNAMES}][\u4e00-\u9fff]{{2}}(?=[，、：）\s]|{_SAYS}|{_TITLES}|同志|有期|先生)"
    ),
    "foreigner": re.compile(
        r"[\u4e00-\u9fff]{2,5}(?:·[\u4e00-\u9fff]{1,5})+?(?=[\u4e00-\u9fff]{0,2}[，。、（”]|$)"
    ),
    "province": re.compile(
        "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南"
        "|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|北京|天津|上海|重庆"
    ),
    "country": re.compile(
        "美国|英国|法国|德国|日本|韩国|俄罗斯|印度|巴西|澳大利亚|加拿大|意大利|西班牙|葡萄牙"
    ),
    "town": re.compile(r"(?<=[省市县区州])[\u4e00-\u9fff]{2}[市县镇乡村](?![\u4e00-\u9fff]?[长委])"),
    "body": re.compile(
        rf"(?:{_LEFT}|(?<=[省市县]))[\u4e00-\u9fff]{{2,8}}(?:公司|大学|学院|研究所|医院|银行|协会|出版社|交易所)"
    ),
}  # fmt: skip


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    """`增加/减少 同意/反对` as pairs."""
    return tuple((one, other) for one, _, other in (pair.partition("/") for pair in words.split()))


_TURNS = _pairs(
    "增加/减少 增长/下降 提高/降低 上升/下降 扩大/缩小 超过/不足 高于/低于 多于/少于 最高/最低 "
    "最大/最小 以上/以下 上涨/下跌 进口/出口 增产/减产 增收/减收 同意/反对 盈利/亏损 恢复/取消 "
    "开始/停止 早于/晚于 流入/流出 成功/失败"
)
_DENIED = _pairs(
    "没有/有 不能/能 不会/会 不得/可以 未能/得以 不是/是 达到/未达到 完成/未完成 获得/没有获得 "
    "成为/没有成为 实现/未实现 建成/未建成 参加/没有参加 举行/没有举行 已经/尚未 全部/并未全部"
)
ENGLISH = dict(
    _pairs(
        "河北/Hebei 山西/Shanxi 辽宁/Liaoning 吉林/Jilin 黑龙江/Heilongjiang 江苏/Jiangsu 浙江/Zhejiang "
        "安徽/Anhui 福建/Fujian 江西/Jiangxi 山东/Shandong 河南/Henan 湖北/Hubei 湖南/Hunan 广东/Guangdong "
        "海南/Hainan 四川/Sichuan 贵州/Guizhou 云南/Yunnan 陕西/Shaanxi 甘肃/Gansu 青海/Qinghai 广西/Guangxi "
        "宁夏/Ningxia 新疆/Xinjiang 北京/Beijing 天津/Tianjin 上海/Shanghai 重庆/Chongqing 英国/Britain "
        "法国/France 德国/Germany 日本/Japan 印度/India 巴西/Brazil 加拿大/Canada 意大利/Italy"
    )
)
_PLACE = re.compile("|".join(ENGLISH))
VALUES = 3  # false values for each true one


@dataclass(frozen=True, slots=True)
class Forgery:
    """A claim that is not so, and what kind of change made it."""

    kind: str
    text: str


class Forger:
    """Makes false claims; `elsewhere` are the texts of other articles, which lend their values."""

    def __init__(self, elsewhere: Sequence[str], seed: str) -> None:
        self._text, self._random = "\n".join(elsewhere), random.Random(seed)

    def exchange(self, claim: str, passage: str) -> Iterator[Forgery]:
        """Two names of a kind in each other's place, and each name with another of its kind in the passage.

        A list says the same in any order, so names that only 、, 和 or 与 parts are not exchanged.
        """
        for pattern in _NAMES.values():
            found = list(pattern.finditer(claim))
            for one, other in itertools.combinations(found, 2):
                between = claim[one.end() : other.start()]
                if one[0] != other[0] and not re.fullmatch(r"[、，和与及]|", between):
                    swapped = claim[: one.start()] + other[0] + between + one[0] + claim[other.end() :]
                    yield Forgery("names exchanged", swapped)
            for name in found:
                others = pattern.findall(passage)
                yield from self._exchanged("name of the passage", claim, name, others)

    def in_english(self, claim: str) -> Iterator[Forgery]:
        """What a claim names, in English: places it has, or with one that it has not, and its numbers."""
        named = [ENGLISH[name] for name in dict.fromkeys(_PLACE.findall(claim))]
        number = re.search(rf"{_NUMBER.pattern}(?![余多万亿千百%％])", claim)
        if not named:
            return
        counted = f", with the figure {number[0]}" if number else ""
        yield Forgery("true", f"The report is about {' and '.join(named)}{counted}.")
        others = sorted(set(map(ENGLISH.__getitem__, _PLACE.findall(self._text))) - set(named))
        for other in self._random.sample(others, min(len(others), VALUES)):
            exchanged = " and ".join([other, *named[1:]])
            yield Forgery("place in English", f"The report is about {exchanged}{counted}.")

    def forge(self, claim: str) -> Iterator[Forgery]:
        """Every change of each kind that the claim allows, with one false value each."""
        for found in _DATE.finditer(claim):
            shape = re.compile(r"(?<!\d)" + re.sub(r"\d+", lambda run: digits(run[0]), found[0]) + "(?!龄)")
            yield from self._exchanged("date", claim, found, shape.findall(self._text))
        for found in _NUMBER.finditer(claim):
            if not any(date.start() <= found.start() < date.end() for date in _DATE.finditer(claim)):
                unit = re.escape(claim[found.end() : found.end() + 1])
                same = re.findall(rf"(?<![\d.])\d+(?:\.\d+)?(?={unit})", self._text)
                yield from self._exchanged("number", claim, found, same)
        for pattern in _NAMES.values():
            for found in pattern.finditer(claim):
                yield from self._exchanged("name", claim, found, pattern.findall(self._text))
        for ways in (*_TURNS, *(pair[::-1] for pair in _TURNS), *_DENIED):
            yield from turned(claim, *ways)

    def _exchanged(
        self, kind: str, claim: str, found: "re.Match[str]", values: Sequence[str]
    ) -> Iterator[Forgery]:
        """The claim with another value there; none that the claim has anywhere, nor the same number."""
        others = sorted({value for value in values if value not in claim and not same(value, found[0])})
        for value in self._random.sample(others, min(len(others), VALUES)):
            yield Forgery(kind, claim[: found.start()] + value + claim[found.end() :])


def turned(claim: str, word: str, contrary: str) -> Iterator[Forgery]:
    """The claim with its first `word` made its contrary, unless the contrary holds it already there."""
    place = claim.find(word)
    around = claim[max(0, place - 1) : place]
    if place >= 0 and around not in (
        "不",
        "没",
        "未",
        "具",
        "所",
        "拥",
        "只",
        "还",
        "可",
        "但",
        "就",
        "社",
        "机",
    ):
        yield Forgery("direction", claim[:place] + contrary + claim[place + len(word) :])


def digits(run: str) -> str:
    """A pattern for other digits in their place: years for years, else one or two."""
    return r"(?:19|20)\d\d" if len(run) == 4 else r"\d{1,2}"


def same(one: str, other: str) -> bool:
    """Whether two values are the same number, or one name holds the other."""
    if one in other or other in one:
        return one == other or not one[0].isdigit()
    return one.replace(".", "").isdigit() and float(one) == float(other) if other[0].isdigit() else False


def protected(claim: str, answer: str) -> set[int]:
    """The places of all that a claim stands on: figures with their units, names, denials and directions,
    and what it answers.
    """
    words = {word for pair in (*_TURNS, *_DENIED) for word in pair}
    answers = {answer[n : n + 2] for n in range(len(answer) - 1)}
    answering = {n + side for n in range(len(claim)) if claim[n : n + 2] in answers for side in (0, 1)}
    patterns = [
        *_NAMES.values(),
        re.compile(rf"[{_SURNAMES}]..|[第不没未无非零一二两三四五六七八九十百千万亿]."),
        re.compile(r"\d[\d.,%]*\W?[\u4e00-\u9fff]{0,2}|[“《‘\"][^”》’\"]*[”》’\"]?"),
        re.compile("|".join(sorted(words, key=len, reverse=True))),
    ]
    return answering | {
        n for pattern in patterns for found in pattern.finditer(claim) for n in range(*found.span())
    }
