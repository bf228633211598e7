"""The archive's verbs: what was put in is found, cited, refused, looked at."""

from pathlib import Path

import pytest

from embeddings import EmbedderError
from embeddings.endpoint import EndpointEmbedder
from rag.archive import Archive
from rag.errors import ArchiveMissing, ArticleNotFound, EncoderMismatch, UsageError
from rag.found import Filters
from rag.wire import answer_json
from tests.fakes import PairEmbedder


def test_a_question_finds_its_article_first(archive: Archive) -> None:
    found = archive.search("永安古桥有几个桥孔？")

    assert found.hits[0].article.headline.text == "古桥修缮完工"
    assert found.hits[0].file == "江滨日报/2023-05-06/01.txt"
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    assert all(0 <= hit.evidence <= 1 for hit in found.hits)


def test_a_hit_is_a_span_of_its_article(archive: Archive) -> None:
    for hit in archive.search("图书馆开放到几点？").hits:
        assert hit.text == hit.article.text[hit.start : hit.end]


def test_the_same_question_ranks_the_same_in_another_process_state(archive: Archive) -> None:
    first = archive.search("茶园面积有多少亩？")
    archive.search("地铁三号线有多长？")

    assert archive.search("茶园面积有多少亩？") == first


def test_an_answer_is_quotations_each_a_span_traced_to_its_lines(archive: Archive) -> None:
    answer = archive.ask("永安古桥长多少米？")

    assert not answer.refused
    assert answer.model == "extractive"
    assert "".join(sentence.text for sentence in answer.sentences) == answer.text
    first = answer.citations[0]
    assert first.quote == "永安古桥长86米，建于明代，共有7个桥孔。"
    assert first.quote == first.article.text[first.start : first.end]
    assert first.lines == ((7, 9),)
    assert (first.article.paper, first.article.date, first.page) == ("江滨日报", "2023-05-06", "1")


def test_a_question_that_no_page_answers_is_refused_with_the_nearest_named(archive: Archive) -> None:
    answer = archive.ask("谁发明了电话？")

    assert answer.refused
    assert answer.citations == ()
    assert answer.language == "zh"


@pytest.mark.parametrize("question", ["[1]", "5", "the", "什么？"])
def test_a_question_that_names_nothing_is_refused(archive: Archive, question: str) -> None:
    assert archive.ask(question).refused


def test_half_a_character_in_a_question_or_filter_is_no_error(archive: Archive) -> None:
    assert archive.ask("\ud800").refused
    assert archive.search("永安古桥\udc80").question == "永安古桥\ufffd"
    for wrong in (Filters(paper="\ud800"), Filters(file="\ud800"), Filters(article="\ud800")):
        assert archive.search("永安古桥", filters=wrong).hits == ()


def test_an_answer_says_how_many_articles_its_date_filter_left_out(archive: Archive, tmp_path: Path) -> None:
    undated = tmp_path / "undated.jsonl"
    undated.write_text('{"text": "石板街上的老茶馆重新开张，每天接待茶客三百人次。"}\n', "utf-8")
    archive.index([undated])

    answer = archive.ask("永安古桥长多少米？", Filters(since="2023-01-01"))

    assert (answer.refused, answer.left_out) == (False, 1)
    assert answer_json(answer)["left_out"] == 1
    assert archive.ask("永安古桥长多少米？").left_out == 0


def test_an_empty_archive_refuses(tmp_path: Path) -> None:
    with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path])

        assert archive.ask("永安古桥长多少米？").refused


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(page="2"), {"江滨日报/2023-05-06/02.md"}),
        (Filters(file="01.txt"), {"江滨日报/2023-05-06/01.txt"}),
        (
            Filters(paper="江滨日报", since="2023-05-06", until="2023-05-06", page="1"),
            {"江滨日报/2023-05-06/01.txt"},
        ),
        (Filters(until="2023-05-05"), set()),
        (Filters(paper="别的报"), set()),
    ],
)
def test_a_filter_is_applied_before_the_best_are_taken(
    archive: Archive, filters: Filters, expected: set[str]
) -> None:
    found = archive.search("图书馆、茶园和古桥", filters=filters)

    assert {hit.file for hit in found.hits} == expected


def test_a_date_filter_says_how_many_articles_have_no_date(tmp_path: Path, pages: Path) -> None:
    (pages / "undated.txt").write_text("没有日期的一页，讲的是古桥的传说。\n", "utf-8")
    with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
        archive.index([pages])

        assert archive.search("古桥", filters=Filters(since="2023-01-01")).left_out == 1
        assert archive.search("古桥").left_out == 0


