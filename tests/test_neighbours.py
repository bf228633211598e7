"""What stands beside a passage is read with it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.answering.neighbours import BESIDE, with_neighbours
from rag.found import Hit
from tests.clippings import article, hit

TEXT = "王立是桥工。他修了古桥。古桥通了车。车队从北门来。"


def found(text: str, words: str, rank: int = 1) -> Hit:
    whole = hit(article(text), rank)
    start = text.index(words)
    return replace(whole, start=start, end=start + len(words))


def test_the_sentences_beside_a_passage_come_with_it() -> None:
    (passage,) = with_neighbours([found(TEXT, "他修了古桥。")])

    assert passage.text == TEXT
    assert passage.hit.text == "他修了古桥。"


def test_a_sentence_too_far_away_stays() -> None:
    far = "远" * BESIDE + "。"

    (passage,) = with_neighbours([found(far + TEXT + far, "他修了古桥。")])

    assert passage.text == TEXT


def test_what_is_another_passage_is_shown_once() -> None:
    first, second = with_neighbours([found(TEXT, "他修了古桥。"), found(TEXT, "车队从北门来。", 2)])

    assert (first.text, second.text) == ("王立是桥工。他修了古桥。古桥通了车。", "车队从北门来。")


def test_passages_of_other_articles_do_not_matter() -> None:
    other = replace(hit(article(TEXT, name="a2"), 2), start=0, end=6)

    first, _ = with_neighbours([found(TEXT, "他修了古桥。"), other])

    assert first.text == TEXT


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4, unique=True))
def test_no_character_is_shown_twice_and_none_of_a_passage_is_lost(cuts: list[int]) -> None:
    text = "一二三四五六七八九。" * 4
    a, b, c, d = sorted(cuts)
    of = hit(article(text))
    hits = [replace(of, start=c, end=d, rank=1), replace(of, start=a, end=b, rank=2)]

    second, first = with_neighbours(hits)

    assert first.start <= a < b <= first.end <= second.start <= c < d <= second.end
