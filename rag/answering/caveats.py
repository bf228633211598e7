"""Caveats: what a reader should know of an answer's citations before trusting them."""

from collections.abc import Iterator, Sequence

from rag.types import Citation


def caveats(citations: Sequence[Citation]) -> Iterator[str]:
    """A sentence for the quotations from passages whose columns were read across, if there are any."""
    for mended, what in (
        (False, "its lines may be out of order"),
        (True, "its lines were put back in order"),
    ):
        markers = [
            f"[{citation.marker}]"
            for citation in citations
            if any(passage.mended == mended for passage in citation.garbled)
        ]
        if markers:
            yield f"In the source of {', '.join(markers)} neighbouring columns were read across: {what}."
