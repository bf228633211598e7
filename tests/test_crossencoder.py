"""Cross-encoders, a tiny one with random weights made here."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbedderError
from embeddings.crossencoder import CrossEncoder
from tests.tiny import tiny_bert


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("models"), labels=1)


def test_probabilities_are_the_sigmoid_of_the_logits_whatever_the_model_declares(tiny: Path) -> None:
    from sentence_transformers import CrossEncoder as Library

    library = Library(str(tiny))
    pairs = [("news?", "good news"), ("news?", "bad")]
    logits = library.predict(pairs, activation_fn=lambda scores: scores)

    found = CrossEncoder(str(tiny)).probabilities("news?", ["good news", "bad"])

    assert np.allclose(found, 1 / (1 + np.exp(-logits.astype(float))), atol=1e-6)
    assert len(set(found)) == 2


def test_no_text_has_no_probability(tiny: Path) -> None:
    assert CrossEncoder(str(tiny)).probabilities("news?", []).shape == (0,)


@pytest.mark.parametrize("labels", [0, 3])
def test_a_model_without_one_score_is_no_reranker(tmp_path: Path, labels: int) -> None:
    with pytest.raises(EmbedderError, match="no cross-encoder with one score"):
        CrossEncoder(str(tiny_bert(tmp_path, labels)))


def test_a_folder_that_holds_no_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=f"{tmp_path} is no cross-encoder that loads"):
        CrossEncoder(str(tmp_path))


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from embeddings import EmbedderError\n"
        "from embeddings.crossencoder import CrossEncoder\n"
        f"try: CrossEncoder({str(tmp_path)!r})\nexcept EmbedderError as error: print(error)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "needs the extra `models`: pip install" in done.stdout
