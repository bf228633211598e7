"""Questions in other languages than Chinese and English."""

import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import builtin
from rag.archive import Archive
from rag.finding.foreign import language_of, read_foreign, words_of
from rag.finding.query import understand, vector_of
from rag.indexing.terms import fold

ASKED = {
    "de": "Wann wurde die Brücke gebaut?",
    "es": "¿Cuándo se construyó el puente?",
    "fr": "Quand le pont a-t-il été construit ?",
    "it": "Quando è stato costruito il ponte?",
    "pt": "Quando foi construída a ponte?",
    "id": "Kapan jembatan itu dibangun?",
    "tr": "Köprü ne zaman inşa edildi?",
    "vi": "Cây cầu được xây dựng khi nào?",
    "ru": "Когда был построен мост?",
    "ar": "متى بني الجسر؟",
    "hi": "पुल कब बनाया गया था?",
    "ja": "橋はいつ建設されましたか？",
    "ko": "다리는 언제 건설되었습니까?",
    "th": "สะพานสร้างเมื่อไหร่",
}


@pytest.mark.parametrize(("language", "question"), ASKED.items())
def test_a_question_is_told_by_its_language(language: str, question: str) -> None:
    assert language_of(fold(question)) == language


@pytest.mark.parametrize(
    "question",
    [
        "大桥是什么时候建成的？",
        "When was the bridge built?",
        "Who was the Marquis de la Fayette?",
        "NATO 5G是什么？",
        "鲜の屋在哪条街？",
        "12345",
        "",
        "…！",
    ],
)
def test_a_question_in_chinese_or_english_is_in_no_other_language(question: str) -> None:
    assert read_foreign(fold(question)) == []


@pytest.mark.parametrize(("language", "question"), [(k, v) for k, v in ASKED.items() if k != "th"])
def test_a_foreign_word_is_looked_for_in_english_and_in_chinese(language: str, question: str) -> None:
    looked_for = {form for forms in understand(question).forms.values() for form in forms}

    assert {("bridge",), ("桥梁",)} <= looked_for


def test_what_only_asks_in_another_language_is_not_looked_for() -> None:
    assert understand("Wann wurde die Brücke im Jahr 1970 von 12 Arbeitern gebaut?").terms == (
        "brücke",
        "jahr",
        "1970",
        "12",
        "arbeitern",
        "gebaut",
    )


@pytest.mark.parametrize(
    "question", ["Wie viele Häfen gibt es?", "¿Cuántos puertos hay?", "港はいくつありますか"]
)
def test_it_is_told_that_a_foreign_question_asks_for_a_number(question: str) -> None:
    assert understand(question).asking.kind == "number"


def test_a_word_that_the_glossary_has_not_means_what_another_form_of_it_does() -> None:
    """Only `abitante` is in the dictionary."""
    assert "people" in read_foreign("quanti abitanti ha la città?")[1].english


def test_words_are_the_longest_that_are_known() -> None:
    known = {"vereinigte staaten", "staaten"}.__contains__

    assert list(words_of("die vereinigte staaten!", "de", known)) == ["die", "vereinigte staaten"]
    assert list(words_of("港はいくつ", "ja", {"港", "はい", "いくつ"}.__contains__)) == ["港", "は", "いくつ"]


@given(st.text(string.ascii_letters + "äñçğ мост جسر पुल 橋다리สะ'0 ", max_size=30))
def test_any_question_can_be_read(question: str) -> None:
    for meant in read_foreign(fold(question)):
        assert meant.word
        assert all(0 < weight <= 1 for weight in meant.english.values())


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Wie lang ist die alte Brücke?", "01.txt"),
        ("¿Cuántas estaciones tiene la línea de metro?", "03.jsonl"),
        ("図書館は夜何時まで開いていますか？", "02.md"),
        ("Wie viele Liegeplätze hat der neue Hafen?", "03.jsonl"),
    ],
)
def test_a_foreign_question_finds_chinese_and_english_articles(
    archive: Archive, question: str, file: str
) -> None:
    assert archive.search(question).hits[0].file.endswith(file)


def test_a_foreign_question_is_embedded_midway_to_its_english_words() -> None:
    query = understand("Wann wurde die Brücke gebaut?")
    own, english = builtin().embed_queries([query.text, "when was the bridge built"])
    middle = vector_of(query, builtin())

    assert np.linalg.norm(middle) == pytest.approx(1.0)
    assert middle @ own == pytest.approx(middle @ english)
    assert middle @ own > own @ english


def test_a_question_in_chinese_or_english_is_embedded_as_it_stands() -> None:
    query = understand("When was the bridge built?")

    assert vector_of(query, builtin()) == pytest.approx(builtin().embed_queries([query.text])[0])


def test_a_foreign_word_that_looks_like_pinyin_is_no_name() -> None:
    """Ha and fen are syllables; Tongling is in no glossary, and may be a name."""
    assert list(understand("Wie groß ist der Hafen von Tongling?").names) == ["tongling"]
