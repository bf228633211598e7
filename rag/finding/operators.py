"""What a question demands of an article: `"a phrase"` that it must hold, `-word` that it must not.

Only straight quotation marks demand. “…”, 「…」 and 《…》 are how a Chinese question writes a name, and
leave it a name. A mark or a hyphen within a word (`COVID-19`, `2010-12`), and a hyphen before a figure
(`-5度`), mean what they mean in prose; so does a quotation that is as long as a sentence.
"""

import re
from dataclasses import dataclass

from rag.indexing.terms import terms

LONGEST = 40  # characters of a phrase
_OPERATOR = re.compile(
    rf'(?<!\S)(?P<no>-?)"(?P<phrase>[^"\n]{{1,{LONGEST}}})"'
    r'|(?<!\S)-(?P<word>[^\W\d_][^\s"“”，。？！、；：,?!;:]*)'
)


@dataclass(frozen=True, slots=True)
class Demands:
    """A question without its operators, and what they say."""

    plain: str  # phrases stay in it, without their marks
    unquoted: str  # phrases are left out too
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.excluded)


def demands(question: str) -> Demands:
    """Read the operators of a question. One that demands only what must not be there demands nothing.

    >>> demands('"new harbour" berths -ferry').plain
    'new harbour berths'
    """
    found = [match for match in _OPERATOR.finditer(question) if terms(_words(match))]
    phrases = tuple(_words(match) for match in found if not _excludes(match))
    excluded = tuple(_words(match) for match in found if _excludes(match))
    plain = _replaced(question, [(match, "" if _excludes(match) else _words(match)) for match in found])
    if not found or not plain:
        return Demands(question, question)
    return Demands(plain, _replaced(question, [(match, "") for match in found]), phrases, excluded)


def _words(match: "re.Match[str]") -> str:
    return (match["phrase"] or match["word"]).strip()


def _excludes(match: "re.Match[str]") -> bool:
    return bool(match["no"] or match["word"])


def _replaced(question: str, found: "list[tuple[re.Match[str], str]]") -> str:
    for match, instead in reversed(found):
        question = question[: match.start()] + instead + question[match.end() :]
    return " ".join(question.split())
