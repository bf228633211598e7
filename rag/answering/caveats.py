"""Caveats: what a reader should know of an answer's citations before trusting them."""

from collections.abc import Iterator, Sequence

from rag.answering.notes import listed, note
from rag.answers import Citation
from rag.languages import Language


def caveats(citations: Sequence[Citation], language: Language) -> Iterator[str]:
    """A sentence for the quotations from passages whose columns were read across, if there are any."""
    for mended, name in ((False, "out of order"), (True, "put back")):
        markers = [
            f"[{citation.marker}]"
            for citation in citations
            if any(passage.mended == mended for passage in citation.garbled)
        ]
        if markers:
            yield note(name, language, markers=listed(markers, language))
