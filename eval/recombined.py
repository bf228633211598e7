"""Articles of a corpus's sentences, recombined: as many as are wanted, no two of them near-duplicates.

Sentences of all articles are shuffled and dealt out, so an article has eight of them, from eight articles
as a rule; when they are used up they are shuffled anew. Two articles that share three of eight are rare.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from rag.errors import UsageError
from rag.reading import read_pages
from rag.sentences import sentence_spans
from rag.types import Page

SENTENCES = 8  # of an article: about two passages
_SHORTEST = 12  # characters of a sentence


def sentences(corpus: Path) -> list[str]:
    """Every sentence of a file once, in its order; very short ones left out."""
    found: dict[str, None] = {}
    for page in read_pages(corpus, corpus.name):
        if isinstance(page, Page):
            for start, end in sentence_spans(page.raw):
                if end - start >= _SHORTEST:
                    found[page.raw[start:end]] = None
    return list(found)


def recombined(pool: list[str], seed: int = 1) -> Iterator[str]:
    """Texts without end, the same for the same seed. Raises UsageError where there are too few sentences."""
    if len(pool) < SENTENCES:
        raise UsageError(f"{len(pool)} sentences are too few to recombine; name a larger corpus")
    chance = random.Random(seed)
    order = list(range(len(pool)))
    while True:
        chance.shuffle(order)
        for start in range(0, len(order) - SENTENCES + 1, SENTENCES):
            yield "".join(pool[place] for place in order[start : start + SENTENCES])
