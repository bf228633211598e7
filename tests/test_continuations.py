"""Which articles go on in which: by notes and pages that agree, and headline or content."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.indexing.continuations import as_one, chains
from rag.types import NO_ORIGIN, Article, Mention
from tests.clippings import article

BRIDGE = "永安古桥横跨清水河，建于明代，修缮工程由县文物局主持，石匠陆大川带着徒弟更换石板三百块"
BRIDGE_ON = "石匠陆大川说，古桥的石板来自上游的采石场，县文物局为修缮工程立了档案，清水河畔的人都来帮忙。"
TEA = "白石镇茶园今年春茶面积扩大，茶农许青说雨水充足，合作社把鲜叶送到新建的茶厂加工，销往外地。"
TEA_ON = "茶农许青算了一笔账，合作社的茶厂投产以后，白石镇每亩茶园增收两千元，春茶供不应求，销往外地。"
SHIP = "造船厂的龙门吊竖起来了，万吨货轮下个月试航，船长魏平在码头上检查了锚链和救生艇，准备出海。"


def piece(
    name: str,
    text: str,
    page: str,
    headline: str = "",
    since: str = "",
    on: str = "",
    day: str = "2023-05-06",
) -> Article:
    made = article(text, headline, "江滨日报", day, name)
    part = replace(made.parts[0], page=page)
    return replace(made, page=page, parts=(part,), continued_from=since, continued_on=on)


def names(articles: list[Article], declared: bool = False) -> list[list[str]]:
    return [[part.id for part in run] for run in chains(articles, declared)]


FIRST = piece("a1", BRIDGE, "1", "古桥修缮完工", on="4")
LATER = piece("b1", BRIDGE_ON, "4", since="1")
TEA_FIRST = piece("a2", TEA, "1", "茶园迎来春茶", on="4")
TEA_LATER = piece("b2", TEA_ON, "4", since="1")
OTHERS = [piece("c1", SHIP, "1", "货轮试航"), piece("c2", "市图书馆夜间开放到二十二点，读者很多。", "4")]


def test_two_articles_on_one_page_that_both_go_on_find_each_its_own_first_part() -> None:
    assert names([FIRST, LATER, TEA_FIRST, TEA_LATER, *OTHERS]) == [["a1", "b1"], ["a2", "b2"]]


@given(st.permutations([FIRST, LATER, TEA_FIRST, TEA_LATER, *OTHERS]))
def test_the_order_in_which_articles_are_given_makes_no_difference(articles: list[Article]) -> None:
    assert names(articles) == [["a1", "b1"], ["a2", "b2"]]


def test_an_article_whose_first_part_is_missing_is_not_joined_to_another() -> None:
    assert names([FIRST, TEA_LATER, *OTHERS]) == []
    assert names([FIRST, LATER, TEA_LATER, *OTHERS]) == [["a1", "b1"]]


def test_a_headline_that_is_printed_again_is_enough_with_one_note() -> None:
    again = piece("b1", SHIP, "4", "古桥修缮完工", since="1")

    assert names([replace(FIRST, continued_on=""), again, *OTHERS]) == [["a1", "b1"]]


def test_what_is_known_must_agree() -> None:
    assert names([FIRST, replace(LATER, date="2023-05-07"), *OTHERS]) == []
    assert names([FIRST, replace(LATER, paper="河口晚报"), *OTHERS]) == []
    assert names([FIRST, replace(LATER, page="5"), *OTHERS]) == []
    assert names([FIRST, replace(LATER, continued_from="2"), *OTHERS]) == []


def test_without_any_note_nothing_is_joined() -> None:
    assert names([replace(FIRST, continued_on=""), replace(LATER, continued_from=""), *OTHERS]) == []


def test_an_unknown_page_may_be_any_in_a_declared_issue_only() -> None:
    unknown = [replace(FIRST, page=""), LATER, *OTHERS]

    assert names(unknown) == []
    assert names(unknown, declared=True) == [["a1", "b1"]]


def test_where_a_page_is_unknown_one_note_and_like_words_are_not_enough() -> None:
    unknown = [replace(FIRST, page="", continued_on=""), LATER, *OTHERS]

    assert names(unknown, declared=True) == []
    headline = [replace(part, headline=FIRST.headline) for part in unknown[:2]]
    assert names([*headline, *OTHERS], declared=True) == [["a1", "b1"]]


def test_an_article_may_go_on_twice() -> None:
    middle = replace(LATER, continued_on="6")
    last = piece(
        "d1", "石匠陆大川的徒弟后来修了清水河上的另一座古桥，县文物局的档案里有石板的尺寸。", "6", since="4"
    )

    assert names([last, middle, FIRST, *OTHERS]) == [["a1", "b1", "d1"]]


def test_two_parts_in_one_file_need_both_notes_and_stand_in_order() -> None:
    here = FIRST.parts[0]
    later = replace(LATER, parts=(replace(LATER.parts[0], file=here.file, lines=((40, 44),)),), page="1")

    assert names([FIRST, later, *OTHERS]) == [["a1", "b1"]]
    assert names([replace(FIRST, continued_on=""), later, *OTHERS]) == []


def test_a_joined_article_is_its_parts_with_a_paragraph_break_between() -> None:
    later = replace(LATER, continued_on="6", mentions=(Mention(0, 2, "2023-05-05", "2023-05-05"),))
    whole = as_one([FIRST, later])

    assert whole.text == f"{BRIDGE}\n{BRIDGE_ON}"
    assert [whole.text[mention.start : mention.end] for mention in whole.mentions] == ["石匠"]
    assert whole.body.origin[len(BRIDGE)] == NO_ORIGIN
    assert [whole.text[part.start : part.end] for part in whole.parts] == [BRIDGE, BRIDGE_ON]
    assert (whole.id, whole.headline.text, whole.page) == ("a1", "古桥修缮完工", "1")
    assert (whole.continued_from, whole.continued_on) == ("", "6")


def test_a_later_part_says_what_the_first_does_not() -> None:
    whole = as_one([replace(FIRST, headline=LATER.headline, date=""), piece("b1", TEA, "4", "古桥修缮完工")])

    assert (whole.headline.text, whole.date) == ("古桥修缮完工", "2023-05-06")
