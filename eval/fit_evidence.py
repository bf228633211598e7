"""Fit the evidence: `python -m eval.fit_evidence QUESTIONS.jsonl.gz...` writes rag/finding/evidence.json.

Each question is asked of an archive of all passages: with its own passage there, with only the sentences
taken away that hold the answer, so that what is left is near to it and does not answer, and with all of
the passage taken away. A sentence answers if it stands in the question's own passage and holds the
answer, and a question is answered where such a sentence was found. Which sentence is best is learned from
the questions that are answered, each sentence beside the others found for the same one. The weights for
questions across scripts are fitted on the same questions in a word-by-word English of our lexicon; there, a
cosine counts only beside the others', because it is lower across languages than within one. What is shipped
is fitted on CMRC 2018's.
"""

import json
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, groupby
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import typer
from numpy.typing import NDArray

from eval.asked import Asked, as_records, read_asked
from eval.regressions import Matrix, conditional_logit, logistic
from rag.archive import Archive
from rag.finding.evidence import Direction, Judge, Regression, hit_sentences, together
from rag.finding.firmness import PARTICLES
from rag.finding.forms import Forms
from rag.finding.lexicon import longest_words, translations
from rag.finding.query import Query, understand
from rag.finding.romanised import in_pinyin
from rag.finding.signs import SIGNS, Signs
from rag.finding.weighing import weigh
from rag.found import Hit
from rag.indexing.terms import fold
from rag.types import Span

# Of these questions. Others share fewer words with the sentence that answers than those within a script, and
# more than those across scripts, whose word-by-word English is worse than what people write.
WRONG_REFUSALS: dict[Direction, float] = {"same": 0.04, "across": 0.2}
MOST = 2200  # questions taken from each file; about four minutes of one core
HITS = 10
REWORDED: dict[Direction, float] = {"same": 0.3, "across": 0.1}  # of the terms; a gloss is reworded already
ASKING = (  # how a question asks, in Chinese and in English
    ("多长时间|多久", "how long"),
    ("多长", "how long is"),
    ("多[高远深宽厚]", "how high"),
    ("多重", "how heavy"),
    ("多大", "how large"),
    ("哪一?年|何年", "which year"),
    ("哪一?天|几月几[日号]", "which day"),
    ("什么时候|什么时间|何时|哪个?月", "when"),
    ("谁|哪位|何人", "who"),
    ("(?:多少|几)[名位人]人?", "how many people"),
    ("(?:多少|几)户(?:人家)?", "how many households"),
    ("(?:多少|几)平方公里", "how many square kilometres"),
    ("多少|几", "how many"),
    ("哪里|哪儿|何处", "where"),
    ("什么|哪[个些种]?", "which"),
)
SAME_SCRIPT_ONLY = ("cosine",)
_FEW = 2  # passages with a term that is rare
_PERSON = 3  # characters of most names of people
_HAN = re.compile(r"[\u3400-\u9fff]")
Condition = Literal["there", "cut", "away"]  # the passage, all but the sentences that answer, nothing of it


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences found for a question: their signs, and whether each answers it."""

    signs: Matrix
    answers: NDArray[np.bool_]


Found = dict[Condition, Example]


def examples(archive: Archive, asked: Asked, across: bool) -> Found:
    """What is found for a question under each condition that leaves something to find."""
    question = glossed(asked.question) if across else asked.question
    hits = archive.finder.search(question, HITS + 2, reprints=True).hits
    query = understand(question)
    query = reworded(
        query, REWORDED["across" if across else "same"], set() if across else rare(query, archive)
    )
    signs = Signs(weigh(query, archive.legs), archive.embedder)
    there = sentences(hits[:HITS])
    spans: dict[Condition, list[tuple[Hit, Span]]] = {
        "there": there,
        "cut": [found for found in there if not holds(asked, *found)],
        "away": sentences([hit for hit in hits if number(hit) != asked.passage][:HITS]),
    }
    return {
        condition: Example(signs.of(found), np.array([holds(asked, *one) for one in found]))
        for condition, found in spans.items()
        if found and (condition != "cut" or len(found) < len(there))
    }


def sentences(hits: Iterable[Hit]) -> list[tuple[Hit, Span]]:
    return [(hit, span) for hit in hits for span in hit_sentences(hit)]


def number(hit: Hit) -> str:
    return hit.article.parts[0].record


def holds(asked: Asked, hit: Hit, span: Span) -> bool:
    return number(hit) == asked.passage and asked.answers[0] in hit.article.text[slice(*span)]


def rare(query: Query, archive: Archive) -> set[str]:
    """The question's terms that stand in a passage or two: mostly parts of names."""
    return {term for term in query.terms if 1 <= len(archive.legs.words.holding(term)) <= _FEW}


def reworded(query: Query, share: float, kept: Set[str]) -> Query:
    """The question as somebody would ask it who has not read the passage: some of its words are others.

    Who writes a question beside its passage repeats the passage's words, so a share of them is made
    unfindable, the same at every run; but none of those that are `kept`, for everybody writes a name alike.
    """
    hidden = {term for term in query.terms if term not in kept and _chance(term) < share}
    forms: dict[str, Forms] = {
        term: {(f"\0{term}",): 1.0} if term in hidden else query.forms[term] for term in query.terms
    }
    return replace(query, forms=forms)


def glossed(question: str) -> str:
    """A Chinese question word by word in English: each word by one of its translations, drawn by their
    weights, the same at every run; one that has none in pinyin, as a name would be, or left out.

    What a person would ask in English is better English, but no easier to find.
    """
    asking = fold(question)
    for chinese, english in ASKING:
        asking = re.sub(chinese, f" {english} ", asking)
    words: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", asking):
        words += map(_gloss, _with_names(longest_words(run))) if _HAN.match(run) else [run]
    return " ".join(" ".join(words).split())


