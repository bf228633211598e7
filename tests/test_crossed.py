"""Sets whose questions are in another language than their documents."""

import json
from pathlib import Path

from eval.crossed import cross
from eval.layouts import read_set


def beir(folder: Path, language: str, text: str, asked: dict[str, str]) -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": "d", "text": text}) + "\n", "utf-8")
    rows = [json.dumps({"_id": key, "text": value, "lang": language}) for key, value in asked.items()]
    (folder / "queries.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    judged = "".join(f"{key}\td\t1\n" for key in asked)
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}", "utf-8")
    return folder


def test_questions_that_both_sets_have_are_asked_of_the_first_ones_documents(tmp_path: Path) -> None:
    chinese = beir(tmp_path / "zh", "zh", "桥长86米。", {"q1": "桥有多长？", "q2": "桥在哪里？"})
    german = beir(tmp_path / "de", "de", "Die Brücke.", {"q1": "Wie lang ist die Brücke?", "q3": "Wer?"})

    assert cross(chinese, german, tmp_path / "crossed") == 1

    crossed = read_set(tmp_path / "crossed")
    assert [(one.id, one.text, one.lang, dict(one.relevant)) for one in crossed.questions] == [
        ("q1", "Wie lang ist die Brücke?", "de", {"d": 1})
    ]
    assert [document["text"] for document in crossed.documents] == ["桥长86米。"]
