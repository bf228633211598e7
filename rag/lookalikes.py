"""Characters that OCR takes for each other: a page may print 曰 where the paper printed 日."""

import re
from collections.abc import Iterator

# Each group is taken for each other by eye and by machine; only characters of newspapers.
_GROUPS = re.findall(
    r"\w+",
    "日曰目 己已巳 人入八 未末 土士 干千于 天夭 大太犬 田由甲申 王玉主 史吏 失矢 白自 乌鸟 今令 代伐 住往佳 "
    "科料 哀衰衷 准淮 洒酒 折拆析 贝见 历厉 风凤 开井 无元 东车 小少 力刀 九丸 几儿 万方 广厂 设没 侍待 推堆 "
    "清请情 陪部 问间 名各 晴睛 坏环 密蜜 慕幕墓暮 遣遗 货贷 栗粟 喝渴 崇祟 概慨 竟竞 抢枪 枚牧 微徽 治冶 "
    "戊戌戍 候侯 裁栽载 辨辩 账帐 拔拨 免兔 陕峡 场扬杨 坐座 园圆 民氏 业亚 西酉 比此 义叉 壮状 住佳 徒陡 "
    "拢扰 洲州 泽译 县具 其具 贸贺 赏尝 管营 柱桂 挂桂 仑仓 沪泸 汉仅 苏办 宁于 吴昊 潘播 谭潭 邓郑 孙孔",
)
_OTHERS = {
    one: "".join(dict.fromkeys(other for group in _GROUPS if one in group for other in group if other != one))
    for one in set("".join(_GROUPS))
}


def look_alike(one: str, other: str) -> bool:
    """Whether OCR takes one character for the other."""
    return other in _OTHERS.get(one, "")


def misread(term: str) -> Iterator[str]:
    """The terms that OCR may have made of this one, one character wrong.

    >>> list(misread("日本"))
    ['曰本', '目本']
    """
    for at, character in enumerate(term):
        for other in _OTHERS.get(character, ""):
            yield term[:at] + other + term[at + 1 :]
