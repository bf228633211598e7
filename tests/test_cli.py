"""The command line, as a user meets it: real processes, the embedded encoder, no network."""

import json
from pathlib import Path

import pytest

from rag.samples import copy_pages
from tests.commands import asked, jianbao
from tests.conftest import SHARED
from tests.llm_server import Reply, says, serving
from tests.test_house import loaded_by

SEEDS = SHARED / "pages" / "seeds"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("国际电信联盟有多少个国家和机构加入？", ("193个", "900多家")),
        ("塞罕坝的林地增加到多少亩？", ("115.1万亩",)),
        ("12345是什么？", ("政务服务便民热线",)),
        (
            "How many farming households at Xiaogang village put their fingerprints on the contract in 1978?",
            ("18户",),
        ),
        ("How many households at Xiaogang put their fingerprints on the contract?", ("18户",)),
    ],
)
def test_a_question_cites_the_sentence_that_answers_it(
    samples: Path, question: str, words: tuple[str, ...]
) -> None:
    answer = asked(question, samples)

    assert not answer["refused"]
    assert all(word in answer["citations"][0]["quote"] for word in words)


def test_a_question_that_no_page_answers_is_refused(samples: Path) -> None:
    answer = asked("谁写了小说《白鲸》？", samples)

    assert answer["refused"]
    assert answer["citations"] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed pages are not at {SEEDS}")
def test_the_seed_pages_answer_their_five_questions(tmp_path: Path) -> None:
    assert jianbao("index", SEEDS, archive=tmp_path / "a").returncode == 0

    def cited(question: str) -> str:
        return " ".join(citation["quote"] for citation in asked(question, tmp_path / "a")["citations"])

    theatre = cited("世界剧院联盟有多少个国家和机构参加？")
    assert "21个国家" in theatre
    assert "32家" in theatre
    assert "4万亩" in cited("南木林县造林多少亩？")
    assert "工会服务职工热线" in cited("12351是什么？")
    assert "40户" in cited("How many households in Tonglong village had solar panels installed?")
    assert asked("谁获得了2022年世界杯冠军？", tmp_path / "a")["refused"]


def test_the_answer_as_json_is_what_the_design_says(samples: Path) -> None:
    answer = asked("港珠澳大桥有多长？", samples)

    assert set(answer) >= {
        "question", "searched_as", "answer", "answer_span", "language", "refused", "citations", "sentences",
        "hits", "model", "warnings", "revision",
    }  # fmt: skip
    assert set(answer["citations"][0]) >= {
        "marker", "quote", "article", "field", "start", "end", "file", "page", "lines", "match", "score",
    }  # fmt: skip
    assert set(answer["hits"][0]) >= {
        "rank", "score", "evidence", "article", "field", "text", "start", "end", "file", "lines",
    }  # fmt: skip
    assert "".join(sentence["text"] for sentence in answer["sentences"]) == answer["answer"]


