"""The nouns of an evaluation: a set of questions, and the documents that answer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from eval.split import Half, half
from rag.indexing.terms import fold


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of its answer. It is answerable unless the set says otherwise.

    `relevant` holds the documents that answer it, with their relevance: a record's id, or a page's path
    without its ending. `quote` is the sentence that answers, `answers` the words that do, kept only if
    they stand in the quotation (or, where none is known, in a relevant document). `page` is the page that
    it was asked of.
    """

    id: str
    text: str
    lang: str = "zh"
    relevant: Mapping[str, int] = field(default_factory=dict)
    quote: str = ""
    answers: tuple[str, ...] = ()
    answerable: bool = True
    page: str = ""
    taken_away: bool = False  # asked with its page not there

    @property
    def half(self) -> Half:
        """The half of the set that it belongs to: pages keep their questions together."""
        return half(self.page or self.id)

    def without_its_page(self) -> "Question":
        """The same question, asked with its page taken away: nothing answers it then."""
        return replace(self, id=f"{self.id}~away", relevant={}, answerable=False, taken_away=True)


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Questions, and what they are asked of: documents, a folder of pages, or an archive that is there."""

    name: str
    questions: tuple[Question, ...]
    documents: Sequence[Mapping[str, str]] = ()  # articles in the project's own input form
    pages: Path | None = None

    def only(self, chosen: Half) -> "EvalSet":
        """The same set with the questions of one half."""
        return replace(self, questions=tuple(q for q in self.questions if q.half == chosen))

    def simplified(self) -> "EvalSet":
        """The same set, asked in Simplified characters (and in lower case, as search folds them)."""
        questions = tuple(replace(question, text=fold(question.text)) for question in self.questions)
        return replace(self, name=f"{self.name} (simplified)", questions=questions)
