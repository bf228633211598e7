"""Who may use a server: keys, names and origins."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from api.limits import RateLimit
from rag.settings import load_settings
from tests.api_server import QUESTION, Served, served
from tests.commands import jianbao
from tests.test_verbs import installed


@pytest.fixture(scope="module")
def keyed(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str, str]]:
    """A server with a key to ask with and one to change with."""
    archive = Path(shutil.copytree(samples, tmp_path_factory.mktemp("keyed") / "archive"))
    around = installed(tmp_path_factory.mktemp("metadata"))
    asks = jianbao("key", "new", "reader", archive=archive, environment=around).stdout.strip()
    changes = jianbao(
        "key", "new", "editor", "--may", "change", archive=archive, environment=around
    ).stdout.strip()
    with served(archive, "--rate", "5") as running:
        yield running, asks, changes


def test_without_a_key_or_with_a_wrong_one_nothing_is_answered(keyed: tuple[Served, str, str]) -> None:
    server, *_ = keyed

    with pytest.raises(openai.AuthenticationError) as caught:
        server.client("jb-wrong").models.list()
    with server.http() as client:
        none = client.get("/v1/models")

    assert caught.value.code == "invalid_api_key"
    assert (none.status_code, none.json()["error"]["code"]) == (401, "missing_api_key")
    assert none.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_may_do_what_it_was_made_for_and_no_more(keyed: tuple[Served, str, str]) -> None:
    server, asks, changes = keyed
    with server.http(asks) as reader, server.http(changes) as editor:
        statuses = [
            reader.get("/v1/models").status_code,
            reader.delete("/v1/articles/a0").status_code,
            editor.get("/v1/models").status_code,
            editor.delete("/v1/articles/a0").status_code,
        ]

    assert statuses == [200, 403, 403, 404]


def test_a_key_that_asks_too_often_is_told_when_to_come_back(keyed: tuple[Served, str, str]) -> None:
    server, asks, _ = keyed

    with pytest.raises(openai.RateLimitError) as caught:
        for _ in range(10):
            server.client(asks).models.list()

    assert caught.value.code == "rate_limit_exceeded"
    assert 1 <= int(caught.value.response.headers["Retry-After"]) <= 12


def test_keys_are_kept_as_hashes_in_a_settings_file_that_is_still_read(tmp_path: Path, samples: Path) -> None:
    archive, around = Path(shutil.copytree(samples, tmp_path / "archive")), installed(tmp_path)
    (archive / "jianbao.toml").write_text("k = 7\n")

    made = jianbao("key", "new", "reader", archive=archive, environment=around).stdout.strip()
    listed = jianbao("key", "list", archive=archive, environment=around).stdout
    kept = (archive / "jianbao.toml").read_text()
    k = load_settings(archive, {}).k
    removed = jianbao("key", "remove", "reader", archive=archive, environment=around)

    assert made.startswith("jb-")
    assert made not in kept
    assert "hash = " in kept
    assert (listed, k) == ("reader  ask\n", 7)
    assert removed.returncode == 0
    assert (archive / "jianbao.toml").read_text() == "k = 7\n"


def test_a_running_server_follows_what_becomes_of_keys(tmp_path: Path, samples: Path) -> None:
    archive, around = Path(shutil.copytree(samples, tmp_path / "archive")), installed(tmp_path)

    def key(action: str, name: str) -> str:
        return jianbao("key", action, name, archive=archive, environment=around).stdout.strip()

    first = key("new", "first")
    with served(archive) as server:
        second = key("new", "second")
        key("remove", "first")
        statuses = []
        for words in (first, second):
            with server.http(words) as client:
                statuses.append(client.get("/v1/models").status_code)

    assert statuses == [401, 200]


def test_a_server_that_others_can_reach_does_not_start_without_keys(tmp_path: Path, samples: Path) -> None:
    done = jianbao("serve", "--host", "0.0.0.0", archive=samples, environment=installed(tmp_path))

    assert done.returncode == 2
    assert "jianbao key new" in done.stderr


@pytest.fixture(scope="module")
def open_server(samples: Path) -> Iterator[Served]:
    with served(samples) as running:
        yield running


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "attacker.example"}, 421),
        ({"Host": "127.0.0.1.attacker.example"}, 421),
        ({"Host": "[::1"}, 421),
        ({"Host": "localhost"}, 200),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
    ],
)
def test_a_page_of_another_site_cannot_use_a_server_on_loopback(
    open_server: Served, headers: dict[str, str], status: int
) -> None:
    with open_server.http() as client:
        reply = client.post("/v1/search", json={"question": QUESTION}, headers=headers)

    assert reply.status_code == status


def test_its_own_page_can(open_server: Served) -> None:
    with open_server.http() as client:
        page = client.get("/")
        reply = client.post("/v1/search", json={"question": QUESTION}, headers={"Origin": open_server.url})

    assert (page.status_code, reply.status_code) == (200, 200)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_a_server_goes_by_the_names_that_it_was_given(samples: Path) -> None:
    with served(samples, "--host-name", "Papers.example") as server, server.http() as client:
        statuses = [
            client.get("/healthz", headers={"Host": f"{name}:8000"}).status_code
            for name in ("papers.example", "PAPERS.EXAMPLE", "other.example")
        ]

    assert statuses == [200, 200, 421]


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(open_server: Served) -> None:
    large = b'{"question": "' + b"x" * 1_000_001 + b'"}'
    kind = {"Content-Type": "application/json"}
    with open_server.http() as client:
        said = client.post("/v1/search", content=large, headers=kind)
        unsaid = client.post("/v1/search", content=iter([large[:600_000], large[600_000:]]), headers=kind)
        form = client.post("/v1/search", files={"file": large})

    assert [reply.status_code for reply in (said, unsaid, form)] == [413, 413, 413]
    assert unsaid.json()["error"]["code"] == "request_too_large"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/none", 404), ("PUT", "/v1/articles", 405), ("GET", "/../pyproject.toml", 404)],
)
def test_what_is_not_there_is_said_in_the_same_shape(
    open_server: Served, method: str, path: str, status: int
) -> None:
    with open_server.http() as client:
        reply = client.request(method, path)

    assert reply.status_code == status
    assert set(reply.json()["error"]) == {"message", "type", "param", "code"}


def test_no_reply_names_a_folder_of_the_server(open_server: Served, samples: Path) -> None:
    with open_server.http() as client:
        article = client.get("/v1/articles?limit=1").json()["data"][0]["id"]
        replies = [
            client.get("/v1/articles"),
            client.get(f"/v1/articles/{article}"),
            client.get(f"/v1/articles/{article}/source"),
            client.get("/metrics"),
            client.get("/docs"),
            client.delete("/v1/files/none.txt"),
        ]

    assert [reply.url for reply in replies if str(samples.parent) in reply.text] == []


def test_the_log_has_a_line_for_each_request_and_no_question(open_server: Served) -> None:
    with open_server.http() as client:
        client.post("/v1/search", json={"question": QUESTION}, headers={"X-Request-Id": "mine-1"})

    (line,) = [line for line in open_server.log.read_text().splitlines() if "mine-1" in line]
    assert '"path": "/v1/search", "status": 200' in line
    assert QUESTION not in open_server.log.read_text()


def test_requests_saved_up_are_granted_and_then_one_by_one() -> None:
    now = 0.0
    limit = RateLimit(60, lambda: now)

    at_once = [limit.wait("a") for _ in range(61)]
    now = 1.0
    later = limit.wait("a")

    assert at_once == [0.0] * 60 + [1.0]
    assert (later, limit.wait("b")) == (0.0, 0.0)


def test_a_port_in_use_is_said(tmp_path: Path, samples: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = jianbao("serve", "--port", port, archive=samples, environment=installed(tmp_path))

    assert done.returncode == 2
    assert "--port" in done.stderr
