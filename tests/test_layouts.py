"""Sets of questions, in the three layouts that are read."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.layouts import document_name, read_set
from eval.sets import Question
from rag.errors import UsageError


def write(path: Path, *rows: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def beir(folder: Path) -> Path:
    write(folder / "corpus.jsonl", {"_id": "d1", "title": "t", "text": "The bridge is 86 metres long."})
    write(
        folder / "queries.jsonl",
        {"_id": "q1", "text": "How long is it?", "answers": ["86 metres", "not in it"]},
        {"_id": "q2", "text": "nobody judged this"},
        {"_id": "q3", "text": "Who built it?", "lang": "en", "answerable": False},
    )
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    return folder


def test_a_beir_folder_keeps_what_is_judged_and_what_has_no_answer(tmp_path: Path) -> None:
    read = read_set(beir(tmp_path / "bridges"))

    assert (read.name, [document["id"] for document in read.documents]) == ("bridges", ["d1"])
    assert read.questions == (
        Question("q1", "How long is it?", "en", {"d1": 1}, answers=("86 metres",)),
        Question("q3", "Who built it?", "en", answerable=False),
    )


def test_json_lines_hold_questions_and_articles(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.jsonl",
        {"id": "a1", "title": "古桥", "text": "桥长86米。"},
        {"question": "桥有多长？", "article": "a1", "quote": "桥长86米。", "answer": "86米"},
        {"question": "谁造了桥？", "answerable": False},
    )

    read = read_set(path)

    assert list(read.documents) == [{"id": "a1", "title": "古桥", "text": "桥长86米。"}]
    assert read.questions[0] == Question("q1", "桥有多长？", "zh", {"a1": 1}, "桥长86米。", ("86米",))
    assert [question.answerable for question in read.questions] == [True, False]


def test_an_answer_in_other_words_than_the_quotation_is_not_compared_with(tmp_path: Path) -> None:
    row = {"question": "桥有多长？", "quote": "桥长86米。", "answer": "八十六米"}

    assert read_set(write(tmp_path / "own.jsonl", row)).questions[0].answers == ()


def test_a_folder_of_pages_takes_its_questions_from_gold_beside_it(tmp_path: Path) -> None:
    (tmp_path / "press" / "clean").mkdir(parents=True)
    write(
        tmp_path / "press" / "gold" / "questions.jsonl",
        {"id": "p1-1", "page": "p1", "lang": "en", "question": "How long?", "quote": "桥长86米"},
    )
    write(tmp_path / "press" / "gold" / "unanswerable.jsonl", {"id": "u1", "question": "谁造了桥？"})

    read = read_set(tmp_path / "press" / "clean")

    assert (read.name, read.pages) == ("press-clean", tmp_path / "press" / "clean")
    assert read.questions[0] == Question("p1-1", "How long?", "en", {"p1": 1}, "桥长86米", page="p1")
    assert not read.questions[1].answerable


def test_a_transcribed_page_and_its_ocr_have_one_name() -> None:
    assert document_name("日报/2024-08-28/02.txt.gz") == document_name("日报/2024-08-28/02.md")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "is no set of questions"),
        ({"corpus.jsonl": '{"_id": "d", "text": "x"}\n'}, r"no judgements in qrels/test\.tsv"),
    ],
)
def test_a_folder_that_is_no_set_says_so(tmp_path: Path, files: dict[str, str], words: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)

    with pytest.raises(UsageError, match=words):
        read_set(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON lines"),
        ('["question"]\n', "line 1: no object"),
        ('{"id": "a"}\n', "neither a question nor an article"),
        ('{"id": "a", "text": "x"}\n', "holds no question"),
        ('{"question": 5}\n', "not in its layout's form"),
        ('{"question": "谁？", "article": 5}\n', "not in its layout's form"),
    ],
)
def test_a_file_that_is_no_set_says_so(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "own.jsonl").write_text(text)

    with pytest.raises(UsageError, match=words):
        read_set(tmp_path / "own.jsonl")


def test_a_set_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_set(tmp_path / "nowhere")
