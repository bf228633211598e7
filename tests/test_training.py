"""The training, in a small form on data made here: it learns, and gives the same bytes twice."""

import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from embeddings.embedder import Vectors
from embeddings.static import StaticEmbedder
from embeddings.training.course import train
from embeddings.training.dictionaries import read_glosses, scripts
from embeddings.training.examples import Examples
from embeddings.training.fit import fit
from embeddings.training.normalizer import make_normalizer
from embeddings.training.recipe import Recipe
from embeddings.training.spelling import pieces, spell
from embeddings.training.teacher import Teacher
from embeddings.training.vocabulary import make_tokenizer

WORDS = {"猫": "cat", "狗": "dog", "鱼": "fish", "鸟": "bird", "报纸": "newspaper", "农民": "farmer"}
RECIPE = Recipe(
    dim=24,
    spelling=0.3,
    words={"en": 50},
    chinese_words=50,
    epochs=12,
    runs=2,
    batch=8,
    rate=0.02,
    caps={},
    repeats={},
    sharers={"de": 50},
)


class HashTeacher(Teacher):
    """Knows no model: a text's vector is the sum of its words' own, drawn by their letters."""

    def __init__(self) -> None:
        super().__init__(Path())

    def vectors(self, texts: Sequence[str]) -> Vectors:
        rows = [sum(_drawn(word) for word in text.lower().split()) + _drawn("") * 0.1 for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def _drawn(word: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(list(word.encode())).standard_normal(24)


def frequencies(languages: list[str], fold: Callable[[str], str]) -> dict[str, dict[str, float]]:
    return {"en": dict.fromkeys([*WORDS.values(), "the", "and"], 0.001), "de": {"katze": 0.001}}


def write(file: Path, lines: Sequence[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    cedict = [f"{word} {word} [pin1 yin1] /{gloss}/CL:隻|只[zhi1]/" for word, gloss in WORDS.items()]
    write(
        folder / "training/dictionaries/cc-cedict.txt.gz", ["# a comment", *cedict, "報 报 [bao4] /report/"]
    )
    write(
        folder / "training/dictionaries/zh.tsv.gz",
        [f"{word}\t{gloss}; {gloss}s" for word, gloss in WORDS.items()],
    )
    write(folder / "training/dictionaries/de.tsv.gz", ["katze\tcat"])
    both = [(a, b) for a in WORDS for b in WORDS if a < b]
    pairs = [f"{a}和{b}\tthe {WORDS[a]} and {WORDS[b]}\tmade" for a, b in both]
    write(folder / "training/pairs/zh-en.tsv.gz", pairs)
    asked = [{"question": f"{a}在哪里？", "title": a, "passage": f"{a}和{b}在家。" * 3} for a, b in both]
    write(folder / "training/questions-zh.jsonl.gz", [json.dumps(row, ensure_ascii=False) for row in asked])
    news = [
        {"title": f"{a}和{b}回家的新闻", "text": f"这是关于{a}和{b}一起回家的很长的一句话。" * 6}
        for a, b in both
    ]
    rows = [json.dumps(row, ensure_ascii=False) for row in news]
    write(folder / "corpora/web-news-1.jsonl.gz", rows)
    write(folder / "corpora/xinwen-1.jsonl.gz", rows)
    return folder


def run(data: Path, out: Path) -> str:
    return train(data, out, HashTeacher(), frequencies, RECIPE)


def test_the_same_command_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first, second = run(data, tmp_path / "one"), run(data, tmp_path / "two")

    assert first == second
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_folder_without_the_data_is_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "embeddings.training", str(tmp_path), str(tmp_path / "out")]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 2
    assert f"{tmp_path} holds no training/" in done.stderr


def test_what_nobody_translated_is_seen_in_english_and_each_cap_is_of_a_source(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def spy(start: Vectors, sources: Sequence[Examples], *others: Any) -> Vectors:
        seen.extend(source.name for source in sources)
        return start

    monkeypatch.setattr("embeddings.training.course.fit", spy)
    run(data, tmp_path)

    for name in ("questions", "headlines", "around"):
        assert {f"{name}, English left", f"{name}, English right", f"{name}, English"} <= set(seen)
    languages = {name for name in Recipe().caps if len(name) == 2}
    assert set(Recipe().caps) - languages <= set(seen)


def test_words_come_to_lie_beside_their_translations(data: Path, tmp_path: Path) -> None:
    run(data, tmp_path)
    embedder = StaticEmbedder(tmp_path, "small")

    cosines = embedder.embed_queries(list(WORDS)) @ embedder.embed_documents(list(WORDS.values())).T

    assert list(cosines.argmax(axis=1)) == list(range(len(WORDS)))


def test_a_word_that_has_no_row_of_its_own_shares_that_of_its_translation(data: Path, tmp_path: Path) -> None:
    run(data, tmp_path)
    embedder = StaticEmbedder(tmp_path, "small")

    (katze,), (cat,) = embedder.tokens(["katze", "cat"])
    rows = load_file(tmp_path / "model.safetensors")["mapping"]

    assert katze != cat
    assert rows[katze] == rows[cat]


def test_the_trained_rows_are_the_mean_of_runs_with_their_own_seeds(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Vectors] = []

    def spy(start: Vectors, sources: Sequence[Examples], teacher: Vectors, recipe: Recipe) -> Vectors:
        for runs, seed in ((1, 0), (1, 1), (2, 0)):
            found.append(fit(start, sources, teacher, replace(recipe, runs=runs, seed=seed)))
        return found[-1]

    monkeypatch.setattr("embeddings.training.course.fit", spy)
    run(data, tmp_path)
    one, other, both = found

    assert np.allclose((one + other) / 2, both)
    assert not np.allclose(one, other)


def test_what_the_teacher_said_once_is_read_from_its_memory(tmp_path: Path) -> None:
    told = np.eye(2, 4, dtype=np.float16)
    name = hashlib.sha256(b"a\nb").hexdigest()[:16]
    np.save(tmp_path / f"teacher-{name}.npy", told)

    assert np.array_equal(Teacher(tmp_path / "no model here", tmp_path).vectors(["a", "b"]), told)


def test_glosses_lose_their_pinyin_and_their_classifiers(data: Path) -> None:
    glosses = read_glosses(data / "training/dictionaries", str)

    assert glosses["猫"] == ["cat", "cats"]


def test_traditional_characters_follow_the_dictionary(data: Path) -> None:
    assert scripts(data / "training/dictionaries") == {"報": "报"}


def test_the_normalizer_folds_width_capitals_scripts_and_arabic_spellings() -> None:
    fold = make_normalizer({"報": "报"}).normalize_str

    assert fold("報ＡＢ") == "报ab"
    assert fold("أحمَد") == "احمد"


def test_the_tokenizer_takes_the_longest_word_and_cuts_strangers_out() -> None:
    tokenizer = make_tokenizer(make_normalizer({}), {"世界", "世界杯", "cup"}, set("世界杯赛cup"))

    assert tokenizer.encode("世界杯赛☃世界 CUPc").tokens == ["世界杯", "赛", "世界", "cup", "c"]


def test_words_are_spelled_in_pieces() -> None:
    assert pieces("世界") == ["世", "界", "世界"]
    assert pieces("ab") == ["<ab>", "<ab", "ab>", "<ab>"]


def test_words_written_alike_start_near_each_other() -> None:
    city, cities, rice = spell(["stadt", "stadtes", "reis"], 256, 0)

    assert city @ cities > 0.4 > abs(city @ rice)
