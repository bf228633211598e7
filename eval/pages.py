"""How well pages are read, against pages whose articles are known: `python -m eval.pages DIR`.

DIR holds `clean/` and `ocr/` (the same pages transcribed and by machine), `gold/segments/` (their
articles) and `gold/questions.jsonl` (questions with the sentence that answers each). White space never
counts. Pages whose name begins with 0 to 7 may be tuned on; the others tell whether that was honest.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from eval.overlap import bare
from rag.reading import read_articles
from rag.reading.doubled import without_doubled
from rag.reading.lines import joined
from rag.types import Article, Page, ReadPage

_TUNED_ON = tuple("01234567")
_NARROW = 14  # characters to a line where a page is broken anew
_START, _START_OCR = 12, 20  # characters by which the beginning of an article is recognised
_ALIKE = 0.75
_SLIPS = 0.1  # of a quotation's length, that machine OCR may get wrong


@dataclass(frozen=True, slots=True)
class Gold:
    """A page's known articles and the sentences that answer its questions."""

    name: str
    text: str
    articles: list[dict[str, Any]]
    quotes: list[str]


@dataclass(slots=True)
class Tally:
    """Counts of one way of presenting the pages."""

    gold: int = 0
    found: int = 0
    right: int = 0
    headlines: list[bool] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of article starts."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0


def common_length(one: str, other: str) -> int:
    """The length of the longest common subsequence (Hyyrö's bit-parallel algorithm)."""
    places: dict[str, int] = {}
    for index, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << index
    full = (1 << len(one)) - 1
    row = full
    for character in other:
        matches = row & places.get(character, 0)
        row = ((row + matches) | (row - matches)) & full
    return len(one) - row.bit_count()


def distance(pattern: str, text: str, anywhere: bool = False) -> int:
    """The edit distance of two texts, or of `pattern` to the nearest stretch of `text` (Myers 1999)."""
    if not pattern:
        return 0 if anywhere else len(text)
    places: dict[str, int] = {}
    for index, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << index
    full, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    up, down, score = full, 0, len(pattern)
    best = score
    for character in text:
        matches = places.get(character, 0)
        diagonal = (((matches & up) + up) ^ up) | matches | down
        more, less = down | ~(diagonal | up) & full, up & diagonal
        score += bool(more & last) - bool(less & last)
        best = min(best, score)
        more, less = (more << 1 | (0 if anywhere else 1)) & full, less << 1 & full
        up, down = less | ~(diagonal | more) & full, more & diagonal
    return best if anywhere else score


def gold_pages(folder: Path) -> Iterator[Gold]:
    """The pages of which the articles are known, by name."""
    quotes: dict[str, list[str]] = {}
    with (folder / "gold" / "questions.jsonl").open(encoding="utf-8") as lines:
        for question in map(json.loads, lines):
            quotes.setdefault(question["page"], []).append(bare(question["quote"]))
    for path in sorted((folder / "gold" / "segments").glob("*.json")):
        segments = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "clean" / f"{path.stem}.md").read_text(encoding="utf-8")
        yield Gold(path.stem, text, segments["articles"], quotes.get(path.stem, []))


def broken_anew(text: str) -> str:
    """A page without its heading marks, every line broken after 14 characters."""
    lines = text.replace("#", "").split("\n")
    return "\n".join(line[at : at + _NARROW] for line in lines for at in range(0, max(len(line), 1), _NARROW))


def without_blank_lines_told(text: str) -> str:
    """The same with a blank line after every line, as page dumps have them: paragraphs are not told."""
    return "\n\n".join(line for line in broken_anew(text).split("\n") if line.strip())


def _begins(article: Article, gold: dict[str, Any], page: Gold) -> float:
    return float(bare(article.text).startswith(bare(_body(gold, page))[:_START]))


def _begins_alike(article: Article, gold: dict[str, Any], page: Gold) -> float:
    start = bare(_body(gold, page))[:_START_OCR]
    likeness = 1 - distance(start, bare(article.text)[: len(start)]) / len(start)
    return likeness if likeness >= _ALIKE else 0.0