def _with_names(words: Iterable[str]) -> Iterator[str]:
    """The words; single characters that follow each other, but for particles, are mostly a name."""
    for single, run in groupby(words, lambda word: len(word) == 1 and word not in PARTICLES):
        found = list(run)
        yield from ["".join(found)] if single else found


def _gloss(word: str) -> str:
    found = translations(word)
    if not found and len(word) == _PERSON:
        return f"{in_pinyin(word[0])} {in_pinyin(word[1:])}"
    if not found:
        return in_pinyin(word) if len(word) > 1 else ""
    drawn, weights = _chance(word) * sum(found.values()), accumulate(found.values())
    return next(other for other, weight in zip(found, weights, strict=True) if weight >= drawn)


def _chance(text: str) -> float:
    """A number from 0 to 1 that is this text's own."""
    return zlib.crc32(text.encode()) / 2**32


def judge(found: list[Found], columns: list[int], direction: Direction) -> Judge:
    """Both regressions and the threshold; and what they do on these questions, printed."""
    there = [conditions["there"] for conditions in found if "there" in conditions]
    asked = [one for one in there if one.answers.any()]
    better = Regression(spread(best_by(asked, columns), columns, len(SIGNS)), 0.0)
    shown = shown_together(found, better)
    both = [*columns, *(len(SIGNS) + n for n in columns)]  # of the best sentence, and of all of them
    *weights, bias = logistic(
        np.vstack(list(shown.values()))[:, both],
        np.repeat([True, False, False], [len(signs) for signs in shown.values()]),
    )
    answers = Regression(spread(np.array(weights), both, 2 * len(SIGNS)), round(float(bias), 4))
    likely, cut, away = (1 / (1 + np.exp(-answers.log_odds(signs))) for signs in shown.values())
    threshold = float(np.quantile(likely, WRONG_REFUSALS[direction]))
    right = [one.answers[np.argmax(better.log_odds(one.signs))] for one in asked]
    print(
        f"{len(likely)} answerable: threshold {threshold:.3f} refuses {np.mean(likely < threshold):.3f}"
        f" wrongly; the best sentence answers {np.mean(right):.3f}"
    )
    for name, without in (("the sentence that answers", cut), ("the passage", away)):
        area = float((likely[:, None] > without[None, :]).mean())
        print(
            f"{len(without)} without {name}: area under the curve {area:.3f},"
            f" refuses {np.mean(without < threshold):.3f} rightly"
        )
    of_best, of_all = answers.weights[: len(SIGNS)], answers.weights[len(SIGNS) :]
    for name, *three in zip(SIGNS, better.weights, of_best, of_all, strict=True):
        print(f"  {name:16}" + "".join(f"{weight:9.3f}" for weight in three))
    return Judge(better, answers, round(threshold, 4))


def on_one_scale(judges: dict[Direction, Judge]) -> dict[Direction, Judge]:
    """Across scripts as much is evidence enough as within one, so that what was found in either may stand
    in one list: the odds are moved by what lies between the thresholds, the refusals stay the same."""
    same, across = judges["same"], judges["across"]
    move = _log_odds(same.threshold) - _log_odds(across.threshold)
    answers = replace(across.answers, bias=round(across.answers.bias + move, 4))
    return {"same": same, "across": replace(across, answers=answers, threshold=same.threshold)}


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def best_by(asked: Sequence[Example], columns: list[int]) -> Matrix:
    """The weights of these columns by which the sentences that answer stand out among those found."""
    return conditional_logit([one.signs[:, columns] for one in asked], [one.answers for one in asked])


def spread(weights: Matrix, columns: list[int], width: int) -> tuple[float, ...]:
    """The weights of these columns among those of all; the others are 0."""
    among = np.zeros(width)
    among[columns] = weights
    return tuple((among.round(4) + 0.0).tolist())  # no -0.0, whose sign is chance


def shown_together(found: list[Found], better: Regression) -> dict[Condition, Matrix]:
    """What each question's sentences show together, unless the passage is there but not what answers."""
    shown: dict[Condition, list[Matrix]] = {"there": [], "cut": [], "away": []}
    for conditions in found:
        for condition, example in conditions.items():
            if condition != "there" or example.answers.any():
                shown[condition].append(together(example.signs, better.log_odds(example.signs)))
    return {condition: np.array(signs) for condition, signs in shown.items()}


def main(
    questions: Annotated[list[Path], typer.Argument(help="Files of questions, gzip JSON lines.")],
    most: Annotated[int, typer.Option(help="Questions taken from each file.")] = MOST,
    output: Annotated[Path, typer.Option(help="Where to write.")] = Path("rag/finding/evidence.json"),
) -> None:
    """Fit both regressions and write them."""
    passages, asked = read_asked(questions, most)
    fitted: dict[Direction, Judge] = {}
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder) / "passages.jsonl"
        documents.write_text(as_records(passages), "utf-8")
        with Archive(Path(folder) / "archive", create=True) as archive:
            archive.index([documents])
            left_out: dict[Direction, tuple[str, ...]] = {"same": (), "across": SAME_SCRIPT_ONLY}
            for name in left_out:
                print(name)
                found = [examples(archive, question, name == "across") for question in asked]
                columns = [n for n, sign in enumerate(SIGNS) if sign not in left_out[name]]
                fitted[name] = judge(found, columns, name)
    told = {name: asdict(one) for name, one in on_one_scale(fitted).items()}
    output.write_text(json.dumps(told, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
