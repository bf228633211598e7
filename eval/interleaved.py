"""How well columns read across are told: `python -m eval.interleaved PAGES CORPUS.jsonl.gz...`.

Prose of the known articles of PAGES and of the corpora's documents that `eval.fit_language` leaves for
measuring is broken into lines of 8 to 30 characters, one in a hundred of them misread, and set in one
column, or in two or three that are read across line by line: each line on a line of its own, or those
of one row on one line, with or without a space between them.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest
from pathlib import Path
from statistics import mean
from typing import Annotated

import typer

from eval.fit_language import documents
from eval.overlap import bare
from eval.pages import common_length, gold_pages
from rag.reading import read_articles
from rag.types import Page

SEED = 4
SHORTEST, LONGEST = 400, 1500  # characters of a passage
WIDTHS = (8, 30)
MISREAD = 0.01
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one passage: told as read across, all of it put in order, how much of it is right."""

    told: bool
    mended: bool
    moved: bool  # characters stand in another order than in the file
    right: float  # longest common subsequence with the passage, over its length


def misread(text: str, chance: random.Random) -> str:
    """The text with some characters taken for others of it."""
    return "".join(chance.choice(text) if chance.random() < MISREAD else character for character in text)


def rows(text: str, width: int, columns: int) -> Rows:
    """Lines of this width set in columns of one height, by row."""
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    height = -(-len(lines) // columns)
    cut = [lines[at : at + height] for at in range(0, len(lines), height)]
    return [[line for line in row if line] for row in zip_longest(*cut, fillvalue="")]


LAYOUTS: dict[str, tuple[int, Callable[[Rows], str]]] = {
    "one column": (1, lambda rows: "\n".join(row[0] for row in rows)),
    "two columns": (2, lambda rows: "\n".join("\n".join(row) for row in rows)),
    "three columns": (3, lambda rows: "\n".join("\n".join(row) for row in rows)),
    "two, a row a line": (2, lambda rows: "\n".join(" ".join(row) for row in rows)),
    "three, a row a line": (3, lambda rows: "\n".join(" ".join(row) for row in rows)),
    "two, glued": (2, lambda rows: "\n".join("".join(row) for row in rows)),
}


def outcome(passage: str, raw: str) -> Outcome:
    """Read a page of one passage."""
    articles = read_articles(Page("page.txt", raw, "text")).articles
    garbled = [found for article in articles for found in article.garbled]
    places = [place for article in articles for place in article.body.origin if place >= 0]
    text = bare("".join(article.text for article in articles))
    return Outcome(
        told=bool(garbled),
        mended=bool(garbled) and all(found.mended for found in garbled),
        moved=any(place < before for before, place in pairwise(places)),
        right=common_length(passage, text) / len(passage),
    )


def passages(pages: Path, corpora: Sequence[Path], most: int) -> Iterator[tuple[str, list[str]]]:
    """Clean prose without white space, by where it comes from."""
    bodies = [
        bare(page.text[gold["start_offset"] : gold["end_offset"]].replace("#", ""))
        for page in gold_pages(pages)
        for gold in page.articles
    ]
    yield "pages", [body[:LONGEST] for body in bodies if len(body) >= SHORTEST]
    texts = (bare(text)[:LONGEST] for text in documents(corpora, held_out=True))
    yield "corpora", list(islice((text for text in texts if len(text) >= SHORTEST), most))


def main(
    pages: Annotated[Path, typer.Argument(help="The folder with clean/ and gold/")],
    corpora: Annotated[list[Path], typer.Argument(help="Texts: gzip JSON lines with id and text")],
    most: Annotated[int, typer.Option(help="Documents of the corpora")] = 500,
) -> None:
    """Print, for each way to set them, what becomes of the passages."""
    print(f"{'':10}{'':22}{'passages':>9}{'told':>8}{'mended':>8}{'right':>8}{'if mended':>11}{'moved':>8}")
    for source, texts in passages(pages, corpora, most):
        for layout, (columns, set_out) in LAYOUTS.items():
            chance = random.Random(SEED)
            found = []
            for text in (misread(text, chance) for text in texts):
                found.append(outcome(text, set_out(rows(text, chance.randint(*WIDTHS), columns))))
            mended = [one.right for one in found if one.mended]
            print(
                f"{source:10}{layout:22}{len(found):9}{mean(one.told for one in found):8.3f}"
                f"{mean(one.mended for one in found):8.3f}{mean(one.right for one in found):8.3f}"
                f"{mean(mended) if mended else 0:11.3f}{mean(one.moved for one in found):8.3f}"
            )


if __name__ == "__main__":
    typer.run(main)
