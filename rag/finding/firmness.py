"""How firmly two characters of a question belong together: those of one word more than those of two.

The index knows Chinese by pairs of characters. In 大桥的长度 the pairs 大桥 and 长度 are what is asked for;
桥的 and 的长 say little, yet they may be rarer.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from rag.finding.lexicon import longest_words

HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
PARTICLES = frozenset("的了在是和与或于被由其之将对从到中上下个为以及也都这那而并等该此吗呢吧")
_ACROSS = 0.65  # what a pair counts for that lies across the border of two words
_WITH_PARTICLE = 0.5


def firmness(text: str) -> dict[str, float]:
    """What each pair of characters in a folded question counts for, beside one inside a word; from 0.5 to 1.

    >>> firmness("大桥的长度")
    {'大桥': 1.0, '桥的': 0.5, '的长': 0.5, '长度': 1.0}
    """
    found: dict[str, float] = {}
    for match in HAN_RUN.finditer(text):
        run = match[0]
        words = [(number, word) for number, word in enumerate(longest_words(run)) for _ in word]
        for at, (one, other) in enumerate(pairwise(words)):
            pair = run[at : at + 2]
            found[pair] = max(_of_two(one, other), found.get(pair, 0.0))
    return found


def firm_weights(
    weights: Mapping[str, float], firm: Mapping[str, float], idf: Mapping[str, float]
) -> dict[str, float]:
    """The weights of a question's terms, a loose pair's less, in an archive that holds any of its pairs.

    In one of another language a pair only stands for the translations of the words that it touches.
    """
    if not any(idf.get(pair) for pair in firm):
        return dict(weights)
    return {term: weight * firm.get(term, 1.0) for term, weight in weights.items()}


def _of_two(one: tuple[int, str], other: tuple[int, str]) -> float:
    if one[0] == other[0]:
        return 1.0
    if not PARTICLES.isdisjoint((one[1], other[1])):
        return _WITH_PARTICLE
    alone = len(one[1]) == len(other[1]) == 1  # no word is known here: it may be a name
    return 1.0 if alone else _ACROSS
