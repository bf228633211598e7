"""Questions in other languages than Chinese and English: what their words mean in English.

`foreign.tsv` is a glossary of these languages; after each word come the languages that have it, each with
its translations into English. `python -m eval.fit_foreign` writes it. From English the lexicon leads on
to Chinese, so such a question is looked for in pages of either.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rag.finding.glossary import Weighed, beside, line, weighed
from rag.finding.lexicon import pairs_on, translations
from rag.indexing.terms import cut

LANGUAGES = ("de", "es", "fr", "it", "pt", "id", "tr", "vi", "ru", "ar", "hi", "ja", "ko", "th")
LONGEST = {"ja": 8, "th": 12, "ko": 8}  # characters of a word, where not every word has a space after it
LONGEST_SPACED = 4  # words of a phrase in the others
_BEGINNING, _ENDING = 4, 3  # letters that forms of a word have in common at least; at most the others
_PREFIXES, _ROOT = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك"), 3  # letters at least
_REACH = 12  # lines of the glossary, on either side, in which another form is looked for
_SCRIPTS = {
    "ja": "[\u3040-\u30ff]",
    "ko": "[\uac00-\ud7af]",
    "th": "[\u0e00-\u0e7f]",
    "ru": "[\u0400-\u04ff]",
    "ar": "[\u0600-\u06ff]",
    "hi": "[\u0900-\u097f]",
}
_SURELY = 2  # letters of a script: a single の stands in Chinese names of shops
_HAN = re.compile("[\u3400-\u9fff]")
_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0e31-\u0e4e"  # that stand on letters
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+")


@dataclass(frozen=True, slots=True)
class Meant:
    """A word of a question in another language, and what it means."""

    word: str
    terms: tuple[tuple[str, float], ...]  # that it stands in, with the share that it has of each
    english: Weighed  # its translations, {} if they are not known

    @property
    def likeliest(self) -> str:
        """Its likeliest translation, or the word itself where none is known."""
        return max(self.english, key=self.english.__getitem__, default=self.word)


def read_foreign(folded: str) -> list[Meant]:
    """The words of a folded question in order, with what they mean; [] if it is in Chinese or English.

    >>> [meant.likeliest for meant in read_foreign("wann wurde die brücke gebaut?")]
    ['when', 'was', 'the', 'bridge', 'built']
    """
    language = language_of(folded)
    return list(_read(folded, language)) if language else []


def _read(folded: str, language: str) -> Iterator[Meant]:
    for run in _WORD.findall(folded) if language in LONGEST else [folded]:
        start = 0
        for word in words_of(run, language, lambda word: language in _entry(word)):
            end = start + len(word)
            terms = pairs_on(run, start, end) if language in LONGEST else ((term, 1.0) for term in cut(word))
            yield Meant(word, tuple(terms), _meaning(word, language))
            start = end


@lru_cache(maxsize=256)
def language_of(folded: str) -> str:
    """The language of a folded question as two letters, "" for Chinese, English, or one that we do not know.

    >>> language_of("how long is the bridge?"), language_of("¿cuánto mide el puente?")
    ('', 'es')
    """
    for language, letters in _SCRIPTS.items():
        if len(re.findall(letters, folded)) >= _SURELY:
            return language
    if _HAN.search(folded):
        return ""
    words = _WORD.findall(folded)
    english = sum(bool(translations(word)) for word in words)
    if english == len(words):
        return ""
    known = Counter(language for word in words for language in _entry(word) if language not in _SCRIPTS)
    best = max(LANGUAGES, key=lambda language: known[language])
    return best if known[best] > english else ""


def words_of(folded: str, language: str, known: Callable[[str], bool]) -> Iterator[str]:
    """A folded text in its words: each time the longest phrase that is known, or a word, or a character."""
    if language in LONGEST:
        for run in _WORD.findall(folded):
            yield from _longest(run, LONGEST[language], known)
        return
    words = _WORD.findall(folded)
    while words:
        lengths = range(min(len(words), LONGEST_SPACED), 1, -1)
        length = next((n for n in lengths if known(" ".join(words[:n]))), 1)
        yield " ".join(words[:length])
        words = words[length:]


def _longest(run: str, longest: int, known: Callable[[str], bool]) -> list[str]:
    """Cut from the right: a particle is short, and what it would make with the next word is often a word."""
    words: list[str] = []
    end = len(run)
    while end:
        starts = range(max(0, end - longest), end - 1)
        start = next((start for start in starts if known(run[start:end])), end - 1)
        words.append(run[start:end])
        end = start
    return words[::-1]


@lru_cache(maxsize=1024)
def _meaning(word: str, language: str) -> Weighed:
    """What a word means in a language; one that it does not have may be a form of another that begins so."""
    for form in (word, *_without_prefix(word, language)):
        if language in _entry(form) or language in LONGEST:
            return _entry(form).get(language, {})
    begins = {
        _in_common(word, other): entry[language]
        for other, *fields in beside("foreign.tsv", word, _REACH)
        if language in (entry := _parted(fields)) and abs(len(other) - len(word)) <= _ENDING
    }
    longest = max(begins, default=0)
    return begins[longest] if longest >= max(_BEGINNING, len(word) - _ENDING) else {}


def _without_prefix(word: str, language: str) -> Iterator[str]:
    """An Arabic word without the article and the short words that are written as one with it."""
    if language == "ar":
        prefixes = (prefix for prefix in _PREFIXES if word.startswith(prefix))
        yield from (rest for prefix in prefixes if len(rest := word.removeprefix(prefix)) >= _ROOT)


def _in_common(word: str, other: str) -> int:
    """How many letters they begin with alike."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(word, other, strict=False)))


@lru_cache(maxsize=1024)
def _entry(word: str) -> dict[str, Weighed]:
    """What a word means in each language that has it."""
    return _parted(line("foreign.tsv", word))


def _parted(fields: list[str]) -> dict[str, Weighed]:
    found = {}
    while fields:
        language, *rest = fields
        english = list(takewhile(lambda field: field[-1].isdecimal(), rest))
        found[language], fields = weighed(english), rest[len(english) :]
    return found
