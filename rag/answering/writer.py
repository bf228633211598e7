"""ModelWriter: an answer written by a model from numbered passages. It does not check what it gets."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from rag.answering.llm import LLM
from rag.answering.neighbours import with_neighbours
from rag.answering.prompt import Message, messages, once_more
from rag.answers import Draft, Evidence, Quotation
from rag.languages import language_of

_MOST_PASSAGES = 8
_REPLY = 1_000  # tokens left free for it


class ModelWriter:
    """Asks an LLM; its draft's passages are hits and what stands beside them, numbered as it saw them.

    `window` is how many tokens the model reads and writes at once. With `retry`, a sentence that is not
    supported is asked for once more.
    """

    def __init__(self, llm: LLM, window: int = 8_192, retry: bool = False) -> None:
        self._llm, self._window, self._retry = llm, window, retry

    def write(self, evidence: Evidence) -> Draft:
        """The draft; its text comes while the model writes. Reading it may raise LLMError."""
        language = language_of(evidence.question)
        passages = self._fitting(evidence)
        asked = messages(evidence.question, passages, language)

        def again(sentence: str, faults: Sequence[str]) -> str:
            more = once_more(sentence, faults, language)
            return "".join(self._llm.stream([*asked, *more])).strip()

        text = _plain(self._llm.stream(asked))
        return Draft(text, passages, self._llm.name, again=again if self._retry else None)

    def _fitting(self, evidence: Evidence) -> tuple[Quotation, ...]:
        """The best hits with their neighbours, as many as the window holds; the first is always there."""
        chosen: list[Quotation] = []
        for passage in with_neighbours(evidence.hits[:_MOST_PASSAGES]):
            more = (*chosen, passage)
            asked = messages(evidence.question, more, language_of(evidence.question))
            if chosen and tokens(asked) + _REPLY > self._window:
                break
            chosen = list(more)
        return tuple(chosen)


def _plain(portions: Iterable[str]) -> Iterator[str]:
    """The portions with line ends of one kind, and no white space after the last."""
    space = ""
    for portion in portions:
        text = space + portion
        said = text.rstrip()
        space = text[len(said) :]
        yield said.replace("\r\n", "\n").replace("\r", "\n")


def tokens(conversation: Sequence[Message]) -> int:
    """How many tokens these are at most, for any common model: none needs more for a text of this length.

    A Chinese character is one token or two of a byte-pair vocabulary, and English has three letters to
    one at the least.
    """
    text = "".join(message["content"] for message in conversation)
    ascii_ = sum(character.isascii() for character in text)
    return ceil(ascii_ / 2.5 + 1.5 * (len(text) - ascii_)) + 8 * len(conversation)
