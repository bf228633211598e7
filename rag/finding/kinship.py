"""Words of the archive that are akin to a question's word in the Latin alphabet, by how they are written.

`Traoré` for `traore`, `Gesundheitsamt` for `Gesundheit`, and `Hurrikan` with `Warnung` for
`Hurrikanwarnungen`, which the archive does not hold. It needs no dictionary of a language: the archive's
own list of words says which there are.
"""

import unicodedata
from collections.abc import Iterator, Mapping

from rag.finding.forms import Forms, held
from rag.finding.inflections import inflects, stems
from rag.indexing.words import Words
from rag.indexing.words_leg import WordsLeg

_ACCENTED = 0.9  # what the same letters with other accents count for
_LONGER = 0.5  # what a word that begins alike counts for
_PART = 0.5  # what one part of a compound counts for
_PARTS = 0.8  # and two of them together
_SHORTEST = 5  # letters that words begin with in common
_SHORTEST_PART = 4
_MOST = 10  # words that begin alike, the shortest ones
_MOST_PARTS = 3
_ENDS_WITHIN = 3  # letters by which a part may be longer than its stem
_LINKS = ("s", "es", "n", "en")  # between the parts of a compound
_ACCENTS = {"a": "áàâäã", "e": "éèêë", "i": "íìîï", "o": "óòôöõ", "u": "úùûü", "n": "ñ", "c": "ç"}


def kin(asked: Mapping[str, Forms], idf: Mapping[str, float], words: Words | WordsLeg) -> dict[str, Forms]:
    """More forms for the terms of a question; `idf` is that of the forms which they have already.

    A term that is no form of itself is not to be found, as when evidence is fitted: it has no kin either.
    """
    return {
        term: _kin(term, standing, idf, words)
        for term, standing in asked.items()
        if inflects(term) and (term,) in standing
    }


def accented(word: str) -> Iterator[str]:
    """The word without its accents, and with one on each of its letters in turn.

    >>> "traoré" in set(accented("traore"))
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if plain != word:
        yield plain
    for at, letter in enumerate(plain):
        yield from (plain[:at] + other + plain[at + 1 :] for other in _ACCENTS.get(letter, ""))


def _kin(term: str, standing: Forms, idf: Mapping[str, float], words: Words | WordsLeg) -> Forms:
    stem = min((stem for stem in stems(term) if len(stem) >= _SHORTEST), key=len, default="")
    longer = [word for word in words.beginning(stem) if (word,) not in standing] if stem else []
    longer.sort(key=lambda word: (len(word), word))
    found: Forms = {(word,): _LONGER for word in longer[:_MOST]}
    if not idf[term]:
        found |= {(other,): _ACCENTED for other in accented(term)}
    if not longer and not held(standing, idf):
        found |= _parts(term, words)
    return found


def _parts(term: str, words: Words | WordsLeg) -> Forms:
    """The parts of a compound that the archive holds, where it is cut so that both are, or else one."""
    cuts = [
        (_first_parts(term[:at], words), _last_parts(term[at:], words))
        for at in range(_SHORTEST_PART, len(term) - _SHORTEST_PART + 1)
    ]
    first, last = max(reversed(cuts), key=lambda cut: bool(cut[0]) + bool(cut[1]), default=([], []))
    found: Forms = {(part,): _PART for part in (*first, *last)}
    found.update({(one, other): _PARTS for one in first for other in last if one != other})
    return found


def _first_parts(text: str, words: Words | WordsLeg) -> list[str]:
    without = [text.removesuffix(link) for link in _LINKS]
    likely = [part for part in (text, *without, text + "e") if len(part) >= _SHORTEST_PART]
    return [part for part, rarity in words.idf(likely).items() if rarity][:_MOST_PARTS]


def _last_parts(text: str, words: Words | WordsLeg) -> list[str]:
    stem = min(stems(text), key=len)
    return [word for word in words.beginning(stem) if len(word) <= len(stem) + _ENDS_WITHIN][:_MOST_PARTS]
