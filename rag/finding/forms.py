"""The forms in which a text may hold what a question asks for: its own words, their inflections and
what OCR makes of them, numbers in figures and in words, names in Chinese characters for names in pinyin,
and translations.

So a question in one language is looked for in pages in another as a structured query: any form of a term
will do, the likelier the better (after Pirkola, 1998; Darwish and Oard, 2003).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import exp, log

from rag.finding.firmness import HAN_RUN, PARTICLES
from rag.finding.foreign import Meant
from rag.finding.inflections import inflections, stems
from rag.finding.lexicon import LONGEST_PHRASE, longest_words, pairs_on, translations
from rag.finding.numerals import other_numerals
from rag.finding.romanised import Readings
from rag.indexing.terms import cut
from rag.lookalikes import misread

Form = tuple[str, ...]  # terms that stand together
Forms = dict[Form, float]  # with weights up to 1, that of the term itself

_FEWEST = 1_000  # chunks that tell rare terms from common ones
_COMMONEST = 0.1  # the idf of a term whose forms stand in every chunk
_INFLECTED = 0.7  # what an inflection of a word counts for
_MISREAD = 0.3  # what a term counts for that may be this one, misread by OCR


def forms(
    text: str, wanted: Sequence[str], names: Readings, stopwords: frozenset[str], meant: Sequence[Meant] = ()
) -> dict[str, Forms]:
    """The forms of each wanted term of a folded question; `names` are its words that may be pinyin, and
    `meant` its words with what they mean in English, if it is in another language than English and Chinese.
    """
    found: dict[str, Forms] = {term: {(term,): 1.0} for term in wanted}
    for term in wanted:
        found[term] |= {(other,): _INFLECTED for other in inflections(term)}
        found[term] |= {(other,): _MISREAD for other in misread(term)}
    translated = _of_foreign(meant) if meant else (*_of_english(text), *_of_chinese(text))
    for term, other, weight in (*translated, *_of_numbers(text)):
        form = tuple(word for word in cut(other) if word not in stopwords)
        if term in found and form:
            found[term][form] = max(weight, found[term].get(form, 0.0))
    for name, readings in names.items():
        if name in found:
            found[name] |= {(pair,): 1.0 for pairs in readings for pair in sorted(pairs)}
    return found


def all_terms(forms: Mapping[str, Forms]) -> Iterator[str]:
    """Every term of every form."""
    return chain.from_iterable(chain.from_iterable(forms.values()))


def held(forms: Forms, idf: Mapping[str, float]) -> list[tuple[Form, float]]:
    """The forms whose terms the archive holds, by an idf that is 0 for a term that it does not."""
    return [(form, weight) for form, weight in forms.items() if all(idf[term] for term in form)]


def rarity(forms: Mapping[str, Forms], idf: Mapping[str, float], chunks: int) -> dict[str, float]:
    """How rare each term is in an archive of so many chunks: the idf of a term that stands in several forms,
    as if the chunks with a form were counted with its weight. One that no chunk holds is rarest.

    In a small archive they are counted as if there were more chunks, which hold none of them: in one of a
    single article every term that is held stands in every chunk, and would say next to nothing.
    """
    counted_as = max(chunks, _FEWEST)
    more = log(counted_as / max(1, chunks))
    rarest = log(2 * counted_as + 2)  # BM25's idf of a term with no chunk

    def of(standing: Forms) -> float:
        counted = sum(weight * exp(-max(idf[term] for term in form)) for form, weight in held(standing, idf))
        return max(_COMMONEST, more - log(counted)) if counted else rarest

    return {term: of(standing) for term, standing in forms.items()}


class Coverage:
    """Tells the share of a question that some terms hold: of its terms by weight, in any of their forms."""

    def __init__(self, forms: Mapping[str, Forms], weights: Mapping[str, float]) -> None:
        self._weights, self._all = weights, sum(weights.values()) or 1.0
        self._beginning: dict[str, list[tuple[Form, str, float]]] = defaultdict(
            list
        )  # by a form's first term
        for asked, standing in forms.items():
            for form, weight in standing.items():
                self._beginning[form[0]].append((form, asked, weight))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def of(self, held: set[str]) -> float:
        """From 0 to 1; a form that is only likely counts by its weight."""
        found: dict[str, float] = {}
        for first in self._beginning.keys() & held:
            for form, asked, weight in self._beginning[first]:
                if weight > found.get(asked, 0.0) and held.issuperset(form):
                    found[asked] = weight
        return sum(self._weights[asked] * weight for asked, weight in found.items()) / self._all


def _of_english(text: str) -> Iterator[tuple[str, str, float]]:
    """Each word with its translations, and with those of the phrases in which it stands."""
    words = re.findall(r"[^\W_\u3400-\u9fff]+", text)
    for word in words:
        for other, weight in _first(chain(stems(word), inflections(word))).items():
            yield word, other, weight
    for length in range(2, LONGEST_PHRASE + 1):
        for start in range(len(words) - length + 1):
            phrase = words[start : start + length]
            for other, weight in _first((" ".join(phrase), " ".join(phrase).removesuffix("s"))).items():
                yield from ((word, other, weight) for word in phrase)


def _of_chinese(text: str) -> Iterator[tuple[str, str, float]]:
    """Each pair of characters with the translations of the words that it belongs to."""
    for match in HAN_RUN.finditer(text):
        run, start = match[0], 0
        for word in longest_words(run):
            end = start + len(word)
            if word not in PARTICLES:
                for pair, share in pairs_on(run, start, end):
                    yield from ((pair, other, weight * share) for other, weight in translations(word).items())
            start = end


def _of_foreign(meant: Sequence[Meant]) -> Iterator[tuple[str, str, float]]:
    """Each term of each word with the word's translations into English, and by way of these into Chinese."""
    for word in meant:
        for told, weight in word.english.items():
            others = {told: 1.0} | translations(told)
            for term, share in word.terms:
                yield from ((term, other, weight * share * also) for other, also in others.items())


def _of_numbers(text: str) -> Iterator[tuple[str, str, float]]:
    """Each term of a number with the other ways of writing that number, which say the same."""
    return ((term, other, 1.0) for term, other in other_numerals(text))


def _first(words: Iterable[str]) -> dict[str, float]:
    """The translations of the first of these words that has any."""
    return next((found for word in words if (found := translations(word))), {})
