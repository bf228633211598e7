"""Chinese put into English word by word, on rows made by hand."""

from collections.abc import Callable

import numpy as np
import pytest
from tokenizers import Tokenizer

from embeddings.embedder import Vectors
from embeddings.training.dictionaries import translations
from embeddings.training.examples import Examples, tokenized
from embeddings.training.normalizer import make_normalizer
from embeddings.training.switching import Senses, in_english, read_senses, switch
from embeddings.training.vocabulary import make_tokenizer

# Two meanings, one a dimension: money and ways. Each word lies on the side that it means.
SIDES = {"银行": 0, "bank": 0, "钱": 0, "money": 0, "row": 0, "walk": 1, "路": 1, "road": 1, "street": 1}
GLOSSES = {
    "银行": ["bank"], "行": ["row", "to walk"], "钱": ["money"], "路": ["street", "road"],
    "的": ["(particle)"], "の": ["road"],
}  # fmt: skip
WORDS = {*SIDES, *GLOSSES, "2023"}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return make_tokenizer(make_normalizer({}), WORDS, set("".join(WORDS)))


@pytest.fixture(scope="module")
def tokens(tokenizer: Tokenizer) -> list[str]:
    return sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)


@pytest.fixture(scope="module")
def matrix(tokens: list[str]) -> Vectors:
    return np.array([[float(SIDES.get(token) == side) for side in (0, 1)] for token in tokens], np.float32)


@pytest.fixture(scope="module")
def senses(tokenizer: Tokenizer, tokens: list[str], matrix: Vectors) -> Senses:
    return read_senses(tokenizer, tokens, GLOSSES, matrix)


@pytest.fixture
def put(tokenizer: Tokenizer, tokens: list[str], matrix: Vectors, senses: Senses) -> Callable[[str], str]:
    """A text's words in English, with spaces between them."""

    def words(text: str) -> str:
        (found,) = in_english(tokenized(tokenizer, [text]), senses, matrix)
        return " ".join(tokens[token] for token in found)

    return words


def test_senses_lose_their_remarks_and_what_only_opens_them() -> None:
    glosses = ["to run (of water)", "run", "see 绥化市", "abbr. for water", "the sun", "counter for", "3"]

    assert translations(glosses) == ["run", "sun"]
    assert translations(["an american dream", "fig. to drift"]) == ["american dream", "drift"]
    assert translations(
        ["particle", "particle of the past", "indicate", "indicating a wish", "taiwan pr."]
    ) == [
        "particle",
        "indicate",
    ]
    assert translations(["a " + "long " * 7 + "story"]) == []
    assert translations(list("abcdefgh")) == list("abcdef")


def test_of_a_words_senses_the_one_nearest_to_its_text_is_taken(put: Callable[[str], str]) -> None:
    assert put("钱行") == "money row"
    assert put("路行") == "street walk"


def test_of_senses_as_near_the_one_that_the_dictionary_has_first_is_taken(put: Callable[[str], str]) -> None:
    assert put("路") == "street"


def test_numbers_and_latin_words_stay_and_what_has_no_sense_goes(put: Callable[[str], str]) -> None:
    assert put("2023 bank 的钱") == "2023 bank money"
    assert put("的") == "[UNK]"


def test_a_kana_or_two_is_an_ending_whatever_a_dictionary_says(put: Callable[[str], str]) -> None:
    assert put("银行の钱") == "bank money"


def test_pairs_are_put_into_english_on_either_side_and_on_both(
    tokenizer: Tokenizer, senses: Senses, matrix: Vectors
) -> None:
    bank, money, left, right = ([text] for text in tokenized(tokenizer, ["bank", "money", "银行", "钱"]))
    same, untaught = np.array([4]), np.array([-1])

    found = switch(Examples("news", left, right, same, untaught, False), senses, matrix)

    sides = {each.name: [each.left[0].tolist(), each.right[0].tolist()] for each in found}
    assert sides == {
        "news, English left": [bank[0].tolist(), right[0].tolist()],
        "news, English right": [left[0].tolist(), money[0].tolist()],
        "news, English": [bank[0].tolist(), money[0].tolist()],
    }
    assert all(each.same is same and not each.translated for each in found)
