"""Other forms of a word in the Latin alphabet: `harbours` for `harbour`, `gebauten` for `gebaut`.

The index holds words as they stand; a question asks for their likely inflections as well. That is light
stemming at question time: nothing is indexed by a stem, so an exact word still counts for more.
"""

from collections.abc import Iterator

ENDINGS = (  # of English, German and Spanish nouns, verbs and adjectives, the usual ones
    *("s", "es", "'s", "d", "ed", "ing", "ly", "al", "ion", "ions"),
    *("e", "en", "em", "er", "ern", "n", "ung", "ungen", "in"),
    *("a", "o", "as", "os"),
)
_SHORTEST = 4  # letters of a stem
_LAST_LATIN = "\u024f"


def inflections(word: str) -> Iterator[str]:
    """The words that have a stem in common with this folded one, whether they exist or not.

    >>> "bridges" in set(inflections("bridge"))
    True
    """
    if inflects(word):
        for stem in dict.fromkeys(stems(word)):
            yield from (stem + ending for ending in ("", *ENDINGS) if stem + ending != word)


def inflects(word: str) -> bool:
    """Whether a word is in the Latin alphabet, and long enough to have other forms."""
    return word.isalpha() and word[0] <= _LAST_LATIN and len(word) >= _SHORTEST


def stems(word: str) -> Iterator[str]:
    """The word, and what is left of it without an ending."""
    yield word
    if word.endswith("ies"):
        yield word.removesuffix("ies") + "y"
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word.removesuffix(ending)
