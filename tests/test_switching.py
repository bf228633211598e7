"""Chinese put into English word by word, on rows made by hand."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings.training.examples import Examples, tokenized
from embeddings.training.normalizer import make_normalizer
from embeddings.training.switching import Senses, in_english, read_senses, switch, translations
from embeddings.training.vocabulary import make_tokenizer

WORDS = {"银行", "行", "钱", "路", "的", "bank", "row", "walk", "money", "road", "2023"}
GLOSSES = {"银行": ["bank"], "行": ["row", "to walk"], "钱": ["money"], "路": ["road"], "的": ["(particle)"]}
# Two meanings, one a dimension: money and ways. Each word lies on the side that it means.
SIDES = {"银行": 0, "bank": 0, "钱": 0, "money": 0, "row": 0, "walk": 1, "路": 1, "road": 1}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return make_tokenizer(make_normalizer({}), WORDS, set("".join(WORDS)))


@pytest.fixture(scope="module")
def tokens(tokenizer: Tokenizer) -> list[str]:
    return sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)


@pytest.fixture(scope="module")
def senses(tokenizer: Tokenizer, tokens: list[str]) -> Senses:
    return read_senses(tokenizer, tokens, GLOSSES)


@pytest.fixture(scope="module")
def matrix(tokens: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = np.zeros((len(tokens), 2), dtype=np.float32)
    for row, token in enumerate(tokens):
        if token in SIDES:
            rows[row, SIDES[token]] = 1.0
    return rows


def test_senses_lose_their_remarks_and_what_only_opens_them() -> None:
    glosses = ["to run (of water)", "run", "see 绥化市", "abbr. for water", "the sun", "counter for", "3"]

    assert translations(glosses) == ["run", "sun"]
    assert translations(["a " + "long " * 7 + "story"]) == []


def test_of_a_words_senses_the_one_nearest_to_its_text_is_taken(
    tokenizer: Tokenizer,
    tokens: list[str],
    senses: Senses,
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> None:
    texts = in_english(tokenized(tokenizer, ["钱 行", "路 行"]), senses, matrix)

    assert [[tokens[token] for token in text] for text in texts] == [["money", "row"], ["road", "walk"]]


def test_numbers_and_latin_words_stay_and_what_has_no_sense_goes(
    tokenizer: Tokenizer,
    tokens: list[str],
    senses: Senses,
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> None:
    texts = in_english(tokenized(tokenizer, ["2023 bank 的钱", "的"]), senses, matrix)

    assert [[tokens[token] for token in text] for text in texts] == [["2023", "bank", "money"], ["[UNK]"]]


def test_pairs_are_put_into_english_on_either_side_and_on_both(
    tokenizer: Tokenizer,
    senses: Senses,
    matrix: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> None:
    left, right = tokenized(tokenizer, ["银行"]), tokenized(tokenizer, ["钱"])
    same, untaught = np.array([4]), np.array([-1])
    bank, money = tokenized(tokenizer, ["bank", "money"])

    found = switch(Examples("news", left, right, same, untaught, False), senses, matrix)

    assert [each.name for each in found] == ["news, English left", "news, English right", "news, English"]
    sides = [[each.left[0].tolist(), each.right[0].tolist()] for each in found]
    assert sides == [
        [bank.tolist(), right[0].tolist()],
        [left[0].tolist(), money.tolist()],
        [bank.tolist(), money.tolist()],
    ]
    assert all(each.same is same and not each.translated for each in found)
