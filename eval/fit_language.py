"""Count which characters follow which: `python -m eval.fit_language CORPUS.jsonl.gz...`.

The model is written to rag/reading/seams.npz. What is kept are ratios: how much likelier a character is
after the one or the two before it than without them. Pairs and triples whose ratio matters little are
pruned (after Stolcke 1998), the others rounded to eighths. No sentence of the corpora can be read off.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from rag.indexing.terms import fold as simplified
from rag.reading.seams import PARTS, SIZE, WEIGHTS, folded

PAIRS, TRIPLES = 110_000, 110_000  # kept
COMMON = 3000  # characters that are taken for themselves, be they another's Traditional form or not
HELD_OUT = 50  # of so many documents one is left for measuring (eval.garbled)
DISCOUNT = 0.75  # taken off each count for what was never seen (Ney, Essen and Kneser 1994)
BATCH = 8_000_000  # characters counted at once

Keys = NDArray[np.int64]
Counts = dict[int, tuple[Keys, Keys]]


def documents(paths: Iterable[Path], held_out: bool) -> Iterator[str]:
    """The texts of the corpora: those to count, or those that are left for measuring."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if (zlib.crc32(record["id"].encode()) % HELD_OUT == 0) == held_out:
                    yield record["text"]


def alphabet(texts: Iterable[str]) -> str:
    """The most frequent characters, folded; their places are their numbers, 0 stands for all others."""
    counts: dict[str, int] = {}
    for text in texts:
        for character in folded(text):
            counts[character] = counts.get(character, 0) + 1
    usual = sorted(counts, key=lambda character: (-counts[character], character))[: SIZE - 1]
    return "".join(usual)


def batches(texts: Iterable[str], numbers: dict[str, int]) -> Iterator[Keys]:
    """The texts as numbers, a 0 between them."""
    batch: list[int] = []
    for text in texts:
        batch.extend(numbers.get(character, 0) for character in folded(text))
        batch.append(0)
        if len(batch) >= BATCH:
            yield np.array(batch, np.int64)
            batch = []
    yield np.array(batch, np.int64)


def count(texts: Iterable[str], numbers: dict[str, int]) -> Counts:
    """How often each character, pair and triple stands in the texts, by its key."""
    found: dict[int, list[tuple[Keys, Keys]]] = {1: [], 2: [], 3: []}
    for batch in batches(texts, numbers):
        keys, known = np.zeros(len(batch), np.int64), np.ones(len(batch), bool)
        for length in found:
            shifted = batch[length - 1 :]
            keys = keys[: len(shifted)] * SIZE + shifted
            known = known[: len(shifted)] & (shifted > 0)
            found[length].append(np.unique(keys[known], return_counts=True))
    return {length: merged(parts) for length, parts in found.items()}


def merged(parts: list[tuple[Keys, Keys]]) -> tuple[Keys, Keys]:
    """Keys with their counts from several texts: each key once, its counts added up."""
    keys, place = np.unique(np.concatenate([keys for keys, _ in parts]), return_inverse=True)
    return keys, np.bincount(place, np.concatenate([counts for _, counts in parts])).astype(np.int64)


def looked_up(keys: Keys, table: Keys, values: NDArray[Any]) -> NDArray[Any]:
    """The values of keys that are all in the table."""
    return values[np.searchsorted(table, keys)]


class Ratios:
    """Log ratios of what follows a context, those that matter, and of what is left to all others."""

    def __init__(
        self, context: Keys, follows: Keys, times: Keys, likely: NDArray[np.float64], most: int
    ) -> None:
        """`likely` is what follows' probability without the context; `times` how often both are together."""
        total = np.bincount(context, times)
        probable = (times - DISCOUNT) / total[context]
        ratio = np.log(probable / likely)
        chosen = np.sort(np.argsort(-times * np.abs(ratio), kind="stable")[:most])
        kept, without = np.zeros(len(total)), np.zeros(len(total))
        np.add.at(kept, context[chosen], probable[chosen])
        np.add.at(without, context[chosen], likely[chosen])
        self.context, self.follows, self.ratio = context[chosen], follows[chosen], ratio[chosen]
        self.others = np.log(np.maximum(1 - kept, 1e-4) / np.maximum(1 - without, 1e-4))


def fitted(counts: Counts) -> dict[str, NDArray[Any]]:
    """The model's parts, as `rag.reading.seams` reads them."""
    single = np.zeros(SIZE)
    single[counts[1][0]] = counts[1][1] / counts[1][1].sum()
    keys, times = (part[counts[2][1] > 1] for part in counts[2])
    pairs = Ratios(keys // SIZE, keys % SIZE, times, single[keys % SIZE], PAIRS)
    pair_keys = pairs.context * SIZE + pairs.follows
    triple, often = (part[counts[3][1] > 2] for part in counts[3])
    known = np.isin(triple // SIZE, pair_keys)
    triple, often = triple[known], often[known]
    last = triple % SIZE**2
    place = np.clip(np.searchsorted(pair_keys, last), 0, len(pair_keys) - 1)
    step = np.where(pair_keys[place] == last, pairs.ratio[place], pairs.others[last // SIZE])
    context = np.searchsorted(pair_keys, triple // SIZE)
    triples = Ratios(context, triple % SIZE, often, single[triple % SIZE] * np.exp(step), TRIPLES)
    rows = np.bincount(pairs.context, minlength=SIZE)
    triple_rows = np.bincount(triples.context, minlength=len(pair_keys))
    return dict(
        zip(
            PARTS,
            (
                rows.astype(np.uint16),
                pairs.follows.astype(np.uint16),
                rounded(pairs.ratio),
                rounded(np.resize(pairs.others, SIZE)),
                triple_rows.astype(np.uint16),
                triples.follows.astype(np.uint16),
                rounded(triples.ratio),
                rounded(np.pad(triples.others, (0, len(pair_keys) - len(triples.others)))),
            ),
            strict=True,
        )
    )


def rounded(ratios: NDArray[np.float64]) -> NDArray[np.int8]:
    return np.clip(np.round(ratios * 8), -127, 127).astype(np.int8)


def variants(usual: str) -> dict[str, str]:
    """Traditional characters, each with the simplified one that stands for it."""
    han = (chr(code) for code in (*range(0x4E00, 0xA000), *range(0x3400, 0x4DC0)))
    pairs = ((character, simplified(character)) for character in han)
    return {
        one: other for one, other in pairs if one != other and other in usual and one not in usual[:COMMON]
    }


def main(
    corpora: Annotated[list[Path], typer.Argument(help="Texts: gzip JSON lines with id and text")],
) -> None:
    """Count, prune, write."""
    usual = alphabet(documents(corpora, held_out=False))
    numbers = {character: number for number, character in enumerate(usual, 1)}
    model = fitted(count(documents(corpora, held_out=False), numbers))
    others = variants(usual)
    model["alphabet"] = np.array([usual, "".join(others), "".join(others.values())])
    np.savez_compressed(WEIGHTS, allow_pickle=False, **model)
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    typer.run(main)
