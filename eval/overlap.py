"""How much of one text another holds: quotations by character, answers as SQuAD counts them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

COVERED = 0.8  # of the gold sentence's characters
_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|\d+(?:[.,]\d+)*|[^\W\d_{_HAN}]+")


def coverage(texts: Sequence[str], quote: str) -> float:
    """The share of a quotation's characters that texts hold together, each in order, white space aside."""
    wanted = bare(quote)
    held = set().union(*(_held(bare(text), wanted) for text in texts))
    return len(held) / len(wanted) if wanted else 1.0


def _held(text: str, wanted: str) -> set[int]:
    """The places of `wanted` that stand in the text."""
    if wanted in text:
        return set(range(len(wanted)))
    blocks = SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks()
    return {place for block in blocks for place in range(block.b, block.b + block.size)}


def covers(text: str, quote: str) -> bool:
    """Whether a text holds at least 80% of a quotation."""
    return coverage([text], quote) >= COVERED


def bare(text: str) -> str:
    """The text without its white space."""
    return "".join(text.split())


def tokens(text: str) -> list[str]:
    """What answers are compared by: characters of Chinese, whole numbers, words of the rest.

    Width, case and punctuation do not count.

    >>> tokens("共 1,200 座Bridges。")
    ['共', '1200', '座', 'bridges']
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return [token.replace(",", "") if token[0].isdigit() else token for token in _TOKEN.findall(folded)]


def exact_match(given: str, answers: Sequence[str]) -> float:
    """1 if the answer is one of those wanted, token by token (SQuAD: Rajpurkar et al. 2016)."""
    return float(any(tokens(given) == tokens(answer) for answer in answers))


def f1(given: str, answers: Sequence[str]) -> float:
    """The best harmonic mean of precision and recall of the tokens against any wanted answer (SQuAD)."""
    return max((_f1(tokens(given), tokens(answer)) for answer in answers), default=0.0)


def _f1(given: list[str], wanted: list[str]) -> float:
    common = sum((Counter(given) & Counter(wanted)).values())
    return 2 * common / (len(given) + len(wanted)) if common else 0.0
