from dataclasses import replace

from rag.answering.caveats import caveats
from rag.answers import Citation
from rag.types import Garbled
from tests.clippings import article

TEXT = "河上有一座桥。桥修好了。"


def citation(marker: int, start: int, end: int, *garbled: Garbled) -> Citation:
    of = replace(article(TEXT), garbled=garbled)
    return Citation(marker, TEXT[start:end], of, start, end, of.file, "2", ((3, 4),), 0.9)


def test_a_quotation_from_a_garbled_passage_is_named() -> None:
    passage = Garbled(5, 12, False)

    assert list(caveats([citation(1, 0, 7, passage), citation(2, 7, 12, passage)], "en")) == [
        "In the source of [1], [2] neighbouring columns were read across: its lines may be out of order."
    ]


def test_it_is_said_in_the_questions_language() -> None:
    assert list(caveats([citation(1, 0, 7, Garbled(5, 12, True))], "zh")) == [
        "[1]的原文有相邻的栏被横着读到一起，行序已重新排过。"
    ]


def test_a_quotation_from_clean_text_of_a_partly_garbled_article_is_not() -> None:
    assert list(caveats([citation(1, 0, 7, Garbled(7, 12, False))], "en")) == []
