"""Chinese names that a question writes in pinyin: `Tonglong` → the pairs of characters it may be.

The only file that imports pypinyin, and only for a question that holds such a name.
"""

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise, product

Readings = dict[str, tuple[frozenset[str], ...]]  # name → the pairs that each two of its syllables may be

_NAME = re.compile(r"\b[A-Z][a-zü]+(?:'[a-z]+)?\b")
_LONGEST = 6  # letters of a syllable: zhuang


def names(question: str) -> Readings:
    """The capitalised words that can be pinyin of two syllables or more.

    Each comes with a set of possible character pairs for every two neighbouring syllables.
    """
    found = {}
    for name in dict.fromkeys(_NAME.findall(question)):
        pairs = tuple(_pairs(*syllables) for syllables in pairwise(_syllables(name.lower())))
        if pairs:
            found[name] = pairs
    return found


def in_pinyin(name: str) -> str:
    """A Chinese name as it is written in English: 铜陵 → Tongling."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).capitalize()


def _syllables(word: str) -> list[str]:
    """The word cut into the fewest syllables, [] if that cannot be done."""
    table = _characters()
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        cuts = [
            [*before, word[start:end].strip("'")]
            for start in range(max(0, end - _LONGEST), end)
            if (before := best[start]) is not None and word[start:end].strip("'") in table
        ]
        best.append(min(cuts, key=len) if cuts else None)
    return best[-1] or []


def _pairs(first: str, second: str) -> frozenset[str]:
    table = _characters()
    return frozenset(a + b for a, b in product(table[first], table[second]))


@cache
def _characters() -> dict[str, frozenset[str]]:
    """The characters of everyday use under each of their toneless readings."""
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.pinyin_dict import pinyin_dict

    table = defaultdict(set)
    for codepoint, readings in pinyin_dict.items():
        character = chr(codepoint)
        if _is_common(character):
            for reading in readings.split(","):
                table[to_normal(reading, v_to_u=True)].add(character)
    return {reading: frozenset(characters) for reading, characters in table.items()}


def _is_common(character: str) -> bool:
    """Whether GB 2312 has it: some 6,800 characters."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
