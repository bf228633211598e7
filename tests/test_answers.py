"""Measures of answers, worked by hand."""

from dataclasses import replace

from eval.answers import Asked, Outcome, area, covers, table
from rag.answering.refusal import refusal
from tests.clippings import article, hit

BRIDGE = article("永安古桥长86米。")


def outcome(evidence: float, quote: str) -> Outcome:
    found = replace(hit(BRIDGE), evidence=evidence)
    return Outcome(
        Asked("q", "zh", "桥有多长？", quote), refusal("桥有多长？", "zh", [found], "extractive", 1)
    )


def test_four_fifths_of_a_quotation_cover_it() -> None:
    assert covers("永安古桥长 86 米", "永安古桥长86米。")  # 8 of 9 characters
    assert not covers("永安古桥", "永安古桥长86米。")  # 4 of 9


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    there = [outcome(0.9, "x"), outcome(0.2, "x")]
    away = [outcome(0.2, ""), outcome(0.1, "")]

    assert area(there, away) == (2 + 0.5 + 1) / 4  # .9 beats both; .2 ties with one and beats the other


def test_a_refusal_counts_against_the_answerable_and_for_the_others() -> None:
    rows = {name: share for name, _, share in table([outcome(0.9, "永安古桥长86米。"), outcome(0.1, "")])}

    assert rows["zh: refused though answerable"] == 1.0
    assert rows["zh: refused rightly"] == 1.0
    assert rows["zh: first citation covers it"] == 0.0
    assert rows["zh: gold sentence in the first five passages"] == 1.0
