"""How well claims are checked: `python -m eval.verifier PAGES QUESTIONS.jsonl`.

Claims are made from the quotations of the questions ({page, quote, answer} a line; `PAGES/page.*` holds the
quotation): forged ones, which must be caught, and disguised true ones, which must pass. Each is given to
`verify` as a model's reply that cites the quotation's passage, shown among seven others. A claim that
cites another passage is caught if it is not supported, or if its citation is put right.
"""

import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.disguises import disguise
from eval.forgeries import Forger
from eval.overlap import covers
from rag.answering.verify import verify
from rag.answers import Answer, Draft, Evidence, Quotation
from rag.archive import Archive
from rag.errors import JianbaoError
from rag.found import Hit
from rag.indexing.chunking import split

SHOWN = 8
APART = "apart: "  # before the kinds that are reported by themselves
MOST_CHARACTERS = 120  # of a whole sentence to make a claim of


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the passages that a model was shown, and the one of them that it cites."""

    kind: str
    is_true: bool
    text: str
    passages: tuple[Quotation, ...]
    cited: int  # from 0
    source: int  # the passage that holds the quotation


def check(case: Case) -> Answer:
    """The verdict on a claim, as on a model's reply with one marker."""
    draft = Draft(f"{case.text[:-1]}[{case.cited + 1}]{case.text[-1]}", case.passages, "forger")
    hits = tuple(passage.hit for passage in case.passages)
    return verify(draft, Evidence("", hits, (), sufficient=True))


def is_right(case: Case) -> bool:
    """Whether every sentence of a true claim is supported, or a forged one is caught."""
    answer = check(case)
    supported = all(sentence.supported for sentence in answer.sentences)
    if case.kind == "moved":
        source = case.passages[case.source].hit
        cited = {citation.article.id for citation in answer.citations}
        return not supported or cited == {source.article.id}
    return supported == case.is_true


def read_hits(pages: Path) -> list[Hit]:
    """Every passage of the pages, as search would give it."""
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive", create=True) as archive:
        archive.index([pages])
        articles = archive.articles()
    return [
        Hit(1, 1.0, 0.9, article, chunk.start, chunk.end, ((1, 1),))
        for article in articles
        for chunk in split(article)
    ]


def make_cases(hits: Sequence[Hit], rows: Sequence[dict[str, str]]) -> Iterator[Case]:
    """Every case that the quotations allow, in an order that does not change."""
    for row in rows:
        quote = re.sub(r"\s+", "", row["quote"]).rstrip("。，；")
        held = [hit for hit in hits if Path(hit.file).stem == row["page"] and covers(hit.text, quote)]
        if not held:
            continue
        source, dice = held[0], random.Random(row["id"])
        away = [hit for hit in hits if hit.article.id != source.article.id and quote not in hit.text]
        near = [hit for hit in away if hit.file == source.file]
        others = dice.sample(near, min(len(near), 3))
        others += dice.sample([hit for hit in away if hit not in others], SHOWN - 1 - len(others))
        place = dice.randrange(SHOWN)
        shown = [*others[:place], source, *others[place:]]
        passages = tuple(Quotation(hit, hit.start, hit.end, hit.evidence) for hit in shown)
        elsewhere = list({hit.article.id: hit.article.text for hit in away}.values())
        moved_to = dice.choice([n for n in range(SHOWN) if n != place])
        for claim in {f"{quote}。": None, f"{whole(quote, source)}": None}:
            forger = Forger(elsewhere, row["id"])
            for forged in forger.forge(claim):
                yield Case(forged.kind, False, forged.text, passages, place, place)
            for forged in (*forger.exchange(claim, source.text), *forger.in_english(claim)):
                is_true = forged.kind == "true"
                yield Case(f"{APART}{forged.kind}", is_true, forged.text, passages, place, place)
            yield Case("moved", False, claim, passages, moved_to, place)
            for dressed in disguise(claim, row["answer"], dice.choice(elsewhere), row["id"]):
                yield Case(dressed.kind, True, dressed.text, passages, place, place)


