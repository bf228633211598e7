"""How the glossary of other languages is fitted, on a small form of what it reads."""

import gzip
from collections import Counter
from pathlib import Path

from eval.fit_foreign import fit, glossary, read_entries, write
from rag.finding.foreign import LANGUAGES


def gz(path: Path, *lines: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def test_a_dictionary_is_read_folded_with_its_first_glosses(tmp_path: Path) -> None:
    path = gz(tmp_path / "d" / "de.tsv.gz", "Brücke\tbridge; span (of a river)", "die\tthe")

    assert read_entries(path) == {"brücke": [("bridge",), ("span",)], "die": [("the",)]}


def test_a_usual_word_is_likelier_than_a_rare_one_that_means_the_same() -> None:
    entries = {"жить": [("abide",), ("live",)]}

    assert list(fit(entries, [], Counter(abide=5, live=5000))["жить"]) == ["live", "abide"]


def test_english_words_that_are_hardly_used_are_left_out() -> None:
    assert fit({"дом": [("domicile",)]}, [], Counter(domicile=4)) == {}


def test_all_languages_are_written_in_one_file_sorted_by_bytes(tmp_path: Path) -> None:
    for language in LANGUAGES:
        gz(
            tmp_path / "dictionaries" / f"{language}.tsv.gz",
            "pont\tbridge",
            "über die brücke\tover the bridge",
        )
    gz(
        tmp_path / "pairs" / "fr-en.tsv.gz",
        *["le pont\tthe bridge\ttatoeba", "un pont\ta bridge\ttatoeba"] * 3,
    )

    write(glossary(tmp_path), tmp_path / "foreign.tsv")
    rows = (tmp_path / "foreign.tsv").read_text("utf-8").splitlines()

    assert rows == sorted(rows, key=str.encode)
    (pont,) = (row for row in rows if row.startswith("pont\t"))
    assert pont.split("\t")[1:3] == ["de", "bridge9"]
    assert pont.count("bridge9") == len(LANGUAGES)
    assert "combien\tfr\thow many9" in rows
