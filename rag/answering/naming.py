"""Names: the people, places and bodies that a sentence names and its source does not.

There is no list of names, but of places and bodies that everybody knows. Words that the source does not
have are a name if they are no everyday words, or follow a surname, or stand before what bodies and places are
called. Everyday words in their place are taken for another way to say it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rag.answering.gazetteer import PLACES
from rag.answering.substitutions import Reference, Substitution
from rag.types import Span

_BODIES = (
    "国务院|党中央|中央[军纪政]委|中央委员会|中共中央|全国人大|全国政协|联合国|共青团|团中央|解放军|新华社|人民日报|中宣部|中组部"
    "|外交部|国防部|教育部|科技部|公安部|民政部|司法部|财政部|农业部|商务部|文化部|卫生部|水利部|铁道部|交通部|环保部|建设部"
    "|发改委|国资委|证监会|银监会|保监会|统计局|税务局|海事局|广电总局|林业局|信访局|央行|人民银行|建设银行|工商银行|农业银行|中国银行"
    "|农信社|信用联社|供销社|妇联|残联|工会|欧盟|北约|世界银行|世贸组织|世卫组织|红十字会|奥委会|交易所|武装部|市政府|省政府|县政府"
    "|镇政府|乡政府|市委|省委|县委|镇党委|民政厅|财政厅|农业厅|教育厅|公安厅|中科院|社科院|农科院"
)
_KNOWN = re.compile(f"{PLACES.pattern}|{_BODIES}")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗方俞任"
    "袁柳唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余卜顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧戴宋庞熊纪舒屈项"
    "祝董梁杜阮蓝闵季贾路江童颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万卢莫房缪丁宣邓单杭洪包诸左石崔龚程邢裴陆荣翁"
    "甄曲封储段富巫焦巴牧隗谷车侯宓全班仇甘武符刘景詹龙叶司黎白蒲卓池乔温庄晏柴阎连习向古易廖耿匡文寇广欧聂敖冷辛"
    "简饶沙丰关查游竺盖桓付肖闫"
)
_CALLED = re.compile(  # what follows the name of a place or a body
    "[省市县区镇乡村州旗岛湖]|街道|公司|集团|大学|学院|医院|银行|研究[所院]|协会|学会|出版社|交易所|基金会|报社|中学"
    "|小学|[工电钢纱药]厂|法院|检察院|公安局|电视台|日报|晚报|[东西]路|大桥|机场|水库|自治[州县区]|合作社|俱乐部"
)
# These are no names there, whatever the source says: 该公司, 当地医院, 这座大桥.
_GENERAL = re.compile(
    r"(?:[该这那本其此各全几多每某两一家个所座条当地方有关相外国内我县市省区乡镇村城新老大小的在于从到由向为和与及]"
    r"|上述|国家|中国|首都|一些|许多|不少|附近|周边|同一|民营|国有|私人|企业|股份|有限|责任|农村|城市|贫困)+"
)
_ENDS_CALLED = re.compile(rf"(?:{_CALLED.pattern})\Z")
# Of a foreign name, what stands for sure; and what a town or a village is called by.
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,3}·(?:[\u4e00-\u9fff]{1,5}·)*[\u4e00-\u9fff]{1,3}")
_DIVISION = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市县区镇乡村](?![长委民干级场内外里])")
_NO_NAME = frozenset("全该各本我两几多每某这那一的在于从到由向为和与及是对以将被把了等前后内外")
# Characters that are words of their own.
_PARTICLES = frozenset(
    "的了是在有和与及为以于从到由向对把被将就都也又还很更最不没未个这那他她它我你们其之所而但并且或等着过给让使"
)
# Characters that stand alone beside the words of a sentence: 行政村农家书屋, 全省农村.
_ALONE = frozenset(
    "村县市省区镇乡年月日人户家个名元亩中上下后前内外大小多少新老往用种能已可此各全近约达共每再"
    "件位条座项次所台句本张支批届口只头些"
)
# Of both, those that are hardly in a name: unlike 和 in 三和.
_LITTLE = (_PARTICLES | _ALONE) - frozenset("和与及而且或对等新老大小中上下前后内外村县市省区镇乡")
# Surnames that hardly begin another word.
_PLAIN_SURNAMES = frozenset(
    "李王张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡余杜魏苏吕沈姚卢姜崔钟谭陆汪范廖贾傅邹孟秦阎薛侯尹葛"
)
_CAPITAL = re.compile(r"(?<![\w.])[A-Z][A-Za-z'’-]+")
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "the a an no nobody nothing only also then now however in on at of "
        "by for from to and but or as it he she they this that these those "
        "there here who which when where according after before during since until while with "
        "without under over about i we you his her its their our mr mrs ms dr january february "
        "march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday mu yuan",
    )
)
_WHOLE_NAME = 3  # characters of a person's name that are not two beside another word
_STEM = 4  # letters: China, China's


def strange_name(found: Substitution, source: Reference) -> str:
    """The name that was put there, or "" if it is none."""
    if known := _known_name(found, source):
        return known
    if len(found.said) == 1:
        return found.before[-1:] + found.said if _is_given_name(found) else ""
    called = _CALLED.match(found.after) or _ENDS_CALLED.search(found.said)
    if called and not _GENERAL.fullmatch(found.said):
        return found.said
    for person in () if "·" in found.said else find_people(found.said):
        if len(person) == _WHOLE_NAME and not source.holds(person):
            return person
    misread = len(found.said) == len(found.stood) and _is_everyday(found.before, found.stood, found.after)
    surname = (
        found.said[0] in _SURNAMES
        and len(found.said) <= 4
        and found.said[1] not in _PARTICLES
        and found.said[:2] not in everyday()
    )
    return found.said if not misread and (surname or _left_over(found.said)) else ""


def exchanged(found: Substitution) -> bool:
    """Whether a name stands where the source has another name of its kind."""
    return bool(_kind(found.said)) and _kind(found.said) == _kind(found.stood)


def _kind(words: str) -> str:
    """What kind of name all of these words are; "" if they are none."""
    if PLACES.fullmatch(words):
        return "place"
    if _is_called(words):
        return "called"
    return "person" if words in find_people(words) else ""


def _is_called(words: str) -> bool:
    """Whether these words end as the name of a place or a body does, and are more than that."""
    called = _ENDS_CALLED.search(words)
    return called is not None and called.start() > 1 and not _GENERAL.fullmatch(words)


def find_people(text: str) -> Iterator[str]:
    """The Chinese names of people that stand in a text, by surname, as far as they begin no everyday word."""
    for found in re.finditer(r"[\u4e00-\u9fff]{2,}", text):
        place = 0
        while place < len(found[0]) - 1:
            word = found[0][place : place + 2]
            if word in everyday():
                place += 2
            elif word[0] in _PLAIN_SURNAMES and word[1] not in _PARTICLES:
                third = found[0][place + 2 : place + 3]
                longer = (
                    third and third not in _PARTICLES and found[0][place + 2 : place + 4] not in everyday()
                )
                yield word + (third if longer else "")
                place += 3 if longer else 2
            else:
                place += 1


def names_at(text: str) -> Iterator[Span]:
    """Where the names of people, places and bodies stand in a text, as far as they can be told."""
    for name in set(find_people(text)):
        yield from (found.span() for found in re.finditer(name, text))
    for pattern in (_FOREIGN, _KNOWN):
        yield from (found.span() for found in pattern.finditer(text))
    for found in _DIVISION.finditer(text):
        end = found.start()
        words = {text[end - 2 : end], text[end - 1 : end + 1]}
        if words.isdisjoint(everyday()) and _NO_NAME.isdisjoint(text[end - 2 : end]):
            yield end - 2, end


def strange_words(claim: str, source: str) -> Iterator[str]:
    """Yield the capitalised words of an English sentence that begin no word of its English source."""
    there = {word[:_STEM] for word in re.findall(r"[a-z]+", source.casefold())}
    for found in _CAPITAL.finditer(claim):
        word = found[0].casefold()
        first = not re.search(r"[\w,)]\W*\Z", claim[max(0, found.start() - 4) : found.start()])
        alone = first and not re.match(r"\s[A-Z]", claim[found.end() : found.end() + 2])
        if not alone and word not in _NO_NAMES and word[:_STEM] not in there:
            yield found[0]


def _known_name(found: Substitution, source: Reference) -> str:
    """A name that everybody knows and the source does not have; or what stands where it has such a name."""
    for name in _known_in(found.before, found.said, found.after):
        at_home = name == "中国" and any(map(source.holds, ("我国", "全国", "国内")))
        if not source.holds(name) and not at_home:
            return name
    replaced = any(_known_in(found.before, found.stood, found.after)) or _is_called(found.stood)
    other = len(found.said) > 1 and not _GENERAL.fullmatch(found.said)
    return found.said if replaced and other else ""


def _known_in(before: str, words: str, after: str) -> Iterator[str]:
    """The well-known names that hold at least one character of `words`, as they stand there."""
    first, last = len(before), len(before) + len(words)
    for name in _KNOWN.finditer(before + words + after):
        if name.start() < last and first < name.end():
            yield name[0]


def _is_given_name(found: Substitution) -> bool:
    """Whether one character after a surname was changed, in what is no word either way: 王鹏, 王伟."""
    surname = found.before[-1:]
    words = {found.before, surname + found.stood, surname + found.said, (found.said + found.after)[:2]}
    stood = len(found.stood) == 1 and found.stood not in _PARTICLES
    return surname in _PLAIN_SURNAMES and stood and words.isdisjoint(everyday())


def _is_everyday(before: str, words: str, after: str) -> bool:
    """Whether each character of `words` belongs to an everyday word, as it stands there."""
    text, known, covered = before + words + after, everyday(), set[int]()
    for place in range(len(text) - 1):
        if text[place : place + 2] in known:
            covered |= {place, place + 1}
    places = range(len(before), len(before) + len(words))
    return all(place in covered or text[place] in _PARTICLES | _ALONE for place in places)


def _left_over(words: str) -> bool:
    """Whether two neighbours at least belong to no everyday word, and are none: not 她是 or 多收."""
    known = everyday()
    place = alone = 0
    while place < len(words):
        word = words[place : place + 2] in known
        alone = 0 if word or words[place] in _LITTLE else alone + 1
        if alone == 2:
            return True
        place += 2 if word else 1
    return False


@cache
def everyday() -> frozenset[str]:
    """The everyday words of two characters (of jieba's dictionary, by `python -m eval.everyday`)."""
    lines = files(__package__).joinpath("everyday.txt").read_text("utf-8").split()
    return frozenset(line[n : n + 2] for line in lines for n in range(0, len(line), 2))
