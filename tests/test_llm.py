import json
import subprocess
import sys

import httpx
import pytest

from rag.answering.llm import ChatLLM
from rag.errors import LLMError
from tests.llm_server import Reply, says, serving

ASKED = [{"role": "user", "content": "几点开馆？"}]
KEY = "sk-not-for-anyones-eyes"


def at_once(seconds: float) -> None:
    """Wait for nothing."""


def completing(replies: list[Reply], waits: list[float] | None = None, timeout: float = 5.0) -> str:
    with serving(replies) as server:
        sleep = at_once if waits is None else waits.append
        text = ChatLLM(server.url, "tiny", KEY, timeout, sleep=sleep).complete(ASKED)
        assert not server.replies  # every reply of the script was asked for
        return text


def failing(*replies: Reply, timeout: float = 5.0) -> str:
    with pytest.raises(LLMError) as raised:
        completing(list(replies), timeout=timeout)
    message = str(raised.value)
    assert KEY not in message
    assert "\n" not in message
    assert message.startswith("The LLM at http://127.0.0.1:")
    return message


def test_the_request_is_what_the_endpoint_expects() -> None:
    with serving([says("九点。")]) as server:
        assert ChatLLM(server.url, "tiny", KEY).complete(ASKED) == "九点。"

    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.body == {"model": "tiny", "messages": ASKED, "temperature": 0, "stream": True}


@pytest.mark.parametrize("ending", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_url_may_end_as_people_write_it(ending: str) -> None:
    with serving([says("好")]) as server:
        ChatLLM(server.url + ending, "tiny").complete(ASKED)

    assert server.requests[0].path == "/v1/chat/completions"
    assert "Authorization" not in server.requests[0].headers


def test_half_a_surrogate_pair_in_a_source_can_be_sent() -> None:
    with serving([says("好")]) as server:
        ChatLLM(server.url, "tiny").complete([{"role": "user", "content": "坏字 \ud83d"}])

    assert server.requests[0].body["messages"][0]["content"] == "坏字 \ud83d"


def test_429_is_tried_again_when_the_server_says() -> None:
    waits: list[float] = []

    assert completing([Reply(status=429, headers={"Retry-After": "7"}), says("好")], waits) == "好"

    assert waits == [7.0]


def test_a_long_retry_after_is_cut_short() -> None:
    waits: list[float] = []

    completing([Reply(status=429, headers={"Retry-After": "3600"}), says("好")], waits)

    assert waits == [20.0]


def test_a_retry_after_in_the_past_means_at_once() -> None:
    waits: list[float] = []
    long_ago = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}

    completing([Reply(status=429, headers=long_ago), says("好")], waits)

    assert waits == [0.0]


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("2.5", 2.5),
        ("soon", 0.5),
        ("-3", 0.5),
        ("9" * 400, 20.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 20.0),
        ("Fri, 31 Dec 99999 23:59:59 GMT", 0.5),
    ],
)
def test_any_retry_after_is_survived(header: str, wait: float) -> None:
    waits: list[float] = []

    completing([Reply(status=429, headers={"Retry-After": header}), says("好")], waits)

    assert waits == [wait]


def test_server_errors_are_tried_three_times_with_growing_waits() -> None:
    waits: list[float] = []

    assert completing([Reply(status=500), Reply(status=503), says("好")], waits) == "好"

    assert waits == [0.5, 1.0]


def test_the_third_server_error_is_reported() -> None:
    message = failing(Reply(status=500), Reply(status=500), Reply(b"out of memory\nat 0x1", 502))

    assert "answered 502 Bad Gateway (out of memory); see the log of its server." in message


def test_a_dropped_connection_is_tried_again() -> None:
    assert completing([Reply(drops=True), says("好")]) == "好"


def test_connections_that_always_drop_are_reported() -> None:
    message = failing(*[Reply(drops=True)] * 3)

    assert "could not be reached" in message


def test_a_server_that_is_not_there_is_reported_with_what_to_do() -> None:
    with serving([]) as server:
        gone = server.url

    with pytest.raises(
        LLMError, match=r"could not be reached .*; check the URL and that its server is running\."
    ):
        ChatLLM(gone, "tiny", sleep=at_once).complete(ASKED)


