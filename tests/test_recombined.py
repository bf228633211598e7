"""Articles of recombined sentences."""

import itertools
import json
from pathlib import Path

import pytest

from eval.recombined import SENTENCES, recombined, sentences
from rag.errors import UsageError
from rag.indexing.reprints import ALIKE, likeness, sketch


def test_sentences_are_taken_once_and_short_ones_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    texts = ["横跨清水河的古桥修缮完工。好！", "横跨清水河的古桥修缮完工。动物园昨天迎来了一对双胞胎。"]
    path.write_text("\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts), "utf-8")

    assert sentences(path) == ["横跨清水河的古桥修缮完工。", "动物园昨天迎来了一对双胞胎。"]


def test_no_two_articles_are_near_duplicates_and_every_run_makes_the_same() -> None:
    words = ["桥", "河", "山", "城", "路", "船", "灯", "塔", "树", "花", "鸟", "鱼", "云", "雨", "风", "雪"]
    pool = [f"{''.join(four)}的消息第{n}次传来。" for n, four in enumerate(itertools.permutations(words, 4))][
        :4000
    ]

    made = list(itertools.islice(recombined(pool), 600))  # the pool is used up once

    assert made == list(itertools.islice(recombined(pool), 600))
    assert all(text.count("。") == SENTENCES for text in made)
    sketches = [sketch(text) for text in made[::6]]
    assert all(likeness(a, b) < ALIKE for a, b in itertools.combinations(sketches, 2))


def test_too_few_sentences_are_said() -> None:
    with pytest.raises(UsageError, match="7 sentences are too few"):
        next(recombined(["一句话。"] * 7))
