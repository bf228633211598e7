"""The builtin encoder: unit rows, the same in any batch, and the same as other libraries read them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model2vec import StaticModel
from numpy.typing import NDArray
from safetensors.numpy import save_file
from threadpoolctl import threadpool_info
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

import embeddings
from embeddings import EmbedderError, builtin, load_embedder
from embeddings.static import StaticEmbedder
from embeddings.training.export import export

MODEL = Path(embeddings.__file__).parent / "model"
BUILTIN = load_embedder()
TEXTS = [
    "世界剧院联盟有多少个国家和机构参加？",
    "How many countries take part in the theatre league?",
    "Wie viele Länder nehmen teil?",
    "كم عدد الدول المشاركة؟",
    "कितने देश भाग लेते हैं?",
    "培 根 铸 魂",
    "a",
    "ＡＢＣ 中國China Пекин بكين 北京 \ue000 𠮷野家 e\u0301cole a\x00b \ufeff报\n纸",
    "中国经济增长。" * 14_300,  # 100,100 characters
]
ANY = st.characters(exclude_categories=[])  # halves of surrogate pairs too
WORDS = WordLevel({"[UNK]": 0, "good": 1, "news": 2}, unk_token="[UNK]")


def test_rows_are_unit_float32_of_the_width_that_it_names() -> None:
    vectors = BUILTIN.embed_documents(TEXTS)

    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), BUILTIN.dim)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@given(st.lists(st.text(ANY, max_size=40), min_size=1, max_size=12), st.integers(0, 11))
def test_a_text_gives_the_same_unit_vector_in_any_batch(texts: list[str], place: int) -> None:
    text = texts[place % len(texts)]

    row = BUILTIN.embed_documents(texts)[place % len(texts)]

    assert np.array_equal(row, BUILTIN.embed_queries([text])[0])
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)


def test_a_text_is_the_weighted_sum_of_its_tokens() -> None:
    (tokens,) = builtin().tokens(["世界剧院\x01"])

    vectors = builtin().directions(tokens)

    assert len(tokens) == 2  # 世界 and 剧院, and what is unknown is none
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert (vectors @ BUILTIN.embed_queries(["世界剧院"])[0] > 0.5).all()
    assert (builtin().weights(tokens) > 0).all()
    assert np.array_equal(builtin().pooled([tokens]), BUILTIN.embed_queries(["世界剧院"]))


def test_the_builtin_encoder_is_loaded_once() -> None:
    assert load_embedder("builtin") is load_embedder(BUILTIN.name) is builtin()


def test_model2vec_reads_the_same_vectors_out_of_the_same_files() -> None:
    theirs = StaticModel.from_pretrained(MODEL).encode(TEXTS)

    assert np.allclose(BUILTIN.embed_documents(TEXTS), theirs, atol=5e-5)  # of 43,000 float32 summed


def test_sentence_transformers_reads_the_same_vectors_out_of_the_exported_files(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    export(MODEL, tmp_path)

    theirs = SentenceTransformer(str(tmp_path), device="cpu").encode(TEXTS)

    assert ((BUILTIN.embed_documents(TEXTS) * theirs).sum(axis=1) > 0.999).all()


def test_an_exported_model_is_still_static_to_us(tmp_path: Path) -> None:
    export(MODEL, tmp_path)

    ours = load_embedder(str(tmp_path))

    assert isinstance(ours, StaticEmbedder)
    assert np.allclose(ours.embed_queries(TEXTS), BUILTIN.embed_queries(TEXTS), atol=1e-5)


def test_traditional_and_full_width_and_capitals_are_the_same_text() -> None:
    plain, traditional = BUILTIN.embed_queries(["中国的报纸 ABC 12", "中國的報紙 ａｂｃ １２"])

    assert np.array_equal(plain, traditional)


def test_one_unknown_character_does_not_hide_the_words_beside_it() -> None:
    known, beside = BUILTIN.embed_queries(["中国报纸", "中国\U0001f600报纸"])

    assert float(known @ beside) > 0.99


def test_a_text_without_any_known_token_has_a_unit_vector_all_the_same() -> None:
    vectors = BUILTIN.embed_documents(["", "\U0001f600", "  "])

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.array_equal(vectors[0], vectors[1])


def test_a_question_is_nearer_to_its_answer_than_to_another_text_across_languages() -> None:
    question, answer, other = BUILTIN.embed_queries(
        ["Where do farmers sell vegetables?", "农民在市场上出售蔬菜。", "运动员在奥运会上获得金牌。"]
    )

    assert question @ answer > question @ other


def test_no_text_is_an_error() -> None:
    with pytest.raises(EmbedderError, match="no text to embed"):
        BUILTIN.embed_queries([])


def test_a_folder_without_a_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match="holds no static model"):
        StaticEmbedder(tmp_path, "nothing")


@pytest.mark.parametrize(
    ("tensors", "says"),
    [
        ({}, "no matrix"),
        ({"embeddings": np.zeros((3, 0), np.float32)}, "no matrix"),
        ({"embeddings": np.ones((2, 4), np.float32)}, "has 3 tokens"),
        ({"embeddings": np.ones((2, 4), np.float32), "mapping": np.array([0, 1, 2])}, "has 3 tokens"),
        ({"embeddings": np.ones((2, 4), np.float32), "mapping": np.array([0, 1, -1])}, "has 3 tokens"),
        ({"embeddings": np.ones((3, 4), np.float32), "weights": np.ones((3, 1))}, "has 3 tokens"),
        ({"embeddings": np.full((3, 4), np.nan, np.float32)}, "NaN"),
        ({"embeddings": np.ones((3, 4), np.float32), "weights": np.array([1, np.inf, 1])}, "NaN"),
    ],
)
def test_files_that_do_not_fit_each_other_are_one_sentence(
    tmp_path: Path, tensors: dict[str, NDArray[Any]], says: str
) -> None:
    Tokenizer(WORDS).save(str(tmp_path / "tokenizer.json"))
    save_file(tensors, tmp_path / "model.safetensors")

    with pytest.raises(EmbedderError, match=f"{tmp_path} .*{says}"):
        StaticEmbedder(tmp_path, "tiny")


@pytest.mark.parametrize("config", ["[]", "7", '{"max_length": -1}', '{"max_length": "long"}'])
def test_a_config_that_is_none_is_one_sentence(tmp_path: Path, config: str) -> None:
    Tokenizer(WORDS).save(str(tmp_path / "tokenizer.json"))
    save_file({"embeddings": np.eye(3, dtype=np.float32)}, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(config, encoding="utf-8")

    with pytest.raises(EmbedderError, match="no static model that can be read"):
        StaticEmbedder(tmp_path, "tiny")


def test_its_products_are_made_in_one_thread() -> None:
    """numpy's BLAS has threads of its own, where it is OpenBLAS."""
    threads = [pool["num_threads"] for pool in threadpool_info() if pool.get("threading_layer") == "pthreads"]

    assert set(threads) <= {1}
