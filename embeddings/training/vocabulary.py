"""Which tokens the model has a vector for, and the tokenizer that finds them by longest match."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from embeddings.training.frequencies import Frequencies

UNKNOWN = "[UNK]"
# Scripts that write words without spaces between them: kana, Han, Thai.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0e7f]")
_HAN = re.compile("[\u3400-\u9fff]+")
# The Arabic article with what is written before it: a token of its own, so that a noun stays one.
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_LONGEST = 8  # characters of an unspaced word
_RARE = 3  # a character seen less often has no vector


@dataclass(frozen=True)
class Vocabulary:
    """A tokenizer, and of each of its tokens the share of running text that it makes up."""

    tokenizer: Tokenizer
    tokens: list[str]
    shares: list[float]


def make_vocabulary(
    normalizer: normalizers.Normalizer,
    unspaced: Iterable[str],
    texts: list[str],
    frequencies: Mapping[str, Frequencies],
    sizes: Mapping[str, int],
    chinese_words: int,
) -> Vocabulary:
    """The unspaced words most frequent in the folded `texts`, and each other language's own."""
    words = {word for word in unspaced if UNSPACED.search(word) and len(word) <= _LONGEST and " " not in word}
    kana = _kana(frequencies.get("ja", {}), sizes.get("ja", 0))
    spaced = {word for language in sorted(sizes) for word in frequent(language, frequencies, sizes[language])}
    characters = Counter(char for text in texts for char in text)
    characters.update(char for word in words | spaced for char in set(word))
    alphabet = {char for char, count in characters.items() if count >= _RARE and not char.isspace()}
    alphabet.update("abcdefghijklmnopqrstuvwxyz0123456789")
    counts = _count(make_tokenizer(normalizer, words | kana, alphabet), texts)
    found = [word for word in counts if len(word) > 1 and UNSPACED.search(word)]
    kept = sorted(found, key=lambda word: (-counts[word], word))[:chinese_words]
    numbers = {str(number) for number in range(2100)} | {f"0{digit}" for digit in range(10)}
    tokenizer = make_tokenizer(normalizer, {*kept, *kana, *spaced, *numbers, *_ARTICLES}, alphabet)
    tokens = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    return Vocabulary(tokenizer, tokens, _shares(tokens, counts, frequencies))


def make_tokenizer(normalizer: normalizers.Normalizer, words: set[str], alphabet: set[str]) -> Tokenizer:
    """A tokenizer that finds these words, in text of this alphabet.

    WordPiece gives a whole run up when one character of it is unknown, so such characters are cut out first.
    """
    tokens = [UNKNOWN, *sorted(words | alphabet)]
    tokenizer = Tokenizer(longest_match({token: number for number, token in enumerate(tokens)}))
    tokenizer.normalizer = normalizer
    known = "".join(re.escape(char) if char.isascii() else char for char in sorted(alphabet))
    strangers = pre_tokenizers.Split(Regex(f"[^{known}]"), "removed")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), strangers])
    return tokenizer


def longest_match(numbers: dict[str, int]) -> models.WordPiece:
    """Greedy longest match from the left, in every script, with no mark on pieces inside a word."""
    return models.WordPiece(
        vocab=numbers, unk_token=UNKNOWN, continuing_subword_prefix="", max_input_chars_per_word=10_000
    )


def _kana(shares: Frequencies, size: int) -> set[str]:
    """Japanese words with kana in them; those of Han alone would cut Chinese words apart."""
    words = [word for word in _by_share(shares) if UNSPACED.search(word) and not _HAN.fullmatch(word)]
    return set(words[:size])


def frequent(language: str, frequencies: Mapping[str, Frequencies], size: int | None = None) -> list[str]:
    """The words of a language that spaces them, most frequent first, all of them or some."""
    shares = {} if language == "ja" else frequencies.get(language, {})
    words = (word for word in _by_share(shares) if len(word) > 1 and word.isprintable() and _is_word(word))
    if language == "ar":
        words = (word for word in words if not _has_article(word, shares))
    return list(islice(words, size))


def _is_word(word: str) -> bool:
    return any(map(str.isalpha, word)) and not any(map(str.isdigit, word)) and not UNSPACED.search(word)


def _has_article(word: str, shares: Frequencies) -> bool:
    """True where the tokenizer can cut the article off and know what is left."""
    rests = (word.removeprefix(article) for article in _ARTICLES if word.startswith(article))
    return any(len(rest) > 2 and rest in shares for rest in rests)


def _by_share(shares: Frequencies) -> list[str]:
    return sorted(shares, key=lambda word: (-shares[word], word))


def _count(tokenizer: Tokenizer, texts: list[str]) -> Counter[str]:
    counts: Counter[int] = Counter()
    for start in range(0, len(texts), 2000):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + 2000], add_special_tokens=False):
            counts.update(encoding.ids)
    return Counter({str(tokenizer.id_to_token(number)): count for number, count in counts.items()})


def _shares(tokens: list[str], counts: Counter[str], frequencies: Mapping[str, Frequencies]) -> list[float]:
    """A token's share in the language that uses it most: what is common anywhere tells little."""
    total = max(1, counts.total())
    spaced = [shares for language, shares in frequencies.items() if language not in ("zh", "ja")]
    return [
        max(
            [shares.get(token, 0.0) for shares in spaced]
            + [counts[token] / total if UNSPACED.search(token) else 0.0]
        )
        for token in tokens
    ]
