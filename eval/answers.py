"""How well `ask` answers: `python -m eval.answers PAGES QUESTIONS... ` over a folder of pages.

Questions are JSON lines of {question, lang, quote}: `quote` is the sentence that answers, and is empty
or missing for a question that no page answers. Everything goes through the same `index` and `ask` that
users get, without an LLM.
"""

import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated

import typer

from rag.archive import Archive
from rag.errors import JianbaoError
from rag.types import Answer

COVERED = 0.8  # of the gold sentence's characters


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the sentence that answers it, "" if nothing does."""

    id: str
    lang: str
    question: str
    quote: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    asked: Asked
    answer: Answer

    @property
    def first(self) -> bool:
        """Whether the first citation holds the gold sentence."""
        return any(covers(citation.quote, self.asked.quote) for citation in self.answer.citations[:1])

    @property
    def any(self) -> bool:
        """Whether any citation does."""
        return any(covers(citation.quote, self.asked.quote) for citation in self.answer.citations)

    @property
    def among_hits(self) -> bool:
        """Whether any of the first five passages does, refused or not."""
        return any(covers(hit.text, self.asked.quote) for hit in self.answer.hits[:5])


def read_questions(path: Path) -> list[Asked]:
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [
        Asked(str(row["id"]), row.get("lang", "zh"), row["question"], row.get("quote") or "") for row in rows
    ]


def covers(text: str, quote: str) -> bool:
    """Whether a text holds at least 80% of a quotation's characters, in order, white space aside."""
    held, wanted = (re.sub(r"\s+", "", side) for side in (text, quote))
    if wanted in held:
        return True
    blocks = SequenceMatcher(None, held, wanted, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= COVERED * len(wanted)


def ask_all(archive: Archive, questions: Sequence[Asked]) -> list[Outcome]:
    return [Outcome(asked, archive.ask(asked.question)) for asked in questions]


def table(outcomes: Sequence[Outcome]) -> list[tuple[str, int, float]]:
    """Rows of (measure, questions, share), per language."""
    rows = []
    for lang in sorted({outcome.asked.lang for outcome in outcomes}):
        here = [outcome for outcome in outcomes if outcome.asked.lang == lang]
        answerable = [outcome for outcome in here if outcome.asked.quote]
        rest = [outcome for outcome in here if not outcome.asked.quote]
        measures = {
            "gold sentence in the first five passages": [outcome.among_hits for outcome in answerable],
            "first citation covers it": [outcome.first for outcome in answerable],
            "any citation covers it": [outcome.any for outcome in answerable],
            "refused though answerable": [outcome.answer.refused for outcome in answerable],
            "refused rightly": [outcome.answer.refused for outcome in rest],
        }
        rows += [(f"{lang}: {name}", len(v), sum(v) / len(v)) for name, v in measures.items() if v]
        if answerable and rest:
            rows.append((f"{lang}: area under the curve", len(here), area(answerable, rest)))
    return rows


def area(answerable: Sequence[Outcome], rest: Sequence[Outcome]) -> float:
    """How often an answerable question has more evidence than one that is not (ROC; a tie is half)."""
    there, away = ([evidence(outcome) for outcome in side] for side in (answerable, rest))
    return sum((a > b) + (a == b) / 2 for a in there for b in away) / (len(there) * len(away))


def evidence(outcome: Outcome) -> float:
    return max((hit.evidence for hit in outcome.answer.hits), default=0.0)


def main(
    pages: Annotated[Path, typer.Argument(help="A folder of pages.")],
    questions: Annotated[list[Path], typer.Argument(help="Files of questions.")],
    verbose: Annotated[bool, typer.Option(help="Also each question that went wrong.")] = False,
) -> None:
    """Print how many questions are answered by the sentence that answers them."""
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive", create=True) as archive:
        archive.index([pages])
        outcomes = ask_all(archive, [asked for path in questions for asked in read_questions(path)])
    for name, count, share in table(outcomes):
        print(f"{name:50} {count:5} {share:8.3f}")
    for outcome in outcomes if verbose else ():
        if outcome.answer.refused == bool(outcome.asked.quote) or not (
            outcome.any or not outcome.asked.quote
        ):
            print(f"\n{outcome.asked.id}  {outcome.asked.question}\n  gold: {outcome.asked.quote}")
            print(
                f"  {outcome.answer.hits[0].evidence if outcome.answer.hits else 0:.2f} {outcome.answer.text}"
            )


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