def test_a_server_that_hangs_is_given_up_at_the_first_timeout() -> None:
    assert "did not answer within 0.05 s" in failing(Reply(hangs=True), timeout=0.05)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (
            400,
            b'{"error": {"message": "context too long", "code": 1}}',
            "answered 400 Bad Request (context too long)",
        ),
        (
            404,
            b'{"error": "model \\"tiny\\" not found"}',
            'answered 404 Not Found (model "tiny" not found); check the model',
        ),
        (401, b'{"detail": "no such key"}', "(no such key); check the key in JIANBAO_LLM_API_KEY."),
        (422, b'{"detail": [{"loc": ["body"], "msg": "Field required"}]}', "(Field required)"),
        (400, b'{"object": "error", "message": "bad request"}', "(bad request)"),
        (403, b"<html><body>Forbidden</body></html>", "answered 403 Forbidden; check the key"),
        (418, b"short and stout", "(short and stout)"),
        (200, b'{"error": {"message": "overloaded"}}', "reported an error (overloaded)"),
        (200, b'{"choices": []}', "sent no chat completion"),
        (200, b"[1, 2]", "sent no chat completion"),
        (200, b"<html>log in</html>", "sent no chat completion"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "sent an empty reply"),
        (200, b'{"choices": [{"message": {"content": " \\n"}}]}', "sent an empty reply"),
        (200, b"out of memory", "reported an error (out of memory)"),
        (200, b'{"choices": [{"message": {"content": 5}}]}', "sent no chat completion"),
        (200, b'{"choices": [{"message": {"content": [{"text": 5}]}}]}', "sent an empty reply"),
        (
            200,
            b'{"choices": [{"message": {"content": "So"}, "finish_reason": "length"}]}',
            "stopped at its limit of tokens",
        ),
        (302, b"", "answered 302 Found"),
    ],
)
def test_errors_in_every_shape_become_one_sentence(status: int, body: bytes, said: str) -> None:
    assert said in failing(Reply(body, status))


def test_a_key_that_the_server_repeats_is_blotted_out() -> None:
    message = failing(Reply(json.dumps({"error": {"message": f"Incorrect key: {KEY}"}}).encode(), 401))

    assert "Incorrect key: ***" in message


def test_neither_key_nor_password_is_in_the_repr() -> None:
    llm = ChatLLM(f"http://me:secret@localhost:8000/v1?key={KEY}", "tiny", KEY)

    assert repr(llm) == "ChatLLM('http://localhost:8000/v1/chat/completions', 'tiny')"


@pytest.mark.parametrize(
    "said",
    ["wrong key hush-hush", "no such page: /v1/chat/completions?key=in-the-url", "me:pass-word is nobody"],
)
def test_no_key_is_shown_wherever_it_was_given(said: str) -> None:
    with serving([Reply(json.dumps({"error": said}).encode(), 400)]) as server:
        url = server.url.replace("//", "//me:pass-word@") + "?key=in-the-url"
        llm = ChatLLM(url, "tiny", headers={"Authorization": "Bearer hush-hush"})
        with pytest.raises(LLMError, match=r"400 Bad Request \(.*\*\*\*") as raised:
            llm.complete(ASKED)

    assert not any(secret in str(raised.value) for secret in ("hush-hush", "in-the-url", "pass-word"))


def test_a_query_in_the_url_stays_one() -> None:
    with serving([says("好")]) as server:
        ChatLLM(f"{server.url}/?api-version=3", "tiny").complete(ASKED)

    assert server.requests[0].path == "/v1/chat/completions?api-version=3"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_named(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)

    with pytest.raises(LLMError, match="could not be reached"):
        ChatLLM("http://127.0.0.1:9/v1", "tiny", sleep=at_once).complete(ASKED)


def test_a_key_that_cannot_be_sent_is_refused_without_being_shown() -> None:
    with pytest.raises(LLMError) as raised:
        ChatLLM("http://localhost/v1", "tiny", "密钥 abc")

    assert "abc" not in str(raised.value)


@pytest.mark.parametrize("url", ["localhost:8000/v1", "", "http://[::1", "http://host:port/v1"])
def test_what_is_no_url_is_reported(url: str) -> None:
    with pytest.raises(LLMError, match=r"is not a URL; write it as http://host:port/v1\."):
        ChatLLM(url, "tiny", sleep=at_once).complete(ASKED)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<think>嗯[1]</think>\n九点。", "九点。"),
        ("嗯，想一想</think>九点。", "九点。"),
        ("九\ud83d点。", "九\ufffd点。"),
        ([{"type": "text", "text": "九"}, {"type": "text", "text": "点。"}], "九点。"),
    ],
)
def test_replies_in_every_shape_are_read(content: object, text: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=json.dumps({"choices": [{"message": {"content": content}}]}))

    assert ChatLLM("http://llm/v1", "tiny", transport=httpx.MockTransport(handler)).complete(ASKED) == text


def test_httpx_is_imported_only_when_a_model_is_asked() -> None:
    code = "import sys, rag.answering.writer, rag.answering.verify; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
