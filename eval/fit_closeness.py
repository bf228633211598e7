"""Fit the closer look: `python -m eval.fit_closeness QUESTIONS.jsonl.gz...` prints weights for it.

Each question is searched for in an archive of all passages, and the candidates of both legs are looked at.
The weights make its own passage the likeliest of them: a conditional logit (McFadden, 1974), what the legs
say being one more feature, whose weight is the unit of the others. They are fitted on either half of the
questions and tried on the other. The halves rank each other alike, though the first gives a sentence
nothing beside a run; `rag/finding/closeness.py` has the weights of the second.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from eval.asked import MOST, Asked, as_records, read_asked
from eval.split import HALVES, half
from rag.archive import Archive
from rag.errors import JianbaoError
from rag.finding.closeness import WEIGHTS, Closeness
from rag.finding.query import understand
from rag.finding.search import LOOKED_AT
from rag.finding.weighing import weigh

RIDGE = 0.01  # only so that a feature that tells nothing does no harm
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates for a question: what the legs and a closer look say of each, and which are right."""

    half: str
    features: Matrix  # shape (candidates, 1 + len(WEIGHTS))
    right: NDArray[np.bool_]


def choice(archive: Archive, asked: Asked, part: str) -> Choice:
    """What the search has to choose from for a question."""
    weighing = weigh(understand(asked.question), archive.legs)
    vector = archive.embedder.embed_queries([weighing.query.text])[0]
    found = archive.finder.candidates(weighing, vector)[:LOOKED_AT]
    passages = archive.store.passages.texts([candidate.chunk for candidate in found])
    seen = Closeness(weighing).features([passages[candidate.chunk] for candidate in found])
    rows = [(candidate.score, *features) for candidate, features in zip(found, seen, strict=True)]
    articles = [archive.article(passages[candidate.chunk].article) for candidate in found]
    right = [article.parts[0].record == asked.passage for article in articles]
    return Choice(part, np.array(rows).reshape(-1, 1 + len(WEIGHTS)), np.array(right, bool))


def fit(choices: Sequence[Choice]) -> Matrix:
    """The weights under which the right candidates are likeliest, by Newton's method; the legs' is first.

    Where several candidates of a question are right, that any of them is chosen counts.
    """
    features = len(choices[0].features.T)
    weights = np.zeros(features)
    penalty = np.diag([0.0, *[RIDGE] * (features - 1)])
    for _ in range(50):
        gradient, hessian = -penalty @ weights, penalty + 1e-9 * np.eye(features)
        for of in choices:
            scores = of.features @ weights
            odds = np.exp(scores - scores.max())
            chosen, rightly = odds / odds.sum(), np.where(of.right, odds, 0.0)
            expected = chosen @ of.features
            gradient += rightly @ of.features / rightly.sum() - expected
            away = of.features - expected
            hessian += (away * chosen[:, None]).T @ away
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def measured(choices: Sequence[Choice], weights: Sequence[float] | Matrix) -> tuple[float, float]:
    """hit@1 and MRR of the rankings by these weights; ties keep the legs' order."""
    places = []
    for of in choices:
        order = np.argsort(-(of.features @ np.array(weights)), kind="stable")
        places.append(1 + int(np.argmax(of.right[order])))
    return float(np.mean([place == 1 for place in places])), float(np.mean([1 / p for p in places]))


def main(
    questions: Annotated[list[Path], typer.Argument(help="Files of questions, gzip JSON lines.")],
    most: Annotated[int, typer.Option(help="Questions taken from each file.")] = 2 * MOST,
) -> None:
    """Print the weights that each half gives, and how well the other half is ranked before and after."""
    passages, asked = read_asked(questions, most)
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "passages.jsonl"
        documents.write_text(as_records(passages), "utf-8")
        with Archive(Path(folder) / "archive", create=True) as archive:
            archive.index([documents])
            all_choices = [choice(archive, one, half(passages[one.passage])) for one in asked]
    choices = [of for of in all_choices if of.right.any()]
    print(f"{len(choices)} of {len(asked)} questions have their passage among the {LOOKED_AT} looked at")
    nothing = [1.0, *[0.0] * len(WEIGHTS)]
    print(f"{'fitted on':10}{'':9}{'no look':>16}{'shipped':>16}{'fitted':>16}   hit@1 and MRR on the other")
    for part in HALVES:
        fitted = fit([of for of in choices if of.half == part])
        others = [of for of in choices if of.half != part]
        ways = (nothing, [1.0, *WEIGHTS.values()], fitted)
        columns = "".join("{:9.4f}{:7.4f}".format(*measured(others, way)) for way in ways)
        print(f"{part:10}{len(others):9}{columns}")
        told = zip(WEIGHTS, fitted[1:] / fitted[0], strict=True)
        print("  " + ", ".join(f"{name} {weight:.3f}" for name, weight in told))
        for at, name in enumerate(WEIGHTS, 1):
            kept = [Choice(of.half, np.delete(of.features, at, 1), of.right) for of in choices]
            without = fit([of for of in kept if of.half == part])
            h1, mrr = measured([of for of in kept if of.half != part], without)
            print(f"  without {name:27}{'':16}{'':8}{h1:9.4f}{mrr:7.4f}")


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
