"""ModelWriter: an answer written by a model from numbered passages. It does not check what it gets."""

from collections.abc import Iterable, Iterator, Sequence

from rag.answering.llm import LLM
from rag.answering.neighbours import with_neighbours
from rag.answering.prompt import messages, once_more
from rag.answering.tokens import tokens
from rag.answers import Draft, Evidence, Quotation
from rag.errors import LLMError
from rag.languages import language_of

_MOST_PASSAGES = 8
_REPLY = 1_000  # tokens left free for it
_LEAST_REPLY = 200  # with one passage alone


class ModelWriter:
    """Asks an LLM; its draft's passages are hits and what stands beside them, numbered as it saw them.

    `window` is how many tokens the model reads and writes at once. With `retry`, a sentence that is not
    supported is asked for once more.
    """

    def __init__(self, llm: LLM, window: int = 8_192, retry: bool = False) -> None:
        self._llm, self._window, self._retry = llm, window, retry

    def write(self, evidence: Evidence) -> Draft:
        """The draft; its text comes while the model writes. Raises LLMError, here and while it is read."""
        language = language_of(evidence.question)
        passages = self._fitting(evidence)
        asked = messages(evidence.question, passages, language)

        def again(sentence: str, faults: Sequence[str]) -> str:
            more = once_more(sentence, faults, language)
            return "".join(self._llm.stream([*asked, *more])).strip()

        text = _plain(self._llm.stream(asked))
        return Draft(text, passages, self._llm.name, again=again if self._retry else None)

    def _fitting(self, evidence: Evidence) -> tuple[Quotation, ...]:
        """The best hits with their neighbours, as many as the window holds."""
        chosen: tuple[Quotation, ...] = ()
        for passage in with_neighbours(evidence.hits[:_MOST_PASSAGES]):
            more = (*chosen, passage)
            needed = tokens(messages(evidence.question, more, language_of(evidence.question)))
            if needed + (_REPLY if chosen else _LEAST_REPLY) > self._window:
                break
            chosen = more
        if not chosen:
            raise LLMError(
                f"A window of {self._window:,} tokens does not hold the question and a passage, which take"
                f" {needed:,}; ask a shorter question, or set llm_window to what the model reads."
            )
        return chosen


def _plain(portions: Iterable[str]) -> Iterator[str]:
    """The portions with line ends of one kind, and no white space after the last."""
    space = ""
    for portion in portions:
        text = space + portion
        said = text.rstrip()
        space = text[len(said) :]
        yield said.replace("\r\n", "\n").replace("\r", "\n")
