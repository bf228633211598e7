"""How well the words that answer are picked: `python -m eval.answer_spans QUESTIONS.jsonl.gz`.

Each question whose answer is short is asked of the sentence of its passage that holds it (the one most
like the question, if several do); and of the likest one that does not, where any pick is wrong.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.asked import Asked, read_asked
from eval.split import HALVES, half
from rag.answering.folding import units
from rag.answering.spans import answer_span
from rag.errors import JianbaoError
from rag.sentences import sentence_spans
from rag.wanted import wanted

SHORT = 24  # characters of an answer; a longer one is a description
OUTCOMES = ("equal", "overlapping", "wrong", "none")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, a sentence, and the answers that stand in it; none if it does not answer."""

    kind: str
    question: str
    sentence: str
    answers: tuple[str, ...]


def cases(asked: Asked, passage: str) -> Iterator[Case]:
    """The question with the sentence that answers it, and with the likest that does not."""
    answers = tuple(answer for answer in asked.answers if len(answer) <= SHORT)
    want = wanted(asked.question)
    if not answers or want is None:
        return
    sentences = [passage[start:end] for start, end in sentence_spans(passage)]
    for holds in (True, False):
        found = [s for s in sentences if any(answer in s for answer in answers) == holds]
        if found:
            likest = max(found, key=lambda sentence: len(units(asked.question) & units(sentence)))
            yield Case(want.kind, asked.question, likest, answers if holds else ())


def outcome(case: Case) -> str:
    """What came of it: equal to an answer, sharing characters with one, neither, or nothing picked."""
    span = answer_span(case.question, case.sentence)
    if span is None:
        return "none"
    if case.sentence[slice(*span)] in case.answers:
        return "equal"
    places = ((case.sentence.find(answer), len(answer)) for answer in case.answers)
    over = any(place >= 0 and span[0] < place + n and place < span[1] for place, n in places)
    return "overlapping" if over else "wrong"


def table(found: Iterable[tuple[Case, str]]) -> Iterator[str]:
    """A line for each kind of question: how many of each outcome, and how many picks of all are right."""
    counts: dict[str, Counter[str]] = {}
    for case, came in found:
        of_kind = counts.setdefault(case.kind, Counter())
        of_kind[came if case.answers else "elsewhere" if came != "none" else "silent"] += 1
    yield f"{'':10}" + "".join(f"{name:>13}" for name in (*OUTCOMES, "right/picked", "elsewhere"))
    for kind in sorted(counts):
        of_kind = counts[kind]
        right, picked = of_kind["equal"] + of_kind["overlapping"], of_kind.total()
        picked -= of_kind["none"] + of_kind["elsewhere"] + of_kind["silent"]
        away = of_kind["elsewhere"] / max(1, of_kind["elsewhere"] + of_kind["silent"])
        shares = "".join(f"{of_kind[name]:13}" for name in OUTCOMES)
        yield f"{kind:10}{shares}{right / max(1, picked):13.3f}{away:13.3f}"


def main(
    questions: Annotated[list[Path], typer.Argument(help="Files of questions, gzip JSON lines.")],
    split: Annotated[str, typer.Option(help="The half to look at: tune or report; both if not said.")] = "",
    verbose: Annotated[str, typer.Option(help="Also each case with this outcome: wrong, none …")] = "",
) -> None:
    """Print, for each half, what came of the questions of each kind."""
    passages, asked = read_asked(questions, most=sys.maxsize)
    for part in [name for name in HALVES if split in ("", name)]:
        chosen = [one for one in asked if half(passages[one.passage]) == part]
        found = [(case, outcome(case)) for one in chosen for case in cases(one, passages[one.passage])]
        print(f"{part}: {len(chosen)} questions")
        print("\n".join(table(found)))
        for case, came in found:
            if came == verbose and case.answers:
                span = answer_span(case.question, case.sentence) or (0, 0)
                picked = case.sentence[slice(*span)]
                print(f"  {case.kind}: {case.question} {picked!r}, not {case.answers[0]!r}: {case.sentence}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
