"""A server in operation: several workers, clients that leave, changes from outside, an orderly end."""

import json
import shutil
import signal
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from api.server import listening
from tests.api_server import QUESTION, served
from tests.commands import jianbao
from tests.llm_server import Reply, event, says, serving
from tests.test_house import loaded_by

ASKED = {"messages": [{"role": "user", "content": QUESTION}]}


def test_two_workers_answer_and_follow_what_another_process_adds(samples: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    page = tmp_path / "new.txt"
    page.write_text("灯塔重新点亮\n\n东礁岛灯塔停用23年后昨晚重新点亮。\n\n", "utf-8")
    question = {"question": "东礁岛灯塔停用了多少年？", "k": 1}
    with served(archive, "--workers", "2") as server:
        with server.http() as client:
            client.post("/v1/search", json=question)
        assert jianbao("index", page, archive=archive).returncode == 0
        files = set()
        for _ in range(12):  # a connection each, so that either worker gets some
            with server.http() as client:
                files.add(client.post("/v1/search", json=question).json()["hits"][0]["file"])
        total = server.counted('jianbao_requests_total{method="POST",route="/v1/search"')

    assert files == {"new.txt"}
    assert total == 13  # both workers' together


def test_a_stream_that_has_begun_is_finished_before_the_server_ends(samples: Path) -> None:
    with serving([Reply(hangs=True)]) as llm:
        options = ("--llm-url", llm.url, "--llm-model", "slow")
        with served(samples, *options) as server, server.http() as client:
            body = {**ASKED, "stream": True}
            with client.stream("POST", "/v1/chat/completions", json=body) as reply:
                lines = reply.iter_lines()
                first = next(lines)
                while not llm.requests:
                    time.sleep(0.01)
                ending = threading.Thread(target=server.stop)
                ending.start()
                llm.over.set()  # the LLM hangs up: the answer is by quotation
                rest = [line for line in lines if line]
                ending.join()

    assert json.loads(first.removeprefix("data: "))["choices"][0]["delta"]["role"] == "assistant"
    assert rest[-1] == "data: [DONE]"
    assert server.process.returncode == -signal.SIGTERM  # as uvicorn ends, its work done


def test_an_llm_writes_the_answer_unless_it_is_not_wanted(samples: Path) -> None:
    with (
        serving([says("港珠澳大桥全长55公里。[1]")]) as llm,
        served(samples, "--llm-url", llm.url, "--llm-model", "small") as server,
        server.http() as client,
    ):
        by_llm = client.post("/v1/chat/completions", json={**ASKED, "model": "small"}).json()
        quoted = client.post("/v1/chat/completions", json={**ASKED, "llm": False}).json()

    assert (by_llm["model"], quoted["model"]) == ("small", "extractive")
    assert len(llm.requests) == 1


def test_where_the_llm_is_and_what_it_said_stays_in_the_log(samples: Path) -> None:
    broken = Reply(b'{"error": {"message": "no weights in /srv/models"}}', 400)
    with (
        serving([broken]) as llm,
        served(samples, "--llm-url", llm.url, "--llm-model", "small") as server,
        server.http() as client,
    ):
        reply = client.post("/v1/chat/completions", json=ASKED)
        log = server.log.read_text()

    assert "大模型无法使用，原因见服务器日志。" in reply.json()["warnings"][0]
    assert "55公里" in reply.json()["answer"]
    assert (llm.url in reply.text, "/srv/models" in reply.text) == (False, False)
    assert llm.url in log


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("begun", [(), (event("港珠澳大桥全长"),)])
def test_a_client_who_leaves_in_mid_sentence_takes_the_llm_along(
    samples: Path, stream: bool, begun: tuple[bytes, ...]
) -> None:
    with (
        serving([Reply(chunks=[b": yes\n\n", *begun], holds=True)]) as llm,
        served(samples, "--answers", "1", "--llm-url", llm.url, "--llm-model", "slow") as server,
    ):
        host, port = server.url.removeprefix("http://").split(":")
        body = json.dumps({**ASKED, "stream": stream}).encode()
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        with socket.create_connection((host, int(port))) as client:
            client.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)
            while not llm.requests:
                time.sleep(0.01)

        assert llm.gone.wait(5)
        assert len(llm.requests) == 1


def test_a_client_who_leaves_in_mid_upload_is_no_error_and_leaves_nothing_behind(
    samples: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(samples, tmp_path / "archive"))
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of'
    head = b"POST /v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
    with served(archive) as server:
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as client:
            client.sendall(head + b"Content-Type: multipart/form-data; boundary=x\r\n\r\n" + part)
        while '"path": "/v1/articles"' not in (log := server.log.read_text()):
            time.sleep(0.01)

        assert '"status": 499' in log
        assert '"level": "error"' not in log
        assert list((archive / "jobs").iterdir()) == []


def test_answers_beyond_the_limit_are_told_to_come_back(samples: Path) -> None:
    with serving([Reply(hangs=True)]) as llm:
        options = ("--answers", "1", "--llm-url", llm.url, "--llm-model", "slow")
        with (
            served(samples, *options) as server,
            server.http() as client,
            client.stream("POST", "/v1/chat/completions", json={**ASKED, "stream": True}) as reply,
        ):
            next(reply.iter_lines())
            busy = httpx.post(f"{server.url}/v1/chat/completions", json=ASKED)
            other = httpx.post(f"{server.url}/v1/search", json={"question": QUESTION})
            llm.over.set()

    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "1")
    assert busy.json()["error"]["code"] == "too_many_answers"
    assert other.status_code == 200


def test_no_reply_waits_for_the_client_to_acknowledge_its_head() -> None:
    with listening("127.0.0.1", 0) as sock, socket.create_connection(sock.getsockname()):
        accepted, _ = sock.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_serving_is_loaded_only_when_it_is_asked_for() -> None:
    help_ = "sys.argv = ['jianbao', '--help']; from rag.cli import main; main()"
    light = loaded_by(f"import api.commands; {help_}")

    assert light & {"fastapi", "uvicorn", "pydantic", "prometheus_client"} == set()
