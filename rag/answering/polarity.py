"""Polarity: whether two texts say yes and no, or up and down, of the same thing."""

import re
import unicodedata
from collections import Counter

# What a sentence says of a direction must be in what it cites; each line has a way and its opposite.
_DIRECTIONS = (
    (
        r"上升|增[加长多至幅大收产]|提高|提升|上涨|[飞大]涨|涨幅|扩大|攀升|回升|升至|走高|\b(?:rise|rose|risen|rising|increas|grew|grow|climb)",
        r"下降|减[少小至产]|降低|降至|降幅|下调|下跌|大跌|跌幅|缩[小减]|回落|下滑|走低|萎缩|\b(?:fall|fell|decreas|declin|drop|reduc|shrank|shrink)",
    ),
    (
        r"超过|[高多大]于|突破|逾|以上|[\d十百千万亿][多余]|\b(?:more than|exceed)",
        r"不足|不到|[低少小]于|\b(?:less than|fewer than|below)",
    ),
)
# Of these only the contrary is a fault: other words may say the same thing.
_OPPOSITES = (
    (r"盈利|赢利|\bprofit", r"亏损|\bloss"),
    (r"进口|\bimport", r"出口|\bexport"),
    (r"买入|购买|购入|\b(?:buy|bought)\b", r"卖出|出售|售出|\b(?:sell|sold)\b"),
    (r"支持|赞成|同意|批准|\b(?:support|approv|agree)", r"反对|拒绝|否决|\b(?:oppos|reject|refus)"),
    (r"成功|\bsucceed|\bsuccess", r"失败|\bfail"),
    (r"战胜|击败|获胜|\b(?:won|win|wins|beat)\b", r"不敌|负于|落败|\b(?:lost|lose|loses)\b"),
    (r"最[高大多长早快好]|\b(?:highest|largest|biggest)", r"最[低小少短晚慢差]|\b(?:lowest|smallest)"),
    (r"开[始工幕业]|启动|\b(?:begin|began|open)", r"结束|竣工|闭幕|停业|\b(?:ended|clos)"),
)


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    """`增/减 升/降` as pairs."""
    return tuple((one, other) for one, _, other in (pair.partition("/") for pair in words.split()))


# One of these put in the other's place turns a sentence round, whatever word it stands in.
_CONTRARY = frozenset(
    re.findall(
        r"\w+",
        "增减 升降 升跌 涨跌 涨降 高低 多少 大小 长短 上下 前后 进出 入出 买卖 购售 胜负 胜败 "
        "赢输 盈亏 早晚 快慢 强弱 好坏 优劣 内外 东西 南北 左右 有无 是非 首末 先后 收支 来去 "
        "男女 父母 新旧 宽窄 深浅 轻重 冷热 开关 始终 加减 扩缩 生死 得失 同反 正负 正反 公私 "
        "松紧 起止 存取 借还 老少 贫富 真假 善恶 明暗 厚薄 粗细 甜苦 攻守 奖罚 盛衰 兴衰 安危 利弊 利害 祸福 "
        "虚实 难易 繁简 疏密 顺逆 建拆 任免 启停 通断 迎送 聚散 涨落 升落 招裁",
    )
)
_CONTRARY_WORDS = _pairs(
    "恢复/取消 开始/停止 启动/停止 继续/停止 成立/撤销 成立/解散 允许/禁止 加强/削弱 加快/放缓 "
    "公布/隐瞒 承认/否认 支持/反对 同意/反对 同意/拒绝 接受/拒绝 成功/失败 超过/不足 超过/不到 "
    "扩大/缩小 提高/降低 增加/减少 增长/下降 上升/下降 盈利/亏损 参加/退出 加入/退出 建成/拆除 "
    "任命/免去 表扬/批评 获准/被拒 通过/否决 有效/无效 合法/非法 安全/危险 全部/部分 所有/部分 "
    "免费/收费 国内/国外 攀升/回落 流入/流出 富裕/贫困 表彰/处罚 奖励/处罚 开放/关闭 开通/关闭 "
    "保留/取消 引进/输出 输入/输出 出生/去世 诞生/逝世 入职/离职 就业/失业 上任/卸任 就任/卸任 "
    "结婚/离婚 复工/停工 复课/停课 复航/停航 开工/停工 解封/封锁 放宽/收紧 顺差/逆差 升值/贬值 "
    "丰收/歉收 胜诉/败诉 晋级/淘汰 领先/落后 逮捕/释放 有罪/无罪 自愿/被迫 公开/秘密 长期/短期 "
    "优于/劣于 繁荣/萧条 乐观/悲观 积极/消极 设立/撤销 建立/撤销 实施/废止 施行/废止 生效/失效 "
    "打开/关闭 创办/关闭 聘请/解聘 聘用/解聘 获得/失去 得到/失去 保住/失去 就职/辞职 借来/借给 "
    "借入/借出 缩短/延长 完成/放弃 持续/停止 拥有/缺少 拥有/缺乏 夺冠/失利 投资/撤资 加剧/缓解 "
    "改善/恶化 好转/恶化 增强/减弱 加强/减弱 上调/下调 有偿/无偿 并处/免处 扩大/缩减 高于/低于 "
    "多于/少于 早于/晚于 以上/以下 之前/之后 准时/推迟 按期/逾期 提前/推迟 提前/延期 扩建/拆除 "
    "盈余/赤字 生还/遇难 幸存/遇难 获救/遇难"
)
_STEM = 6  # letters of an English word that is denied
# 不, 没, 未 and 无 do not deny in these.
_SET_WORDS = (
    r"不[断仅但少同久过管论如妨禁愧锈乏已止足到]|不动产|不得不|差不多"
    r"|无[论数线疑比锡不]|无人机|未来(?![自到])|没收|沉没|淹没"
)
_DENIAL = re.compile(
    rf"(?:{_SET_WORDS})|(?P<denied>没有|不[得能会可准许要是再]|未[能曾]|不|没|未|无|并非)(?P<zh>[\u3400-\u9fff]{{0,2}})"
    r"|(?P<no>\b(?:not|no|never|neither|nor|none|without|cannot)\b|n't\b)(?:\s+(?:be|been|have|any)\b)*\s*(?P<en>\w*)",
)


