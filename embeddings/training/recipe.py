"""Every number of the training, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Words taken into the vocabulary, most frequent first. The languages that are measured get the most.
_WORDS = {
    "en": 17000, "de": 10000, "es": 8300, "ar": 9000, "hi": 5700, "vi": 3200, "fr": 2500, "ja": 1600,
    "ko": 1900, "ru": 1600, "pt": 960, "it": 960, "id": 960, "tr": 960,
}  # fmt: skip

# Words that share rows, most frequent first: as many as 40 MB have room for.
_SHARERS = {
    "de": 10000, "es": 12000, "ar": 9000, "hi": 4500, "fr": 7000, "ru": 7000, "ko": 6000, "pt": 4500,
    "it": 4500, "tr": 3000, "id": 3000,
}  # fmt: skip

# Pairs of each source that one epoch sees; a source that is not named is seen whole.
_CAPS = {
    "zh": 60000, "ja": 40000, "fr": 20000, "de": 45000, "es": 45000, "pt": 10000, "ko": 15000,
    "dictionary": 120000, "around": 25000, "around, English left": 25000, "around, English right": 25000,
    "around, English": 25000,
}  # fmt: skip

# Small sources, seen several times an epoch.
_REPEATS = {"ar": 8, "hi": 8, "vi": 4, "ru": 3, "tr": 2, "th": 2, "id": 2}


@dataclass(frozen=True)
class Recipe:
    """The numbers that made `embeddings/model/`; a test makes a small one of its own."""

    seed: int = 0
    dim: int = 384
    words: Mapping[str, int] = field(default_factory=lambda: _WORDS)
    chinese_words: int = 26000
    spelling: float = 0.7  # length of a token's spelling vector beside its meaning vector of length 1
    rarity: float = 2e-4  # the frequency at which a token counts half
    teacher_sentences: int = 25000  # of each source and language, at most
    epochs: int = 3
    runs: int = 3  # whose mean the model is
    batch: int = 512
    rate: float = 7e-4
    sharpness: float = 20.0  # what cosines are multiplied by before the softmax
    teacher_weight: float = 2.0
    collage_share: float = 0.4  # of the translation batches, those that look for a sentence in a collage
    caps: Mapping[str, int] = field(default_factory=lambda: _CAPS)
    repeats: Mapping[str, int] = field(default_factory=lambda: _REPEATS)
    sharers: Mapping[str, int] = field(default_factory=lambda: _SHARERS)
