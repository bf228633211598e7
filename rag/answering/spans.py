"""Spans: the words of a sentence that answer who, when, where or how many.

Of the words that could answer, those are picked that stand nearest to what else the question says. What
is not much nearer than another is not picked: bold that is wrong is worse than none.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

from rag.answering.amounts import amounts
from rag.answering.folding import is_chinese
from rag.answering.showing import occasions, people, places
from rag.types import Span
from rag.wanted import LETTER, Interrogative, Wanted, wanted

_SOFT = 6.0  # how far away a word of the question counts for half
_MARGIN = 1.15  # how much nearer the words that answer have to be than others that could
# Of all that the question says, to be near to; people and places are told less surely.
_LEAST: dict[Interrogative, float] = {"how many": 0.1, "when": 0.1, "where": 0.2, "who": 0.2}
_APART = {
    **dict.fromkeys("，,、", 4.0),
    **dict.fromkeys("；;：。（）()—", 10.0),
}  # what parts words, in characters
_MARKER = re.compile(r"\[\d+\]")


def answer_span(question: str, sentence: str) -> Span | None:
    """Where in a sentence the answer to a question stands; None if it does not show, or asks otherwise.

    What stands in the question as well is no answer.
    """
    want = wanted(question)
    if want is None:
        return None
    sentence = _MARKER.sub(lambda found: " " * len(found[0]), "".join(map(_of_one_width, sentence)))
    shown = [span for span in _shown(want, sentence) if sentence[slice(*span)].strip() not in question]
    if is_chinese(question) != is_chinese(sentence):
        return shown[0] if len(shown) == 1 else None
    return _nearest(want, sentence, shown)


def _shown(want: Wanted, sentence: str) -> list[Span]:
    if want.kind == "when":
        return list(occasions(want, sentence))
    if want.kind == "where":
        return list(places(want, sentence))
    if want.kind == "who":
        return list(people(want, sentence))
    return list(amounts(want, sentence, [*occasions(None, sentence)]))


def _nearest(want: Wanted, sentence: str, shown: Sequence[Span]) -> Span | None:
    """The one that stands nearest to what the question says, if it does so plainly."""
    ways, lower = list(accumulate(map(_width, sentence), initial=0.0)), sentence.lower()
    near = dict.fromkeys(shown, 0.0)
    for word, weight in want.words.items():
        held = [found.span() for found in re.finditer(re.escape(word), lower)]
        for start, end in shown:
            before = [ways[start] - ways[told] for _, told in held if told <= start]
            after = [ways[asked] - ways[end] for asked, _ in held if asked >= end]
            if before or after:
                near[start, end] += weight / (1 + min(before + after) / _SOFT)
    ordered = sorted(near, key=lambda span: -near[span])
    if not ordered or near[ordered[0]] < _LEAST[want.kind] * sum(want.words.values()):
        return None
    plain = len(ordered) == 1 or near[ordered[0]] >= _MARGIN * near[ordered[1]]
    return ordered[0] if plain else None


def _width(character: str) -> float:
    return _APART.get(character, LETTER if character < "\u3400" else 1.0)


def _of_one_width(character: str) -> str:
    """A character in a form whose place stays where figures are read, which they are from NFKC."""
    form = unicodedata.normalize("NFKC", character)
    if len(form) > 1:
        return "°" if character == "℃" else " "
    return form if form.isalnum() else character
