"""How often words are used, a language at a time: the only file that imports wordfreq."""

from collections.abc import Callable, Iterable

from wordfreq import get_frequency_dict

Frequencies = dict[str, float]


def read_frequencies(languages: Iterable[str], fold: Callable[[str], str]) -> dict[str, Frequencies]:
    """For each language, each folded word's share of running text; spellings that fold alike add up."""
    found: dict[str, Frequencies] = {}
    for language in languages:
        shares: Frequencies = {}
        for word, share in get_frequency_dict(language, "best").items():
            folded = fold(word)
            shares[folded] = shares.get(folded, 0.0) + share
        found[language] = shares
    return found
