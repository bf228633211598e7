"""The words leg: BM25 over terms."""

import math
from pathlib import Path

import pytest

from rag.indexing.words import Entry, Words


def three() -> Words:
    words = Words()
    words.add(
        [
            Entry(1, ["古桥", "桥修", "修缮"], ["古桥"]),
            Entry(2, ["古桥", "通车"], []),
            Entry(9, ["春茶", "采摘"], ["茶园"]),
        ]
    )
    words.commit()
    return words


def test_more_of_the_terms_rank_higher() -> None:
    found = three().search([[{"古桥": 1.0}], [{"修缮": 1.0}]], 10, headline_weight=0)

    assert [chunk for chunk, _ in found] == [1, 2]


def test_a_score_is_bm25_worked_by_hand() -> None:
    ((chunk, score),) = three().search([[{"春茶": 1.0}]], 10, headline_weight=0)

    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    length = 2 / (7 / 3)  # of the chunk, over the mean
    assert chunk == 9
    assert score == pytest.approx(idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length)), rel=1e-3)


def test_a_headline_counts_with_its_weight() -> None:
    words = three()

    assert words.search([[{"茶园": 1.0}]], 10, headline_weight=0) == []
    assert [chunk for chunk, _ in words.search([[{"茶园": 1.0}]], 10, headline_weight=0.5)] == [9]


def test_only_allowed_chunks_are_found() -> None:
    assert [chunk for chunk, _ in three().search([[{"古桥": 1.0}]], 10, 0, allowed=[2, 9])] == [2]
    assert three().search([[{"古桥": 1.0}]], 10, 0, allowed=[]) == []


def test_what_was_removed_is_not_found_also_by_another_writer(tmp_path: Path) -> None:
    words = Words(tmp_path)
    words.add([Entry(1, ["古桥"], []), Entry(2, ["古桥"], [])])
    words.commit()
    words.remove([1])
    words.commit()

    assert [chunk for chunk, _ in words.search([[{"古桥": 1.0}]], 10, 0)] == [2]
    assert Words(tmp_path).ids() == {2}


def test_an_alternative_needs_all_its_terms_and_the_best_one_counts() -> None:
    words = three()
    ((chunk, bridge),) = words.search([[{"古桥": 1.0, "通车": 1.0}]], 10, 0)
    either = dict(words.search([[{"古桥": 1.0, "通车": 1.0}, {"修缮": 0.1}, {"古桥": 0.5}]], 10, 0))

    assert chunk == 2
    assert either[2] == pytest.approx(bridge)  # its own 古桥 at half weight adds nothing
    assert either.keys() == {1, 2}


def test_a_term_that_no_chunk_holds_has_no_rarity() -> None:
    assert three().idf(["古桥", "海港"]) == {"古桥": pytest.approx(math.log(1 + 1.5 / 2.5)), "海港": 0.0}
