"""Ask one set's documents in another's language: `python -m eval.crossed DOCUMENTS QUESTIONS OUT`.

Both are BEIR folders of one translated collection, as MLQA's are: a question has the same id in every
language. What is written is a BEIR folder again, for `jianbao eval`, of the questions that both have.
"""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

_JUDGED = Path("qrels/test.tsv")


def cross(documents: Path, questions: Path, out: Path) -> int:
    """Write the set of the one's documents and the other's questions; say how many there are."""
    asked = {
        json.loads(line)["_id"]: line
        for line in questions.joinpath("queries.jsonl").read_text("utf-8").splitlines()
    }
    head, *judged = documents.joinpath(_JUDGED).read_text("utf-8").splitlines()
    kept = [row for row in judged if row.split("\t")[0] in asked]
    ids = dict.fromkeys(row.split("\t")[0] for row in kept)
    out.joinpath(_JUDGED).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(documents / "corpus.jsonl", out / "corpus.jsonl")
    out.joinpath("queries.jsonl").write_text("".join(f"{asked[one]}\n" for one in ids), "utf-8")
    out.joinpath(_JUDGED).write_text("".join(f"{row}\n" for row in [head, *kept]), "utf-8")
    return len(ids)


def main(
    documents: Annotated[Path, typer.Argument(help="A BEIR folder, for its documents.")],
    questions: Annotated[Path, typer.Argument(help="A BEIR folder, for its questions.")],
    out: Annotated[Path, typer.Argument(help="The folder to write.")],
) -> None:
    """Write a set whose questions are in another language than its documents."""
    print(f"{cross(documents, questions, out)} questions in {out}")


if __name__ == "__main__":
    typer.run(main)