def whole(quote: str, hit: Hit) -> str:
    """The quotation with what stands around it up to the next full stops; alone if that is too long."""
    text = re.sub(r"\s+", "", hit.text)
    if quote not in text:
        return f"{quote}。"
    start = text.index(quote)
    begun = max(text.rfind(stop, 0, start) for stop in "。！？；：") + 1
    ends = [text.find(stop, start + len(quote)) for stop in "。！？；"]
    end = min([end for end in ends if end >= 0], default=start + len(quote))
    sentence = text[begun:end].strip("”“，") + "。"
    return sentence if len(sentence) <= MOST_CHARACTERS else f"{quote}。"


def chosen(cases: Sequence[Case], count: int) -> list[Case]:
    """`count` of them at most, each kind given the same room as far as it fills it."""
    kinds: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kinds[case.kind].append(case)
    dice, left, picked = random.Random(count), count, list[Case]()
    for rest, kind in enumerate(sorted(kinds, key=lambda kind: len(kinds[kind]))):
        room = left // (len(kinds) - rest)
        picked += dice.sample(kinds[kind], min(room, len(kinds[kind])))
        left = count - len(picked)
    return picked


def costs(cases: Sequence[Case]) -> Iterator[tuple[str, float]]:
    """Milliseconds to verify ten paraphrased sentences over eight passages, and three quotations."""
    true = [case for case in cases if case.is_true and case.kind == "OCR: alike"][:40]
    passages = tuple(case.passages[case.source] for case in true[: 4 * SHOWN : 4])
    said = [f"{case.text[:-1]}[{n % SHOWN + 1}]。" for n, case in enumerate(true[:40:4])]
    quoted = [Quotation(p.hit, p.start, p.start + 30, 0.9) for p in passages[:3]]
    extract = "\n".join(f"{quotation.text}[{n}]" for n, quotation in enumerate(quoted, 1))
    hits = tuple(passage.hit for passage in passages)
    for name, text, shown in (("ten sentences", "".join(said), passages), ("extractive", extract, quoted)):
        draft, evidence = Draft(text, tuple(shown), "forger"), Evidence("", hits, (), sufficient=True)
        runs = []
        for _ in range(5):
            started = time.perf_counter()
            verify(draft, evidence)
            runs.append(1000 * (time.perf_counter() - started))
        yield name, min(runs)


def show(cases: Sequence[Case], right: Sequence[bool], verbose: bool) -> None:
    """Print the share of each kind that was judged right; with `verbose`, the claims that were not."""
    for kind in sorted({case.kind for case in cases}):
        shares = [r for case, r in zip(cases, right, strict=True) if case.kind == kind]
        print(f"  {kind:28} {len(shares):5} {np.mean(shares):8.3f}")
    for case, r in zip(cases, right, strict=True):
        if verbose and not r:
            print(f"    {case.kind}: {case.text}  {'; '.join(check(case).warnings)}")


def main(
    pages: Annotated[Path, typer.Argument(help="A folder of pages.")],
    questions: Annotated[Path, typer.Argument(help="JSON lines of {id, page, quote, answer}.")],
    count: Annotated[int, typer.Option(help="Claims of either sort.")] = 1000,
    verbose: Annotated[bool, typer.Option(help="Also each claim that was judged wrong.")] = False,
) -> None:
    """Print the share of forged claims caught and of true ones passed, in all and of each kind."""
    cases = list(
        make_cases(read_hits(pages), [json.loads(line) for line in questions.read_text("utf-8").splitlines()])
    )
    for name, spent in costs(cases):
        print(f"{name + ', ms':36} {spent:8.2f}")
    for is_true, name in ((False, "caught"), (True, "passed")):
        of_kinds = [case for case in cases if case.is_true == is_true and not case.kind.startswith(APART)]
        of_sort = chosen(of_kinds, count)
        spent = time.perf_counter()
        right = [is_right(case) for case in of_sort]
        spent = time.perf_counter() - spent
        print(f"{name:30} {len(of_sort):5} {np.mean(right):8.3f}   {1000 * spent / len(of_sort):.2f} ms each")
        show(of_sort, right, verbose)
    apart = [case for case in cases if case.kind.startswith(APART)]
    show(apart, [is_right(case) for case in apart], verbose)


if __name__ == "__main__":
    try:
        typer.run(main)
    except JianbaoError as exc:
        sys.exit(f"jianbao: {exc}")