def test_a_quotation_stands_in_its_article_at_its_offsets(samples: Path) -> None:
    (citation, *_) = asked("港珠澳大桥有多长？", samples)["citations"]

    shown = json.loads(jianbao("show", citation["article"]["id"], "--json", archive=samples).stdout)
    assert shown["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_search_prints_one_json_object(samples: Path) -> None:
    done = jianbao("search", "青藏铁路", "-k", "3", "--page", "1", "--json", archive=samples)

    found = json.loads(done.stdout)
    assert {hit["article"]["page"] for hit in found["hits"]} == {"1"}
    assert done.stderr == ""


def test_the_archive_option_stands_before_or_after_the_verb(samples: Path) -> None:
    before = jianbao("--archive", samples, "info", "--json")
    after = jianbao("info", "--archive", samples, "--json")

    assert before.stdout == after.stdout
    assert json.loads(after.stdout)["files"] == 14


@pytest.mark.parametrize(
    ("arguments", "says_"),
    [
        (("ask", "为什么？", "--since", "tomorrow"), "is not a date"),
        (("ask", " "), "question is empty"),
        (("ask", "港珠澳大桥有多长？", "--llm-url", "http://127.0.0.1:9/v1"), "needs its model's name"),
        (("index", "nowhere"), "does not exist"),
        (("show", "a000000000000"), "No article a000000000000"),
        (("remove", "nowhere.txt"), "no file nowhere.txt"),
        (("ask",), "Missing argument"),
        (("fly",), "No such command"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    samples: Path, arguments: tuple[str, ...], says_: str
) -> None:
    done = jianbao(*arguments, archive=samples)

    assert done.returncode == 2
    assert says_ in done.stderr
    assert "Traceback" not in done.stderr


def test_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    done = jianbao("ask", "有什么？", archive=tmp_path / "none")

    assert (done.returncode, done.stdout) == (1, "")
    assert "jianbao index" in done.stderr


def test_a_file_that_cannot_be_read_gives_status_1_and_the_rest_is_indexed(tmp_path: Path) -> None:
    pages = copy_pages(tmp_path / "pages")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "broken.jsonl").write_text('{"text": "第一条。"}\n{"text"\n', "utf-8")

    done = jianbao("index", pages, archive=tmp_path / "a")

    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    assert [line.split(":")[1].strip() for line in complaints] == ["broken.jsonl, line 2", "empty.txt"]
    assert json.loads(jianbao("info", "--json", archive=tmp_path / "a").stdout)["files"] == 15


def test_list_show_and_remove(samples: Path, tmp_path: Path) -> None:
    jianbao("index", copy_pages(tmp_path / "pages"), archive=tmp_path / "a")

    listed = jianbao("list", archive=tmp_path / "a").stdout
    assert "\t2023-10-26\t剪报样报\t1\t五十五公里，跨过伶仃洋\t剪报样报/2023-10-26/01.txt\n" in listed
    removed = jianbao("remove", "剪报样报", archive=tmp_path / "a")
    assert removed.stdout == "6 files removed from the archive.\n"
    left = json.loads(jianbao("list", "--json", archive=tmp_path / "a").stdout)["articles"]
    assert not any(article["file"].startswith("剪报样报/") for article in left)
    assert jianbao("doctor", archive=tmp_path / "a").stdout == "The archive is sound.\n"


def test_show_page_tells_what_was_set_aside(samples: Path) -> None:
    done = jianbao("show", "--page", "剪报样报/2023-10-26/02.txt", archive=samples)

    assert "Set aside:" in done.stdout
    assert "上接1版" in done.stdout


def test_what_could_command_a_terminal_is_made_visible(tmp_path: Path) -> None:
    text = "本县新建的\x1b]0;改名\x07体育馆\u202e昨天向市民开放，设有座位三千个。\n" * 2
    (tmp_path / "page.jsonl").write_text(json.dumps({"text": text}), "utf-8")
    jianbao("index", tmp_path / "page.jsonl", archive=tmp_path / "a")

    done = jianbao("ask", "体育馆有多少座位？", archive=tmp_path / "a")

    assert "三千个" in done.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


def test_an_llm_writes_the_answer_and_its_markers_become_citations(samples: Path) -> None:
    with serving([says("港珠澳大桥全长55公里。[1] 主体工程长39.6公里。[1]")]) as server:
        answer = asked("港珠澳大桥有多长？", samples, "--llm-url", server.url, "--llm-model", "tiny")

    assert answer["model"] == "tiny"
    first, second = answer["sentences"]
    assert (first["supported"], second["supported"]) == (True, False)
    assert "55公里" in answer["citations"][0]["quote"]
    assert "港珠澳" in json.dumps(server.requests[0].body, ensure_ascii=False)


def test_a_refused_question_is_not_sent_to_the_llm(samples: Path) -> None:
    with serving([]) as server:
        answer = asked("谁写了小说《白鲸》？", samples, "--llm-url", server.url, "--llm-model", "tiny")

    assert answer["refused"]
    assert server.requests == []


@pytest.mark.xfail(strict=True, reason="a striking phrase in common, 第一座…城市, counts for too much")
def test_a_question_that_only_shares_a_phrase_with_a_page_is_refused(samples: Path) -> None:
    assert asked("火星上第一座城市的市长是谁？", samples)["refused"]


def test_without_its_llm_the_answer_is_quotations_and_the_status_1(samples: Path) -> None:
    with serving([Reply(b'{"error": {"message": "no such model"}}', 404)]) as server:
        done = jianbao(
            "ask", "港珠澳大桥有多长？", "--llm-url", server.url, "--llm-model", "x", archive=samples
        )

    assert done.returncode == 1
    assert "55公里" in done.stdout
    assert "no such model" in done.stderr


def test_an_llm_may_be_named_as_it_likes(samples: Path) -> None:
    with serving([says("港珠澳大桥全长55公里。[1]")]) as server:
        answer = asked("港珠澳大桥有多长？", samples, "--llm-url", server.url, "--llm-model", "extractive")

    assert answer["answer"] == "港珠澳大桥全长55公里。[1]"  # and the status was 0


def test_a_date_filter_says_what_it_left_out(tmp_path: Path) -> None:
    (tmp_path / "page.jsonl").write_text('{"text": "石板街上的老茶馆重新开张了。"}\n', "utf-8")
    jianbao("index", tmp_path / "page.jsonl", archive=tmp_path / "a")

    done = jianbao("ask", "茶馆在哪里？", "--since", "20230101", archive=tmp_path / "a")

    assert "有 1 篇文章日期不明，未列入。" in done.stdout


def test_asking_loads_neither_torch_nor_langchain(samples: Path) -> None:
    code = f"sys.argv = ['jianbao', '--archive', {str(samples)!r}, 'ask', '港珠澳大桥有多长？']; "
    loaded = loaded_by(code + "from rag.cli import main; main()")

    assert (
        loaded & {"torch", "sentence_transformers", "langchain_text_splitters", "langchain_core", "httpx"}
        == set()
    )
    assert "faiss" in loaded


def test_the_demo_answers_two_questions_and_refuses_the_third(tmp_path: Path) -> None:
    done = jianbao("demo", "--keep", tmp_path / "kept")

    assert done.returncode == 0
    assert done.stdout.count("$ jianbao ask") == 3
    assert "[1] 《" in done.stdout
    assert "档案中没有找到" in done.stdout
    assert (tmp_path / "kept" / "archive" / "archive.db").exists()


def test_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    done = jianbao("index", copy_pages(tmp_path / "pages"), "--dry-run", archive=tmp_path / "a")

    assert done.stdout.startswith("14 files")
    assert not (tmp_path / "a").exists()
