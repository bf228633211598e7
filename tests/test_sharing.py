"""Words that share the row of another token, on rows made by hand."""

from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from tokenizers import Tokenizer

from embeddings.embedder import Vectors
from embeddings.static import StaticEmbedder
from embeddings.training.layout import write_model
from embeddings.training.normalizer import make_normalizer
from embeddings.training.sharing import choose_sharers, share_rows, with_words
from embeddings.training.vocabulary import make_tokenizer

# The meanings, a dimension each: cats, tails, snow. The fourth is of letters that mean nothing.
MEANINGS = {"cat": 0, "猫": 0, "tail": 1, "snow": 2, "雪": 2}
GLOSSES = {"猫": ["cat"], "snowe": ["cat", "snow"], "snowen": ["cat"], "katze": ["cat"], "schweif": ["tail"]}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    alphabet = set("".join(MEANINGS)) | set("abcdefghijklmnopqrstuvwxyz")
    return make_tokenizer(make_normalizer({}), set(MEANINGS), alphabet)


@pytest.fixture(scope="module")
def matrix(tokenizer: Tokenizer) -> Vectors:
    rows = np.zeros((tokenizer.get_vocab_size(), 4), dtype=np.float32)
    rows[1:, 3] = 0.01
    for word, dimension in MEANINGS.items():
        rows[tokenizer.token_to_id(word), dimension] = 1.0
    return rows


def test_words_that_are_translated_and_neither_tokens_nor_english_are_chosen() -> None:
    german = {"katze": 0.002, "schweif": 0.003, "ohne": 0.1, "cat": 0.1}

    assert choose_sharers(["cat"], {"en": {"schweif": 0.001}, "de": german}, GLOSSES, {"de": 9}) == ["katze"]


def test_of_each_language_the_most_frequent_words_are_chosen() -> None:
    frequencies = {"de": {"katze": 0.002, "schweif": 0.003}, "nl": {"katze": 0.1}}

    assert choose_sharers([], frequencies, GLOSSES, {"de": 1}) == ["schweif"]
    assert choose_sharers([], frequencies, GLOSSES, {"de": 1, "nl": 5}) == ["katze", "schweif"]


def test_short_words_which_would_cut_others_apart_are_not_chosen() -> None:
    assert choose_sharers([], {"de": {"ei": 0.5, "ein": 0.1}}, {"ei": ["egg"], "ein": ["a"]}, {"de": 9}) == [
        "ein"
    ]


def test_a_word_shares_the_row_that_is_nearest_to_what_it_means(
    tokenizer: Tokenizer, matrix: Vectors
) -> None:
    sharers = share_rows(tokenizer, matrix, ["katze", "schweif"], GLOSSES)

    assert sharers.words == ["katze", "schweif"]
    assert matrix[sharers.rows].argmax(axis=1).tolist() == [0, 1]


def test_the_pieces_of_a_word_count_less_than_its_translations(tokenizer: Tokenizer, matrix: Vectors) -> None:
    rows = share_rows(tokenizer, matrix, ["snowe", "snowen"], GLOSSES).rows

    assert matrix[rows].argmax(axis=1).tolist() == [MEANINGS["snow"], MEANINGS["cat"]]


def test_shared_words_are_found_whole_and_numbered_after_the_tokens(tokenizer: Tokenizer) -> None:
    more = with_words(tokenizer, ["schweif"])

    assert more.encode("Schweif cat").tokens == ["schweif", "cat"]
    assert len(tokenizer.encode("Schweif").tokens) > 1
    assert more.token_to_id("schweif") == tokenizer.get_vocab_size()


def test_a_model_in_which_no_word_shares_a_row_is_read_too(
    tokenizer: Tokenizer, matrix: Vectors, tmp_path: Path
) -> None:
    write_model(tmp_path, tokenizer, matrix, share_rows(tokenizer, matrix, [], GLOSSES))

    assert StaticEmbedder(tmp_path, "small").embed_documents(["snow"])[0].argmax() == 2


def test_a_model_with_shared_rows_is_the_same_to_us_and_to_model2vec(
    tokenizer: Tokenizer, matrix: Vectors, tmp_path: Path
) -> None:
    write_model(tmp_path, tokenizer, matrix, share_rows(tokenizer, matrix, ["katze", "schweif"], GLOSSES))
    texts = ["katze", "schweif", "katze tail"]

    ours = StaticEmbedder(tmp_path, "small").embed_documents(texts)
    theirs = StaticModel.from_pretrained(tmp_path).encode(texts)

    assert np.allclose(ours, theirs, atol=1e-3)
    assert ours.argmax(axis=1)[:2].tolist() == [0, 1]
    assert ours[2] @ ours[0] == pytest.approx(np.sqrt(0.5), abs=0.01)  # both words count alike
