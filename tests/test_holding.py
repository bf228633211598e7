"""Articles that hold some words exactly."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.finding.holding import Holding, comparable, pattern_of, sure_terms
from rag.indexing.terms import terms


@pytest.mark.parametrize(
    ("words", "text", "times"),
    [
        ("古桥", "古桥、新古桥", 2),
        ("古橋", "古桥", 1),
        ("art", "party art Art.", 2),
        ("5", "5G 3.5 5座 15", 1),
        ("km", "3.5km", 1),
        ("covid", "COVID-19 covid19", 1),
        ("1,200座", "1200 座，１，２００座", 2),
        ("5月5日", "5 月 5\n日", 1),
        ("new harbour", "the New\nHarbour", 1),
        ("5月", "5月份", 1),
        ("桥。", "桥。修", 1),
    ],
)
def test_words_are_found_whole_whatever_their_width_and_spacing(words: str, text: str, times: int) -> None:
    assert len(pattern_of(words).findall(comparable(text))) == times


@given(
    st.sampled_from(["古桥修5月年1.,。", "古桥修a年B.,。"]).flatmap(
        lambda alphabet: st.tuples(
            st.text(alphabet, min_size=1, max_size=8), *[st.text(alphabet, max_size=6)] * 2
        )
    )
)
@example(("1.", "", "1"))
@example((".5", "3", ""))
def test_what_holds_the_words_has_their_sure_terms(texts: tuple[str, str, str]) -> None:
    words, before, after = texts
    text = before + words + after
    if terms(words) and pattern_of(words).search(comparable(text)):
        assert set(sure_terms(words)) <= set(terms(text))


def test_every_article_is_found_with_its_count(archive: Archive) -> None:
    holding = Holding(archive.store, archive.legs)
    by_headline = {article.headline.text: article.id for article in archive.articles()}

    assert holding.times("永安古桥") == {by_headline["古桥修缮完工"]: 2}
    assert holding.times("修缮工程历时14个月") == {by_headline["古桥修缮完工"]: 1}
    assert holding.times("harbour") == {by_headline["Harbour opens"]: 2}
    assert holding.times("周禾") == {by_headline["图书馆夜间开放"]: 1}
    assert holding.times("桥")[by_headline["古桥修缮完工"]] == 4
    assert holding.times("无此词") == {}


@pytest.mark.parametrize("words", ["古桥", "harbour", "4300", "周禾", "桥", "永安古桥", "5月"])
def test_the_articles_are_those_that_hold_the_words_at_least_once(archive: Archive, words: str) -> None:
    holding = Holding(archive.store, archive.legs)

    assert set(holding.articles(words)) == set(holding.times(words)) != set()
