"""What the store keeps is what it was given."""

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.indexing import codec
from rag.types import NO_ORIGIN, Traced

ANY_TEXT = st.text(st.characters(exclude_categories=[]) | st.sampled_from("清水河桥，。 \n𠮷é\ud800"))


@given(ANY_TEXT)
def test_a_text_comes_back(text: str) -> None:
    assert codec.unpack_text(codec.pack_text(text)) == text


def test_a_chinese_character_is_kept_as_two_bytes() -> None:
    assert codec.pack_text("桥")[:1] == b"g"
    assert codec.pack_text("ö")[:1] == b"u"


@given(st.data(), ANY_TEXT)
def test_a_traced_text_comes_back_from_its_page(data: st.DataObject, raw: str) -> None:
    places = st.integers(0, len(raw) - 1).map(lambda place: (raw[place], place)) if raw else st.nothing()
    put_in = st.sampled_from([(" ", NO_ORIGIN), ("\n", NO_ORIGIN)])
    spaced = st.integers(0, len(raw) - 1).map(lambda place: (" ", place)) if raw else st.nothing()
    letters = data.draw(st.lists(places | put_in | spaced))
    traced = Traced("".join(letter for letter, _ in letters), array("i", [place for _, place in letters]))

    assert codec.unpack_traced(*codec.pack_traced(traced, raw), raw) == traced


def test_characters_of_the_page_are_not_kept_twice() -> None:
    raw = "清水河上\n的古桥"
    text, origin = "清水河上的古桥", array("i", [0, 1, 2, 3, 5, 6, 7])

    assert codec.pack_traced(Traced(text, origin), raw)[1] == b""


@given(st.integers(0, 2**32 - 1))
def test_a_vector_keeps_its_direction(seed: int) -> None:
    vector = np.random.default_rng(seed).standard_normal(256).astype(np.float32)
    vector /= np.linalg.norm(vector)

    packed = codec.pack_vector(vector)
    (again,) = codec.unpack_vectors([packed], 256)

    assert len(packed) == 258
    assert codec.dimensions(packed) == 256
    assert again @ vector / np.linalg.norm(again) == pytest.approx(1, abs=5e-4)


def test_an_origin_that_is_not_in_the_page_is_found_by_doctor(archive: Archive) -> None:
    database = archive.store.database
    (article, packed) = database.rows("SELECT article, origin FROM fields WHERE name = 'body'").fetchone()
    text = archive.article(article).text
    traced = Traced(text, array("i", [10_000] * len(text)))
    database.rows(
        "UPDATE fields SET origin = ? WHERE article = ? AND name = 'body'",
        (codec.pack_traced(traced, text)[0], article),
    )

    assert packed
    assert any("does not agree with" in finding.text for finding in archive.doctor())
