"""Jump lines: `（上接第一版）`, `（下转4版）`, and which page they name."""

import re
from dataclasses import dataclass
from typing import Literal

from rag.reading.dates import page_number
from rag.types import Span

_OPEN, _CLOSE = r"[（(\[【〔［]", r"[）)\]】〕］]"
# 上接 and 下转 as OCR misreads them: one character wrong, the brackets and 版 right.
_JUMP = re.compile(
    rf"{_OPEN}\s*(?P<word>紧\s*接|上\s*[接楼按授揍]|土\s*接|下\s*[转轉传特]|卜\s*转|转)\s*(?:自|至|到)?\s*"
    rf"[第笫弟]?\s*(?P<page>[A-Za-z]?\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s*[版叛](?P<note>[^（）()\[\]\n]{{0,20}}?)\s*{_CLOSE}"
)


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump line: where it stands, which way it leads, and the page that it names."""

    span: Span
    way: Literal["from", "on"]
    page: str


def find_jumps(text: str) -> list[Jump]:
    """The jump lines in `text`, in order, on a line of their own or glued to other text.

    >>> [(jump.way, jump.page) for jump in find_jumps("（上接第一版）桥通车了。（下转4版）")]
    [('from', '1'), ('on', '4')]
    """
    return [
        Jump(match.span(), "from" if match["word"][0] in "上土紧" else "on", page_number(match["page"]))
        for match in _JUMP.finditer(text)
    ]
