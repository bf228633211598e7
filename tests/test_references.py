"""How a line says where something stands."""

from dataclasses import replace

from rag.cli.references import left_out, notes, place, title
from tests.clippings import article


def test_a_place_is_written_as_editors_and_browsers_write_it() -> None:
    assert place("a/01.txt", ((3, 5), (9, 9))) == "a/01.txt:3-5,9"
    assert place("a.pdf", ((3, 3),), 2) == "a.pdf#page=2:3"


def test_an_article_without_a_headline_is_named_by_its_first_words() -> None:
    named = article("古桥修缮完工。", headline="古桥 完工", paper="江滨日报", date="2023-05-06")

    assert title(named, "1") == "《古桥 完工》 江滨日报 2023-05-06 第1版"
    assert title(article("古桥修缮完工。"), "") == "古桥修缮完工。…"


def test_there_is_no_note_where_there_is_nothing_to_know() -> None:
    assert notes(article("古桥修缮完工。")) == []
    assert left_out(0) == []
    assert left_out(2) == ["2 articles without a known date were left out."]


def test_of_many_reprints_a_few_are_named_and_the_others_counted() -> None:
    reprinted = replace(article("古桥修缮完工。"), reprints=("a1", "a2", "a3", "a4", "a5"))
    assert notes(reprinted) == ["also in: a1, a2, a3, a4, a5"]

    often = replace(reprinted, reprints=("a1", "a2", "a3", "a4", "a5", "a6", "a7"))
    assert notes(often) == ["also in: a1, a2, a3, a4, a5 and 2 more"]
