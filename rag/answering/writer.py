"""ChatWriter: an answer written by a model from numbered passages. It does not check what it gets."""

from collections.abc import Sequence

from rag.answering.llm import ChatLLM
from rag.answering.prompt import language_of, messages
from rag.types import Draft, Evidence, Quotation

_MOST_PASSAGES = 8
_MOST_CHARACTERS = 8_000  # of all passages together: some 6,000 tokens of Chinese, 2,000 of English
_LONGEST_REPLY = 20_000  # characters: a model that runs on is checked no further


class ChatWriter:
    """Asks an LLM; its draft's passages are whole hits, best first, numbered as the model saw them."""

    def __init__(self, llm: ChatLLM) -> None:
        self._llm = llm

    def write(self, evidence: Evidence, history: Sequence[tuple[str, str]] = ()) -> Draft:
        """The model's reply, as it gave it but for line ends. Raises LLMError.

        `history` holds earlier questions and their answers, oldest first.
        """
        passages = _passages(evidence)
        question = evidence.question
        reply = self._llm.complete(messages(question, passages, language_of(question), history))
        text = reply.replace("\r\n", "\n").replace("\r", "\n")
        return Draft(text[:_LONGEST_REPLY], passages, self._llm.name, _cut(text))


def _cut(text: str) -> tuple[str, ...]:
    """The warning for a reply that is longer than an answer can be."""
    if len(text) <= _LONGEST_REPLY:
        return ()
    return (
        f"The model's reply has {len(text):,} characters; what follows the first {_LONGEST_REPLY:,} is cut.",
    )


def _passages(evidence: Evidence) -> tuple[Quotation, ...]:
    """The best hits, whole, as many as fit; the first always does."""
    chosen: list[Quotation] = []
    left = _MOST_CHARACTERS
    for hit in evidence.hits[:_MOST_PASSAGES]:
        left -= hit.end - hit.start
        if chosen and left < 0:
            break
        chosen.append(Quotation(hit, hit.start, hit.end, hit.evidence))
    return tuple(chosen)
