"""Both legs fused."""

import json
from pathlib import Path

import pytest

from eval.measures import measure
from eval.retrieval import index_documents, rank
from eval.sets import EvalSet, Question, read_beir
from rag.errors import UsageError
from tests.conftest import SHARED


def documents() -> EvalSet:
    texts = ["清水河上的古桥有七个桥孔。", "市图书馆夜间开放。", "The harbour has twelve berths."]
    rows = tuple({"id": f"d{n}", "title": "", "text": text} for n, text in enumerate(texts))
    return EvalSet(
        "tiny", rows, (Question("q0", "古桥有几个桥孔？", {"d0": 1}), Question("q1", "berths", {"d2": 1}))
    )


def test_an_evaluation_runs_the_search_that_users_get(tmp_path: Path) -> None:
    with index_documents(documents(), tmp_path) as archive:
        ranking = rank(archive, documents())

    assert [max(ranking[q], key=ranking[q].__getitem__) for q in ("q0", "q1")] == ["d0", "d2"]


def test_measures_are_those_worked_by_hand() -> None:
    relevant = {"q0": {"d0": 1}, "q1": {"d2": 1}, "q2": {"d1": 1}}
    ranking = {"q0": {"d0": 2.0, "d1": 1.0}, "q1": {"d0": 2.0, "d2": 1.0}}

    values = measure(relevant, ranking)

    assert values["Success@1"] == pytest.approx(1 / 3)  # q2 has no result: it counts as 0 and stays in
    assert values["RR@10"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert values["nDCG@10"] == pytest.approx((1 + 0.6309 + 0) / 3, abs=1e-4)


def test_a_beir_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "d1", "title": "t", "text": "x"}) + "\n")
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "q1", "text": "which?"}\n{"_id": "q2", "text": "nobody judged this"}\n'
    )

    read = read_beir(tmp_path)

    assert read.documents == ({"id": "d1", "title": "t", "text": "x"},)
    assert read.questions == (Question("q1", "which?", {"d1": 1}),)


def test_a_folder_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no corpus\.jsonl"):
        read_beir(tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the data for measuring are not at {SHARED}")
def test_the_fusion_is_better_than_its_words_alone_on_chinese(tmp_path: Path) -> None:
    """Character-pair BM25 alone has nDCG@10 78.6 on this set."""
    chinese = read_beir(SHARED / "eval" / "mlqa-zho-zho")
    with index_documents(chinese, tmp_path) as archive:
        ranking = rank(archive, chinese)

    relevant = {question.id: question.relevant for question in chinese.questions}
    assert measure(relevant, ranking)["nDCG@10"] > 0.82
