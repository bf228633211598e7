"""Links that know whether the words they were made to still stand."""

import json
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.archive import Archive
from rag.errors import UsageError
from rag.link import link_to, place_of, read_link
from tests.clippings import article
from tests.commands import asked, jianbao

BRIDGE = "永安古桥长86米，建于明代。"


def test_a_link_holds_where_the_words_stand_and_their_sha256() -> None:
    written = str(link_to(article(f"导语。{BRIDGE}"), 3, 3 + len(BRIDGE)))

    # printf 永安古桥长86米，建于明代。 | sha256sum
    assert written == "/#/article/a1?at=3-17&sha=647238158bff1eaa"


@given(st.text("永安古桥ab1𠮷\n", min_size=1), st.data())
def test_words_are_found_where_they_stood(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    link = read_link(f"http://127.0.0.1:8000{link_to(article(text), start, end)}\n")

    assert place_of(link, text) == (start, end)


@given(st.text(ascii_lowercase, min_size=1, max_size=20), st.text(max_size=20))
def test_words_that_moved_are_found_and_others_are_not(before: str, after: str) -> None:
    link = link_to(article(BRIDGE), 0, len(BRIDGE))

    assert place_of(link, before + BRIDGE + after) == (len(before), len(before) + len(BRIDGE))
    assert place_of(link, before + BRIDGE.replace("86", "88") + after) is None


def test_of_several_places_the_nearest_is_where_the_words_moved() -> None:
    text = f"{BRIDGE}第二段。{BRIDGE}"
    link = replace(link_to(article(BRIDGE), 0, len(BRIDGE)), start=15, end=15 + len(BRIDGE))

    assert place_of(link, text) == (len(BRIDGE) + 4, len(text))


def test_no_words_stand_nowhere() -> None:
    assert place_of(read_link("/#/article/a1?at=17-3&sha=0123456789abcdef"), BRIDGE) is None


@pytest.mark.parametrize(
    "written",
    [
        "",
        "http://127.0.0.1:8000/",
        "/#/article/a1",
        "/#/article/a1?at=3-17&sha=0123",
        "/#/article/a1?at=３-17&sha=0123456789abcdef",
        "/#/article/a1?at=3-17&sha=0123456789abcdef0",
    ],
)
def test_what_is_no_link_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="copy it whole"):
        read_link(written)


def test_an_archive_says_what_became_of_the_words(archive: Archive, pages: Path) -> None:
    opening = "白石镇茶园今年春茶面积达1.2万亩，全镇九个村都有茶园。" * 3  # more than an id looks at
    words, page = "全镇预计产茶900吨。", pages / "tea.jsonl"

    def index(text: str) -> None:
        page.write_text(json.dumps({"id": "tea", "text": text}, ensure_ascii=False) + "\n", "utf-8")
        archive.index([page])

    index(opening + words)
    (shown,) = [each for each in archive.articles() if words in each.text]
    link, states = link_to(shown, len(opening), len(opening + words)), []
    texts = (
        opening + words,
        f"{opening}采茶能手三十名。{words}",
        opening + words.replace("900", "800"),
        words,
    )
    for text in texts:
        index(text)
        states.append(archive.verify(link).state)

    assert states == ["stands", "moved", "changed", "gone"]


def test_the_command_says_in_one_sentence_whether_a_quotation_still_stands(samples: Path) -> None:
    (citation, *_) = asked("港珠澳大桥有多长？", samples)["citations"]
    link = citation["link"]

    stands = jianbao("verify", f"http://127.0.0.1:8000{link}", archive=samples)
    moved = jianbao(
        "verify",
        link.replace(f"at={citation['start']}-{citation['end']}", "at=0-46"),
        "--json",
        archive=samples,
    )
    changed = jianbao("verify", link[:-4] + "0000", archive=samples)
    gone = jianbao("verify", link.replace(citation["article"]["id"], "a0"), archive=samples)
    wrong = jianbao("verify", link[:-1], archive=samples)

    assert (stands.returncode, stands.stdout) == (
        0,
        "The words still stand where they stood: 剪报样报/2023-10-26/01.txt:73-77.\n",
    )
    found = json.loads(moved.stdout)
    assert (moved.returncode, found["state"], found["stands"]) == (1, "moved", False)
    assert (found["start"], found["end"], found["quote"]) == (76, 122, citation["quote"])
    assert (changed.returncode, changed.stdout.count("\n")) == (1, 1)
    assert "do not stand in it any more" in changed.stdout
    assert (gone.returncode, gone.stdout.startswith("The article is gone")) == (1, True)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