def contradiction(claim: str, quote: str, same_language: bool) -> str:
    """The words of `claim` that `quote` contradicts, or about which it says nothing; "" if there are none."""
    claim, quote = (unicodedata.normalize("NFKC", text).casefold() for text in (claim, quote))
    return _turned(claim, quote) or _denied(claim, quote, same_language)


def opposed(said: str, stood: str) -> bool:
    """Whether words that were put in the place of others say the contrary of them.

    >>> opposed("减收", "增收"), opposed("提高", "增收")
    (True, False)
    """
    if not said or not stood:
        return False
    changed = [pair for pair in zip(said, stood, strict=False) if pair[0] != pair[1]]
    in_one_word = len(said) == len(stood) and len(changed) == 1 and "".join(changed[0])
    return bool(contraries(said, stood)) or any(in_one_word in (pair, pair[::-1]) for pair in _CONTRARY)


def contraries(said: str, stood: str) -> tuple[str, str] | None:
    """A word that only `said` has and its contrary, which only `stood` has; None if there are none."""
    for pair in _CONTRARY_WORDS:
        for one, other in (pair, pair[::-1]):
            if one in said and other in stood and one not in stood and other not in said:
                return one, other
    return None


def _turned(claim: str, quote: str) -> str:
    for pairs, must_be_there in ((_DIRECTIONS, True), (_OPPOSITES, False)):
        for one, other in pairs:
            for way, contrary in ((one, other), (other, one)):
                for found in re.finditer(way, claim):
                    if _is_against(found, way, contrary, quote, must_be_there):
                        return found[0]
    return ""


def _is_against(found: "re.Match[str]", way: str, contrary: str, quote: str, must_be_there: bool) -> bool:
    said = re.search(way, quote)
    if said is None:
        return must_be_there or re.search(contrary, quote) is not None
    subject = re.escape(found.string[max(0, found.start() - 2) : found.start()])  # 收入 of 收入下降
    said_of_it = re.search(f"{subject}(?:{way})", quote)
    return len(subject) >= 2 and said_of_it is None and bool(re.search(f"{subject}(?:{contrary})", quote))


def _denied(claim: str, quote: str, same_language: bool) -> str:
    """What one of them denies and the other says; a denial where the quotation has none."""
    in_claim, in_quote = _denials(claim), _denials(quote)
    if in_claim and not in_quote:
        return next(iter(in_claim))
    if not same_language:
        return ""
    for head, times in in_quote.items():
        if head and claim.count(head) - in_claim[head] > quote.count(head) - times:
            return head
    return next((head for head in in_claim if head in quote and in_claim[head] > in_quote[head]), "")


def _denials(text: str) -> "Counter[str]":
    """What a text denies, how often: the two characters after each denial, or the stem of the word."""
    return Counter(
        (found["zh"] or found["en"] or "")[:_STEM].casefold()
        for found in _DENIAL.finditer(text)
        if found["denied"] or found["no"]
    )
