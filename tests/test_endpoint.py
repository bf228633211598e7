"""An encoder behind a real HTTP server on this machine, with the faults that servers have."""

import email.utils
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import numpy as np
import pytest

from embeddings import EmbedderError, load_embedder
from embeddings.endpoint import EndpointEmbedder

Reply = tuple[int, dict[str, str], Any]
DROP: Reply = (0, {}, None)
DRIP: Reply = (-1, {}, None)  # a byte now and then, and no end


def lengths(body: dict[str, Any]) -> Reply:
    """A text's vector is (its length, 1); answered last text first, as servers may."""
    data = [{"index": place, "embedding": [len(text), 1.0]} for place, text in enumerate(body["input"])]
    return 200, {}, {"data": data[::-1]}


class Server:
    """Gives the planned replies one after another, then right answers."""

    def __init__(self) -> None:
        self.plan: list[Reply] = []
        self.answer: Callable[[dict[str, Any]], Reply] = lengths
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.bodies.append(body)
                outer.keys.append(self.headers.get("Authorization"))
                outer.paths.append(self.path)
                status, headers, value = outer.plan.pop(0) if outer.plan else outer.answer(body)
                if not status:
                    return  # hang up without a word
                if status < 0:
                    self.drip()
                    return
                payload = json.dumps(value).encode()
                self.send_response(status)
                for name, text in {**headers, "Content-Length": str(len(payload))}.items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(payload)

            def drip(self) -> None:
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):  # the client has gone
                    while not threading.Event().wait(0.02):
                        self.wfile.write(b" ")

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1#tiny"

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def embedder(server: Server, waits: list[float]) -> Iterator[EndpointEmbedder]:
    made = EndpointEmbedder(server.url, "secret", batch=2, wait=waits.append)
    yield made
    made.close()


def test_texts_go_in_batches_and_their_vectors_come_back_in_order(
    server: Server, embedder: EndpointEmbedder
) -> None:
    vectors = embedder.embed_documents(["a", "bb", "ccc"])

    assert [len(body["input"]) for body in server.bodies] == [2, 1]
    assert server.paths[0] == "/v1/embeddings"
    assert server.bodies[0]["model"] == "tiny"
    assert np.allclose(vectors[:, 0] / vectors[:, 1], [1, 2, 3])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert vectors.dtype == np.float32


def test_its_width_is_known_before_anything_is_embedded(embedder: EndpointEmbedder) -> None:
    assert embedder.dim == 2


def test_the_key_comes_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_EMBED_API_KEY", "from-outside")
    embedder = load_embedder(server.url)
    assert isinstance(embedder, EndpointEmbedder)

    embedder.embed_queries(["a"])
    embedder.close()

    assert embedder.name == server.url
    assert server.keys == ["Bearer from-outside"]


def test_a_busy_server_is_asked_again_after_the_time_it_names(
    server: Server, embedder: EndpointEmbedder, waits: list[float]
) -> None:
    server.plan = [(429, {"Retry-After": "7"}, {}), (429, {}, {})]

    embedder.embed_queries(["a"])

    assert waits == [7.0, 1.0]


def test_a_time_to_wait_may_be_a_date(server: Server, embedder: EndpointEmbedder, waits: list[float]) -> None:
    soon, past = (email.utils.formatdate(time.time() + seconds, usegmt=True) for seconds in (30, -30))
    server.plan = [(429, {"Retry-After": soon}, {}), (503, {"Retry-After": past}, {})]

    embedder.embed_queries(["a"])

    assert 20 < waits[0] <= 30
    assert waits[1] == 1.0


def test_a_broken_server_and_a_dropped_connection_are_tried_again(
    server: Server, embedder: EndpointEmbedder, waits: list[float]
) -> None:
    server.plan = [(500, {}, {}), DROP, (503, {}, {})]

    vectors = embedder.embed_queries(["a"])

    assert vectors.shape == (1, 2)
    assert waits == [0.5, 1.0, 2.0]


def test_an_answer_that_cannot_be_unpacked_is_asked_for_again(
    server: Server, embedder: EndpointEmbedder, waits: list[float]
) -> None:
    server.plan = [(200, {"Content-Encoding": "gzip"}, {})]

    assert embedder.embed_queries(["a"]).shape == (1, 2)
    assert waits == [0.5]


def test_a_server_that_says_nothing_is_asked_once(server: Server, waits: list[float]) -> None:
    over = threading.Event()
    server.answer = lambda body: (200, {}, over.wait())
    embedder = EndpointEmbedder(server.url, timeout=0.1, wait=waits.append)

    with pytest.raises(EmbedderError, match=r"within 0\.1 seconds"):
        embedder.embed_queries(["a"])

    over.set()
    embedder.close()
    assert waits == []


def test_a_server_that_never_ends_its_answer_is_given_up(server: Server) -> None:
    server.plan = [DRIP]
    embedder = EndpointEmbedder(server.url, total=0.2)

    with pytest.raises(EmbedderError, match=r"tiny did not finish within 0\.2 seconds"):
        embedder.embed_queries(["a"])
    embedder.close()


def test_a_server_that_stays_broken_is_given_up(server: Server, embedder: EndpointEmbedder) -> None:
    server.plan = [(500, {}, {})] * 5

    with pytest.raises(EmbedderError, match=r"5 tries \(status 500\)"):
        embedder.embed_queries(["a"])


