"""Well-known places, in two languages."""

from rag.answering.folding import units
from rag.answering.gazetteer import strange_places


def test_a_place_may_be_called_by_any_of_its_names_in_the_other_language() -> None:
    assert list(strange_places("Beijing and Hong Kong trade with America.", "北京、香港与美国贸易。")) == []
    assert list(strange_places("广州与韩国贸易。", "Canton trades with Korea.")) == []


def test_a_place_that_the_source_does_not_name_is_strange() -> None:
    assert list(strange_places("A port in Shaanxi opened.", "山西一港口开放。")) == ["Shaanxi"]
    assert list(strange_places("上海港开放。", "The port of Tianjin opened.")) == ["上海"]


def test_a_paper_need_not_name_its_own_country() -> None:
    assert list(strange_places("China opened a port.", "我国开放一个港口。")) == []


def test_a_place_is_no_part_of_another_word() -> None:
    assert list(strange_places("Chinese Indians and a Romeo", "无")) == []


def test_a_place_in_english_is_compared_by_its_chinese_name() -> None:
    assert {"黑龙", "龙江"} <= units("Heilongjiang") & units("黑龙江")
