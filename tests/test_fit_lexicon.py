"""How the lexicon is fitted, on a small form of what it reads."""

import gzip
import json
from collections import Counter
from pathlib import Path

from eval.fit_lexicon import Entry, add_phrases, count_words, fit, read_entries, write


def gz(path: Path, *lines: str) -> Path:
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_entries_are_read_without_remarks_and_measure_words(tmp_path: Path) -> None:
    gz(tmp_path / "cc-cedict.txt.gz", "# a remark", "橋 桥 [qiao2] /bridge/CL:座[zuo4]/to span (a river)/")
    gz(tmp_path / "zh.tsv.gz", "燈塔\tlighthouse; beacon")

    assert read_entries(tmp_path) == [
        Entry("桥", ("bridge",), 0),
        Entry("桥", ("span",), 1),
        Entry("灯塔", ("lighthouse",), 0),
        Entry("灯塔", ("beacon",), 1),
    ]


def test_words_are_counted_in_their_longest_form(tmp_path: Path) -> None:
    corpus = gz(tmp_path / "news.jsonl.gz", json.dumps({"text": "灯塔亮了，灯也亮了。"}))

    assert count_words([corpus], {"灯", "灯塔"}) == {"灯塔": 1, "亮": 2, "了": 2, "灯": 1, "也": 1}


def test_what_sentences_say_together_translates_both_ways() -> None:
    pairs = [(["灯塔", "亮"], ["lighthouse", "shines"]), (["灯塔", "旧"], ["lighthouse", "old"])] * 2

    lexicon = fit([Entry("灯塔", ("lighthouse",), 0)], pairs, Counter())

    assert lexicon["灯塔"]["lighthouse"] == lexicon["lighthouse"]["灯塔"] == 1.0
    assert next(iter(lexicon["old"])) == "旧"


def test_a_phrase_stands_for_a_word_in_use_and_lines_are_sorted_by_bytes(tmp_path: Path) -> None:
    lexicon: dict[str, dict[str, float]] = {"b": {"乙": 0.05, "甲": 1.0}}
    entries = [Entry("世界银行", ("world", "bank"), 0), Entry("罕词", ("rare", "word"), 0)]

    add_phrases(lexicon, entries, Counter({"世界银行": 9}))
    write(lexicon, tmp_path / "lexicon.tsv")

    assert (tmp_path / "lexicon.tsv").read_text("utf-8").splitlines() == [
        "b\t甲9\t乙1",
        "world bank\t世界银行9",
        "世界银行\tworld bank9",
    ]
