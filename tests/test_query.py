"""A question taken apart."""

import pytest

from rag.finding.query import understand


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("永安古桥有多少个桥孔？", ("永安", "安古", "古桥", "个桥", "桥孔")),
        ("12351是什么？", ("12351",)),
        ("How many berths does the new harbour have?", ("berths", "new", "harbour")),
        ("古桥建于何年？", ("古桥", "桥建")),
        ("何处长任何人都认识", ("何处", "处长", "长任", "任何", "何人", "人都", "都认", "认识")),
        ("哪一座古桥最长？", ("座古", "古桥", "桥最", "最长")),
        ("Wann wurde die Brücke gebaut?", ("brücke", "gebaut")),
        ("¿Cuándo se abrió el puerto?", ("abrió", "puerto")),
        ("什么？", ("什么",)),
    ],
)
def test_what_asks_is_not_looked_for(question: str, terms: tuple[str, ...]) -> None:
    assert understand(question).terms == terms


@pytest.mark.parametrize("question", ["[1]", "1", "１２?", "the", "什么？", "How many?", "；——", "\ufffd"])
def test_small_figures_and_asking_words_name_nothing(question: str) -> None:
    assert not understand(question).names_something


@pytest.mark.parametrize("question", ["12345是什么？", "119？", "7月1日", "象", "NATO", "5G", "the port"])
def test_a_word_or_a_longer_figure_names_something(question: str) -> None:
    assert understand(question).names_something
