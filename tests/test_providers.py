"""Which LLM the settings name."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.answering.llm import ChatLLM
from rag.answering.providers import load_llm
from rag.archive import Archive
from rag.errors import UsageError
from rag.settings import Settings
from tests.llm_server import says, serving


class Echo:
    """The provider that the README shows."""

    name = "echo"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def stream(self, messages: Sequence[dict[str, str]]) -> Iterator[str]:
        yield "永安古桥"
        yield "长86米[1]。"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package on the path that registers Echo."""
    info = tmp_path / "site" / "echo-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: echo\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[jianbao.llm]\necho = tests.test_providers:Echo\n", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])


@pytest.mark.usefixtures("installed")
def test_a_provider_is_an_entry_point(archive: Archive) -> None:
    with Archive(archive.folder, Settings(llm_provider="echo"), embedder=archive.embedder) as opened:
        answer = opened.ask("永安古桥长多少米？")

    assert (answer.text, answer.model) == ("永安古桥长86米[1]。", "echo")
    assert answer.sentences[0].supported is True


def test_a_provider_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="No LLM provider parrot is installed"):
        load_llm(Settings(llm_provider="parrot"))


def test_headers_of_the_settings_are_sent_and_never_shown() -> None:
    with serving([says("好")]) as server:
        settings = Settings(llm_url=server.url, llm_model="tiny", llm_headers="X-Org: press; X-Key: secret")
        llm = load_llm(settings)
        assert isinstance(llm, ChatLLM)
        llm.complete([{"role": "user", "content": "?"}])

    assert server.requests[0].headers["X-Org"] == "press"
    assert server.requests[0].headers["X-Key"] == "secret"
    assert "secret" not in repr(settings) + repr(llm)


@pytest.mark.parametrize("headers", ["nonsense", "X-Key: 密钥", "X-Key: a\nb", "X Y: z"])
def test_headers_that_cannot_be_read_are_refused(headers: str) -> None:
    with pytest.raises(
        UsageError, match=r"llm_headers cannot be read; write it as `Name: value; Name: value`"
    ):
        load_llm(Settings(llm_url="http://localhost/v1", llm_model="tiny", llm_headers=headers))