def test_a_server_that_asks_for_an_hour_is_not_waited_for(
    server: Server, embedder: EndpointEmbedder, waits: list[float]
) -> None:
    server.plan = [(429, {"Retry-After": "3600"}, {})]

    with pytest.raises(EmbedderError, match="3600 seconds"):
        embedder.embed_queries(["a"])

    assert waits == []


def test_a_refused_key_is_not_tried_again(server: Server, embedder: EndpointEmbedder) -> None:
    server.plan = [(401, {}, {})]

    with pytest.raises(EmbedderError, match="JIANBAO_EMBED_API_KEY"):
        embedder.embed_queries(["a"])

    assert len(server.bodies) == 1


def test_a_server_that_repeats_the_key_does_not_show_it(server: Server, embedder: EndpointEmbedder) -> None:
    server.plan = [(400, {}, {"error": "wrong key:\nsecret"})]

    with pytest.raises(EmbedderError, match=r"answered 400 .*wrong key.*\*\*\*") as caught:
        embedder.embed_queries(["a"])

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["clé", "se\ncret"])
def test_a_key_that_cannot_be_sent_is_not_shown_either(key: str) -> None:
    with pytest.raises(EmbedderError, match="set JIANBAO_EMBED_API_KEY again") as caught:
        EndpointEmbedder("http://127.0.0.1:1/v1#tiny", key)

    assert key not in str(caught.value)


def test_a_server_that_has_moved_is_not_followed_but_named(
    server: Server, embedder: EndpointEmbedder
) -> None:
    server.plan = [(307, {"Location": "https://elsewhere.example/v1/embeddings"}, {})]

    with pytest.raises(EmbedderError, match=r"moved to https://elsewhere\.example/v1/embeddings"):
        embedder.embed_queries(["a"])


def test_half_a_surrogate_pair_is_sent_as_a_mark(server: Server, embedder: EndpointEmbedder) -> None:
    embedder.embed_queries(["桥\ud800"])

    assert server.bodies[0]["input"] == ["桥\ufffd"]


def test_numbers_of_any_size_have_a_direction(server: Server, embedder: EndpointEmbedder) -> None:
    data = [{"index": 0, "embedding": [3e300, 4e300]}, {"index": 1, "embedding": [3e-300, 4e-300]}]
    server.answer = lambda body: (200, {}, {"data": data})

    assert np.allclose(embedder.embed_queries(["a", "b"]), [[0.6, 0.8], [0.6, 0.8]])


def test_a_width_that_changes_is_named_with_both_numbers(server: Server, embedder: EndpointEmbedder) -> None:
    embedder.embed_queries(["a"])
    server.answer = lambda body: (200, {}, {"data": [{"index": 0, "embedding": [1.0, 2.0, 3.0]}]})

    with pytest.raises(EmbedderError, match="of 3 numbers after vectors of 2"):
        embedder.embed_queries(["a"])


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"data": [{"index": 0, "embedding": [float("nan"), 1.0]}]}, "NaN"),
        ({"data": [{"index": 0, "embedding": [0.0, 0.0]}]}, "zeros"),
        ({"data": []}, "0 vectors for 1 texts"),
        ({"data": [{"index": 0, "embedding": [[1.0]]}]}, "widths"),
        ({"data": [{"index": 0}]}, "shape of /v1/embeddings"),
        ({"data": [{"index": 0, "embedding": [10**400, 1]}]}, "shape of /v1/embeddings"),
        ({"data": [{"index": float("inf"), "embedding": [1, 0]}]}, "shape of /v1/embeddings"),
        ({"data": [{"index": 0, "embedding": "AACAPwAAAEA="}]}, "shape of /v1/embeddings"),
        ({"data": [{"index": 0, "embedding": [None, 1.0]}]}, "NaN"),
        ({"data": [{"index": 1, "embedding": [1.0, 0.0]}]}, "`index` is wrong"),
        ({"error": {"message": "overloaded"}}, "overloaded"),
        (["no"], "shape of /v1/embeddings"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_clear_error(
    server: Server, embedder: EndpointEmbedder, answer: Any, says: str
) -> None:
    server.answer = lambda body: (200, {}, answer)

    with pytest.raises(EmbedderError, match=says):
        embedder.embed_queries(["a"])


def test_no_text_is_an_error_and_nothing_is_sent(server: Server, embedder: EndpointEmbedder) -> None:
    with pytest.raises(EmbedderError, match="no text to embed"):
        embedder.embed_documents([])

    assert server.bodies == []


def test_an_address_without_a_model_says_how_to_name_one() -> None:
    with pytest.raises(EmbedderError, match="after a #"):
        load_embedder("http://127.0.0.1:1/v1")


@pytest.mark.parametrize("written", ["http://h/v1/#m", "HTTP://h/v1#m", "http://h/v1/embeddings#m"])
def test_an_address_has_one_name_however_it_is_written(written: str) -> None:
    assert load_embedder(written).name == "http://h/v1#m"


@pytest.mark.parametrize(
    "address", ["http://me:secret@h/v1#m", "http://h/v1?key=secret#m", "http://h:secret/v1#m"]
)
def test_an_address_that_the_archive_may_not_remember_is_refused_unseen(address: str) -> None:
    with pytest.raises(EmbedderError, match="http://host/v1#model") as caught:
        load_embedder(address)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["ALL_PROXY", "SSL_CERT_FILE"])
def test_a_proxy_or_a_certificate_that_is_no_such_thing_is_one_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "nonsense://nowhere")

    with pytest.raises(EmbedderError, match=f"No server can be asked.*{name}"):
        load_embedder("http://127.0.0.1:1/v1#m")
