"""Article text → the spans of its chunks. The only file that imports langchain."""

import re
from functools import cache
from typing import TYPE_CHECKING

from rag.types import Article, Chunk

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK_SIZE = 400  # characters
ALPHABETIC_CHUNK_SIZE = 1000  # a Latin, Cyrillic or Arabic character says about a third as much
CHUNKING = f"sentences-{CHUNK_SIZE}-{ALPHABETIC_CHUNK_SIZE}"  # the archive remembers what cut it

# From the coarsest cut to the finest; each stays at the end of what it closes.
_CUTS = (r"\n+", r"[。！？!?；…]+[”’」』）)】》\"]*|\.[”’\"]?\s+", r"[，、,;：:]+\s*", r"\s+", "")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_LETTER = re.compile(r"[^\W\d_]")  # of any script, the unspaced ones included


def split(article: Article) -> list[Chunk]:
    """Cut an article into chunks of at most 400 characters (1,000 in alphabetic scripts).

    The chunks are consecutive, never cross the seam between two parts, and together are the whole
    text: nothing is lost, nothing overlaps. Chunks of white space alone are left out.
    """
    chunks = []
    for part in article.parts:
        start = part.start
        for piece in split_text(article.text[part.start : part.end]):
            if piece.strip():
                chunks.append(Chunk(article.id, start, start + len(piece)))
            start += len(piece)
    return chunks


def split_text(text: str) -> list[str]:
    """Cut a text at sentence ends where that is possible; the pieces joined are the text."""
    size = ALPHABETIC_CHUNK_SIZE if _is_alphabetic(text) else CHUNK_SIZE
    return [text] if len(text) <= size else _splitter(size).split_text(text)


def _is_alphabetic(text: str) -> bool:
    """Whether the text is written for the most part in a script that puts spaces between words."""
    unspaced = len(text) - len(_UNSPACED.sub("", text))
    return len(text) > 4 * unspaced and len(_LETTER.findall(text)) > 4 * unspaced


@cache
def _splitter(size: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    # Offsets are summed from the pieces: `add_start_index` may point at an earlier identical passage.
    return RecursiveCharacterTextSplitter(
        separators=list(_CUTS),
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=size,
        chunk_overlap=0,
    )