def _body(gold: dict[str, Any], page: Gold) -> str:
    return page.text[gold["start_offset"] : gold["end_offset"]].replace("#", "")


def _counted_once(body: str) -> str:
    """A known body without what it prints twice, by the reader's own lights: `quotes` tells if it errs."""
    return without_doubled(joined(body, [(0, len(body))])).text


Likeness = Callable[[Article, dict[str, Any], Gold], float]


def pairs(articles: Sequence[Article], page: Gold, alike: Likeness) -> list[tuple[Article, dict[str, Any]]]:
    """Articles with the known ones that begin as they do, one to one, the likest first."""
    scored = [
        (likeness, -a, -g)
        for a, article in enumerate(articles)
        for g, gold in enumerate(page.articles)
        if (likeness := alike(article, gold, page))
    ]
    taken: dict[int, int] = {}
    for _, a, g in sorted(scored, reverse=True):
        if -a not in taken and -g not in taken.values():
            taken[-a] = -g
    return [(articles[a], page.articles[g]) for a, g in sorted(taken.items())]


def count(tally: Tally, page: Gold, read: ReadPage, exact: bool) -> None:
    """Add one page to a tally; `exact` where the page is the transcribed one."""
    found = pairs(read.articles, page, _begins if exact else _begins_alike)
    tally.gold += len(page.articles)
    tally.found += len(read.articles)
    tally.right += len(found)
    for article, gold in found:
        tally.headlines.append(bare(article.headline.text) == bare(gold["title"]))
        body = _counted_once(bare(_body(gold, page)))
        tally.kept.append(common_length(body, bare(article.text)) / len(body))
    texts = [bare(article.text) for article in read.articles]
    for quote in page.quotes:
        if exact:
            tally.quotes.append(any(quote in text for text in texts))
        else:
            nearest = min((distance(quote, text, anywhere=True) for text in texts), default=len(quote))
            tally.quotes.append(nearest <= _SLIPS * len(quote))


def mapping_errors(read: ReadPage) -> int:
    """Visible characters of articles that are not those of the raw text at their origin."""
    raw = read.page.raw
    return sum(
        not character.isspace() and (place < 0 or raw[place] != character)
        for article in read.articles
        for traced in (article.body, article.headline, article.kicker, article.subtitle, article.byline)
        for character, place in zip(traced.text, traced.origin, strict=True)
    )


def speed(texts: Sequence[str], seconds: float = 2.0) -> float:
    """Pages read in a second of one core's time, whatever else the machine does."""
    start, done = time.process_time(), 0
    while time.process_time() - start < seconds:
        read_articles(Page("page.md", texts[done % len(texts)], "markdown"))
        done += 1
    return done / (time.process_time() - start)


_WAYS: dict[str, tuple[str, Callable[[str], str], bool]] = {
    "clean": ("clean", str, True),
    "clean, no #, lines of 14": ("clean", broken_anew, True),
    "the same, all blank lines": ("clean", without_blank_lines_told, True),
    "ocr": ("ocr", str, False),
}


def main(folder: Path) -> None:
    """Print the measures of issue 4, the pages tuned on and the others apart."""
    print(f"{'':28}{'pages':8}{'start F1':>10}{'headline':>10}{'kept':>8}{'quotes':>8}")
    errors = 0
    for way, (source, change, exact) in _WAYS.items():
        tallies = {"0-7": Tally(), "8-f": Tally()}
        for page in gold_pages(folder):
            text = change((folder / source / f"{page.name}.md").read_text(encoding="utf-8"))
            name, format_ = ("page.md", "markdown") if change is str else ("page.txt", "text")
            read = read_articles(Page(name, text, format_))  # type: ignore[arg-type]
            errors += mapping_errors(read)
            count(tallies["0-7" if page.name.startswith(_TUNED_ON) else "8-f"], page, read, exact)
        for part, tally in tallies.items():
            print(
                f"{way:28}{part:8}{tally.f1:10.3f}{mean(tally.headlines):10.3f}"
                f"{mean(tally.kept):8.3f}{mean(tally.quotes):8.3f}"
            )
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "clean").glob("*.md"))]
    print(f"mapping errors {errors}, {speed(texts):.0f} pages a second")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
