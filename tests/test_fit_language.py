import gzip
import json
from pathlib import Path

import numpy as np

from eval.fit_language import alphabet, count, documents, fitted
from rag.reading.seams import SIZE


def corpus(folder: Path) -> Path:
    path = folder / "corpus.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(200):
            print(json.dumps({"id": str(number), "text": f"第{number}条"}), file=file)
    return path


def test_no_document_is_both_counted_and_left_for_measuring(tmp_path: Path) -> None:
    path = corpus(tmp_path)

    counted, left = set(documents([path], held_out=False)), set(documents([path], held_out=True))

    assert left and not counted & left
    assert len(counted | left) == 200


def test_pairs_and_triples_are_counted_within_a_text() -> None:
    numbers = {"甲": 1, "乙": 2}

    found = count(["甲乙甲", "乙"], numbers)

    assert dict(zip(*map(np.ndarray.tolist, found[2]), strict=True)) == {SIZE + 2: 1, 2 * SIZE + 1: 1}
    assert dict(zip(*map(np.ndarray.tolist, found[3]), strict=True)) == {(SIZE + 2) * SIZE + 1: 1}


def test_what_often_stands_together_is_likelier_together() -> None:
    texts = ["河桥", "河水", "山水"] * 9 + ["河桥"] * 30
    usual = alphabet(texts)
    numbers = {character: number for number, character in enumerate(usual, 1)}

    model = fitted(count(texts, numbers))

    first = np.repeat(np.arange(SIZE), model["pairs"])
    pairs = {
        (usual[a - 1] + usual[b - 1]): r
        for a, b, r in zip(first, model["second"], model["pair"], strict=True)
    }
    assert pairs["河桥"] > pairs["河水"]
