"""Kinds: words of which one excludes another in the same place: 全省 and 全国, 被告 and 原告."""

import re
from functools import cache

_OFFICES = (
    "总书记|总理|总统|主席|书记|部长|省长|市长|县长|区长|州长|镇长|乡长|局长|厅长|处长|科长|院长|校长|会长|理事长|董事长|秘书长|行长"
    "|厂长|所长|站长|队长|主任|总经理|经理|议长|首相|大使|司令|支书|代表|委员"
)
# Each line is one kind; what is joined by = is one word.
_KINDS = (
    "|".join([*(f"副{office}" for office in _OFFICES.split("|")), _OFFICES]),
    "记者|编辑|导演|演员|编剧|教授|教师|学生|医生|护士|律师|法官|警察|司机|厨师|会计|工程师|技术员|管理员|保洁员|候选人|发言人",
    "原告|被告|第三人",
    "甲方|乙方",
    "买方|卖方",
    "债权人|债务人",
    "父亲|母亲|丈夫|妻子|儿子|女儿|哥哥|姐姐|弟弟|妹妹|叔叔|舅舅|姑姑|姨妈|爷爷|奶奶|外公|外婆|孙子|孙女",
    "父子|父女|母子|母女|兄弟=弟兄|姐妹=姊妹|夫妻=夫妇",
    "男子|女子",
    "男性|女性",
    "小伙|姑娘",
    "老人|儿童",
    "法院|检察院|公安局|派出所",
    "公安局|司法局|教育局|卫生局|民政局|财政局|农业局|水利局|交通局|环保局|税务局|工商局|统计局|林业局|商务局|文化局|科技局|国土局",
    "公安厅|司法厅|教育厅|卫生厅|民政厅|财政厅|农业厅|水利厅|交通厅|商务厅|文化厅|科技厅",
    "残联|妇联|工会|侨联|文联|作协|科协",
    "全国|全省|全市|全县|全区|全镇|全乡|全村",
    "每年|每月|每周|每天=每日|每小时|每户|每人|每亩|每公顷|每吨|每公斤|每斤",
    "年初|年中|年底=年末",
    "月初|月中|月底=月末",
    "上旬|中旬|下旬",
    "凌晨|清晨|上午|中午|下午|傍晚|晚上",
    "上半年|下半年",
    "春季|夏季|秋季|冬季",
    "春天|夏天|秋天|冬天",
    "周一|周二|周三|周四|周五|周六|周日",
    "星期一|星期二|星期三|星期四|星期五|星期六|星期日=星期天",
    "前年|去年=上年|今年=本年|明年|后年",
    "前天|昨天=昨日|今天=今日|明天=明日|后天",
    "今起|明起",
    "上月|本月|下月",
    "同比|环比",
    "全部=所有|部分|大部分|多数|少数",
    "唯一|之一",
    "首次|再次|多次",
    "首位|末位",
    "总产量|单产|亩产",
)


def other_of_its_kind(said: str, stood: str) -> tuple[str, str] | None:
    """A word of `said` and one of the same kind that `stood` has instead; None if there is no such pair.

    >>> other_of_its_kind("由副市长宣布", "由市长宣布"), other_of_its_kind("每日", "每天")
    (('副市长', '市长'), None)
    """
    for pattern, same in _patterns():
        words, there = pattern.findall(said), pattern.findall(stood)
        strange = [word for word in words if same[word] not in {same[other] for other in there}]
        gone = [word for word in there if same[word] not in {same[other] for other in words}]
        if strange and gone:
            return strange[0], gone[0]
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """For each kind what finds its words, longest first, and for each word those that are one with it."""
    found = []
    for kind in _KINDS:
        same = {word: words for words in kind.split("|") for word in words.split("=")}
        found.append((re.compile("|".join(sorted(same, key=len, reverse=True))), same))
    return found