def test_at_most_two_passages_of_an_article_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "".join(f"第{n}号灯塔由渔民看守了很多很多年，灯塔的光很亮。" for n in range(80)), "utf-8"
    )
    with Archive(tmp_path / "a", create=True, embedder=PairEmbedder()) as archive:
        archive.index([tmp_path])

        assert len(archive.search("灯塔由谁看守？").hits) == 2
        assert len(archive.search("灯塔由谁看守？", k=4, per_article=4).hits) == 4


def test_a_pinyin_name_in_an_english_question_finds_the_chinese_one(archive: Archive) -> None:
    found = archive.search("Baishi")

    assert found.hits[0].article.headline.text == "茶园迎来春茶采摘"


def test_what_is_not_there_is_said(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArticleNotFound, match="a000000000000"):
        archive.article("a000000000000")
    with pytest.raises(UsageError, match=r"no file nowhere\.txt"):
        archive.remove(["nowhere.txt"])
    with pytest.raises(ArchiveMissing, match="jianbao index"):
        Archive(tmp_path / "nowhere")
    with pytest.raises(ArchiveMissing, match="jianbao index"), Archive(tmp_path / "new", create=True) as new:
        new.search("古桥")


def test_another_encoder_is_refused_by_both_names(archive: Archive, pages: Path) -> None:
    class Other(PairEmbedder):
        name = "other-64"

    with Archive(archive.folder, embedder=Other()) as opened:
        with pytest.raises(EncoderMismatch, match=r"pairs-64.*other-64"):
            opened.search("古桥")
        with pytest.raises(EncoderMismatch, match=r"pairs-64.*other-64"):
            opened.index([pages])


def test_a_model_of_another_width_under_the_same_name_is_refused_before_it_is_stored(
    archive: Archive, pages: Path
) -> None:
    class Wider(PairEmbedder):
        dim = 96

    (pages / "lamp.txt").write_text("海上灯塔昨夜重新点亮。", "utf-8")
    with Archive(archive.folder, embedder=Wider()) as opened:
        for ask in (lambda: opened.search("古桥"), lambda: opened.index([pages])):
            with pytest.raises(EncoderMismatch, match=r"64 numbers, and pairs-64 gives 96 now.*reembed"):
                ask()
        assert opened.doctor() == []
        opened.reembed(Wider())
        opened.index([pages])

        assert opened.doctor() == []
        assert opened.info().dim == 96


def test_an_encoder_that_is_away_leaves_no_archive_behind(tmp_path: Path, pages: Path) -> None:
    away = EndpointEmbedder("http://127.0.0.1:1/v1#m", wait=lambda _: None)

    with Archive(tmp_path / "new", create=True, embedder=away) as made, pytest.raises(EmbedderError):
        made.index([pages])

    away.close()
    assert not (tmp_path / "new").exists()


def test_info_counts_what_is_there(archive: Archive) -> None:
    info = archive.info()

    assert (info.files, info.articles, info.chunks, info.encoder, info.dim) == (3, 5, 5, "pairs-64", 64)


def test_a_file_is_read_again_as_it_was_indexed(archive: Archive) -> None:
    (read,) = archive.read_again("江滨日报/2023-05-06/02.md")

    stored = [article for article in archive.articles() if article.file.endswith("02.md")]
    assert sorted(a.id for a in read.articles) == sorted(a.id for a in stored)
    assert {a.id: a for a in read.articles} == {a.id: a for a in stored}


def test_a_filter_on_what_articles_speak_of_takes_times_that_overlap(archive: Archive) -> None:
    def found(**about: str) -> set[str]:
        return {
            hit.article.headline.text for hit in archive.search("古桥修缮完工", filters=Filters(**about)).hits
        }

    assert "古桥修缮完工" in found(about_since="2023-05-05", about_until="2023-05-05")
    assert "古桥修缮完工" in found(about_since="2023-05-01") & found(about_until="2023-05-05")
    assert "古桥修缮完工" not in found(about_since="2023-05-06")
    assert "古桥修缮完工" not in found(about_until="2023-05-04")


def test_of_a_very_long_question_the_beginning_is_searched_and_that_is_said(archive: Archive) -> None:
    answer = archive.ask("永安古桥长多少米？" + "几" * 20_000)

    assert answer.warnings[0] == "问题太长，只检索了前 1,000 个字符。"
    assert answer.hits[0].article.headline.text == "古桥修缮完工"
