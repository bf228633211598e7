"""Whether a text holds what kind of answer a question asks for: a number, or a time."""

import re

from rag.figures import read_figures
from rag.finding.query import Query

_TIME = re.compile(
    r"(?:\d|[〇零一二三四五六七八九十]+)+\s*[年月日时点]|\b(?:1[5-9]|20)\d\d\b|[今昨明前去][天日晚年]"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b"
)


class Kind:
    """The kind of answer that one question asks for."""

    def __init__(self, query: Query) -> None:
        self._kind, self._terms = query.asking.kind, query.terms
        self._known = {figure.value for figure in read_figures(query.text)}

    def shown(self, text: str) -> float:
        """1 where a text holds one that the question does not say itself, else -1; 0 if none is asked for."""
        if self._kind == "number":
            figures = read_figures(text)
            return _sign(any(not figure.weak and figure.value not in self._known for figure in figures))
        if self._kind == "time":
            times = (found[0] for found in _TIME.finditer(text))
            return _sign(any(re.sub(r"\D", "", time) not in self._terms for time in times))
        return 0.0


def _sign(shown: bool) -> float:
    return 1.0 if shown else -1.0
