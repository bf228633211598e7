"""How well a line goes on with another: a model of which characters follow which, over the seam.

Weights: `seams.npz`, made by `python -m eval.fit_language` from Chinese news of 2022 to 2026.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.types import Span

SIZE = 4096  # characters of the alphabet; 0 stands for those that are not in it
WEIGHTS = Path(__file__).with_name("seams.npz")
PARTS = ("pairs", "second", "pair", "no_pair", "triples", "third", "triple", "no_triple")
_STEPS = 8  # of which a ratio is a multiple
_LOW, _HIGH = -4.0, 5.0  # nats: no seam speaks louder

_WHITE, _DIGITS, _LATIN = re.compile(r"\s+"), re.compile(r"\d"), re.compile(r"[a-z]")
_QUOTES = str.maketrans("“”「」『』‘’", '""""""\'\'')

_UNKNOWN = "\0"


def folded(text: str) -> str:
    """The text as its characters are counted: one width, one quotation mark, one digit, one letter."""
    text = unicodedata.normalize("NFKC", _WHITE.sub("", text)).lower().translate(_QUOTES)
    return _LATIN.sub("a", _DIGITS.sub("0", text))


class _Fold(dict[int, str]):
    """For `str.translate`: each character as the model knows it, `_UNKNOWN` where it does not."""

    def __init__(self, usual: str, variants: dict[str, str]) -> None:
        super().__init__({ord(character): character for character in usual})
        self.update({ord(one): other for one, other in variants.items()})
        self[ord(_UNKNOWN)] = _UNKNOWN

    def __missing__(self, code: int) -> str:
        self[code] = self.get(ord(folded(chr(code))[:1] or _UNKNOWN), _UNKNOWN)
        return self[code]


class Language:
    """Log ratios of how much likelier a character is after one or two others than without them."""

    def __init__(self, path: Path = WEIGHTS) -> None:
        with np.load(path) as parts:
            arrays: dict[str, NDArray[Any]] = {name: parts[name] for name in parts.files}
        usual, variants, plain = (str(part) for part in arrays["alphabet"])
        self._fold = _Fold(usual, dict(zip(variants, plain, strict=True)))
        first = [
            character for character, rows in _rows(_UNKNOWN + usual, arrays["pairs"]) for _ in range(rows)
        ]
        pairs = [one + usual[other - 1] for one, other in zip(first, arrays["second"].tolist(), strict=True)]
        self._pair = dict(zip(pairs, _ratios(arrays["pair"]), strict=True))
        self._no_pair = dict(zip(_UNKNOWN + usual, _ratios(arrays["no_pair"]), strict=False))
        contexts = [(pair, rows) for pair, rows in _rows(pairs, arrays["triples"]) if rows]
        third = iter(arrays["third"].tolist())
        triples = [pair + usual[next(third) - 1] for pair, rows in contexts for _ in range(rows)]
        self._triple = dict(zip(triples, _ratios(arrays["triple"]), strict=True))
        self._no_triple = dict(zip(pairs, _ratios(arrays["no_triple"]), strict=True))

    def fold(self, text: str) -> str:
        """The text as the model knows its characters, one for one."""
        return text.translate(self._fold)

    def seam(self, before: str, after: str) -> float:
        """How much likelier a line's first two characters are after another's last two than anywhere.

        In nats; both folded. 0 where the model does not know the characters.
        """
        across = before[-1:] + after[:1]
        if len(before) < 2 or len(after) < 2 or _UNKNOWN in across:
            return 0.0
        fit = self._pair.get(across)
        fit = self._no_pair[across[0]] if fit is None else fit
        fit += self._third(before, across[1]) + self._third(across, after[1])
        return min(max(fit, _LOW), _HIGH)

    def _third(self, context: str, follows: str) -> float:
        if follows == _UNKNOWN:
            return 0.0
        ratio = self._triple.get(context + follows)
        return self._no_triple.get(context, 0.0) if ratio is None else ratio


def _rows(names: Iterable[str], counts: NDArray[Any]) -> Iterable[tuple[str, int]]:
    return zip(names, counts.tolist(), strict=False)


def _ratios(kept: NDArray[Any]) -> list[float]:
    ratios: list[float] = (kept / _STEPS).tolist()
    return ratios


@cache
def language() -> Language:
    """The model, read when it is first needed."""
    return Language()


class Seams:
    """How well each line of a text goes on from others; lines are spans of it."""

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        self._model = language()
        self._starts = [self._model.fold(text[start : start + 2]) for start, _ in lines]
        self._ends = [self._model.fold(text[end - 2 : end]) for _, end in lines]

    def fit(self, before: int, after: int) -> float:
        """What speaks for line `after` going on from line `before`, in nats."""
        return self._model.seam(self._ends[before], self._starts[after])

    def mean(self, first: int, last: int, back: int) -> float:
        """How well lines `first` to `last` (half-open) go on from those so many lines before them."""
        lines = range(max(first, back), last)
        return sum(self.fit(line - back, line) for line in lines) / len(lines)
