"""Reprints: near-identical articles are known for one story, those by one template are not."""

import json
import random
from pathlib import Path

from rag.archive import Archive
from rag.found import Filters
from rag.indexing.reprints import ALIKE, PAIRED, ROWS, TOLD, likeness, sketch
from rag.wire import article_json
from tests.fakes import PairEmbedder

STORY = (
    "横跨清水河的永安古桥修缮完工，重新开放通行。古桥长86米，建于明代，共有7个桥孔，是省内现存最长的石拱桥。"
    "修缮工程历时14个月，更换石板312块，加固桥墩6座，投入资金980万元。县文物局的负责人说，施工中尽量使用旧料，"
    "新添的石板都刻上了年份，以便后人分辨。石匠陆大川带着四个徒弟住在河边，每天天亮就开工。"
    "附近的居民自发送来茶水，孩子们放学以后在岸边看他们凿石头。通车那天，镇上的老人都来走了一遍。"
)
RETOLD = STORY[40:105] + (  # shares a band of its sketch, and a quarter of the whole
    "施工队从外地运来木料，在岸上搭起工棚，夜里点着灯赶工，孩子们隔着河数灯。雨季到来以前，桥面已经铺好一半，"
    "剩下的石料堆在祠堂门口，等水退了再往上抬。"
)
TEMPLATE = (
    "截至2023年8月{day}日收盘，本地{name}股份报收于{price}元，下跌{fall}%，换手率{turn}%，成交量{volume}万手，"
    "成交额{amount}亿元。资金流向数据方面，主力资金净卖出{sold}万元，占总成交额{share}%，游资资金净买入{bought}万元，"
    "散户资金净买入{retail}万元。该股近90天内共有{agencies}家机构给出评级，机构目标均价为{target}元。"
)


def noisy(text: str, every: int) -> str:
    """The text with one character in `every` misread."""
    chance = random.Random(every)
    wrong = set(chance.sample(range(len(text)), len(text) // every))
    return "".join("误" if at in wrong else character for at, character in enumerate(text))


def report(seed: int) -> str:
    chance = random.Random(seed)
    names = ("price", "fall", "turn", "volume", "amount", "sold", "share", "bought", "retail", "target")
    numbers = {name: f"{chance.uniform(1, 99):.2f}" for name in names}
    return TEMPLATE.format(day=seed, name="甲乙丙丁"[seed % 4], agencies=chance.randint(2, 30), **numbers)


def write(path: Path, records: dict[str, str]) -> Path:
    lines = (json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in records.items())
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def clusters(archive: Archive) -> dict[str, list[str]]:
    names = {article.id: article.parts[0].record for article in archive.articles()}
    return {names[a.id]: sorted(names[other] for other in a.reprints) for a in archive.articles()}


def test_a_copy_with_one_character_in_sixteen_misread_is_alike() -> None:
    assert likeness(sketch(STORY), sketch(noisy(STORY, 16))) >= ALIKE
    assert likeness(sketch(STORY), sketch(STORY)) == 1


def test_width_punctuation_and_script_make_no_difference() -> None:
    assert sketch(STORY) == sketch(STORY.replace("，", ",").replace("86", "８６").replace("桥", "橋"))


def test_reports_by_one_template_are_not_alike() -> None:
    assert all(likeness(sketch(report(1)), sketch(report(day))) < ALIKE for day in range(2, 30))


def test_what_has_only_a_part_in_common_is_a_story_of_its_own(tmp_path: Path) -> None:
    bands = [
        [made[at : at + 2 * ROWS] for at in range(0, len(made), 2 * ROWS)]
        for made in map(sketch, (STORY, RETOLD))
    ]
    assert any(one == other for one, other in zip(*bands, strict=True))  # so it is looked at
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([write(tmp_path / "x.jsonl", {"a": STORY, "b": RETOLD})])

        assert clusters(archive) == {"a": [], "b": []}


def test_a_short_text_has_no_sketch() -> None:
    assert sketch(STORY[:60]) == b""


def test_a_cluster_is_shown_once_with_the_others_listed(tmp_path: Path) -> None:
    papers = write(
        tmp_path / "x.jsonl", {"a": STORY, "b": noisy(STORY, 30), "c": "城东的" + noisy(STORY, 25)}
    )
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([papers])
        (hit,) = archive.search("永安古桥长多少米？").hits
        assert len(hit.article.reprints) == 2
        assert article_json(hit.article)["reprints"] == list(hit.article.reprints)
        assert len(archive.finder.search("永安古桥长多少米？", 10, reprints=True).hits) == 3
        other = archive.search("永安古桥", filters=Filters(article=hit.article.reprints[0])).hits
        assert [found.article.id for found in other] == [hit.article.reprints[0]]


def test_a_cluster_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    named = {"a": STORY, "b": noisy(STORY, 20), "c": report(1), "d": noisy(STORY, 30)}
    files = [write(tmp_path / f"{name}.jsonl", {name: text}) for name, text in named.items()]
    expected = {"a": ["b", "d"], "b": ["a", "d"], "c": [], "d": ["a", "b"]}
    for number, order in enumerate((files, files[::-1], [files[2], files[3], files[0], files[1]])):
        with Archive(tmp_path / str(number), create=True, embedder=PairEmbedder()) as archive:
            for file in order:
                archive.index([file])
            assert clusters(archive) == expected
            archive.remove(["a.jsonl"])
            assert "a" not in clusters(archive)
            archive.index([files[0]])
            assert clusters(archive) == expected
            assert archive.doctor() == []


def test_of_hundreds_alike_each_is_paired_with_the_first_and_one_is_shown(tmp_path: Path) -> None:
    many = TOLD + 20
    notices = write(tmp_path / "x.jsonl", {str(n): f"{STORY}通告第{n}号" for n in range(many)})
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([notices])

        (pairs,) = archive.store.database.rows("SELECT count(*) FROM likenesses").fetchone()
        assert pairs <= 2 * PAIRED * many < many * (many - 1)
        (hit,) = archive.search("永安古桥长多少米？", per_article=1).hits
        assert TOLD - 1 <= len(hit.article.reprints) <= TOLD
        assert archive.doctor() == []


def test_doctor_sees_a_pair_that_is_not_alike(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([write(tmp_path / "x.jsonl", {"a": STORY, "b": report(3)})])
        one, other = (article.id for article in archive.articles())
        with archive.store.change():
            archive.store.database.rows("INSERT INTO likenesses VALUES (?, ?)", (one, other))

        assert any("reprints noted" in finding.text for finding in archive.doctor())


def test_what_is_removed_is_gone_from_the_cluster(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{n}.jsonl", {n: noisy(STORY, 20 + i)}) for i, n in enumerate("ab")]
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index(files)
        archive.remove(["b.jsonl"])

        assert clusters(archive) == {"a": []}
        for table, rows in (("sketches", 1), ("likenesses", 0)):
            assert archive.store.database.rows(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
        assert archive.store.database.rows("SELECT count(DISTINCT sketch) FROM bands").fetchone() == (1,)


def test_doctor_sees_a_sketch_that_is_not_of_its_article(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive", create=True, embedder=PairEmbedder()) as archive:
        archive.index([write(tmp_path / "x.jsonl", {"a": STORY})])
        with archive.store.change():
            archive.store.database.rows("UPDATE sketches SET sketch = ?", (sketch(report(3)),))

        assert any("reprints noted" in finding.text for finding in archive.doctor())
