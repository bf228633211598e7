"""The log of questions: off unless asked for, judged by readers, read by `jianbao eval`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.layouts import read_set
from tests.api_server import QUESTION, UNANSWERED, Served, served
from tests.commands import jianbao
from tests.test_verbs import installed


@pytest.fixture(scope="module")
def server(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    archive = Path(shutil.copytree(samples, tmp_path_factory.mktemp("logged") / "archive"))
    with served(archive, "--log-questions") as running:
        yield running, archive


def test_answers_found_good_are_a_set_that_eval_measures(server: tuple[Served, Path], tmp_path: Path) -> None:
    running, archive = server
    export = tmp_path / "asked.jsonl"
    with running.http() as client:

        def vote(question: str, *votes: str) -> str:
            body = {"messages": [{"role": "user", "content": question}]}
            reply = client.post("/v1/chat/completions", json=body).json()
            assert reply["logged"] is True
            answer = str(reply["id"])
            for given in votes:
                client.post("/v1/feedback", json={"id": answer, "vote": given}).raise_for_status()
            return answer

        good = vote(QUESTION, "down", "up")
        refused = vote(UNANSWERED, "up")
        vote(QUESTION, "down")
        vote(QUESTION)
        export.write_text(client.get("/v1/questions").text, "utf-8")
    around = installed(tmp_path)
    done = jianbao("eval", export, "--archive", archive, "--json", environment=around)

    asked, unanswerable = read_set(export).questions
    assert (asked.id, asked.text, asked.answerable) == (good, QUESTION, True)
    assert (list(asked.relevant), "55公里" in asked.quote) == (["剪报样报/2023-10-26/01"], True)
    assert (unanswerable.id, unanswerable.answerable) == (refused, False)
    assert done.returncode == 0, done.stderr
    assert (archive / "questions.jsonl").stat().st_mode & 0o077 == 0


def test_an_answer_that_was_not_given_cannot_be_judged(server: tuple[Served, Path]) -> None:
    with server[0].http() as client:
        reply = client.post("/v1/feedback", json={"id": "chatcmpl-0", "vote": "up"})

    assert (reply.status_code, reply.json()["error"]["param"]) == (404, "id")


def test_no_question_is_kept_unless_that_is_asked_for(samples: Path) -> None:
    with served(samples) as running, running.http() as client:
        answer = client.post(
            "/v1/chat/completions", json={"messages": [{"role": "user", "content": QUESTION}]}
        ).json()
        reply = client.post("/v1/feedback", json={"id": answer["id"], "vote": "up"})

    assert answer["logged"] is False
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "no_question_log")
    assert not (samples / "questions.jsonl").exists()
