"""A real LLM server: `transformers serve` with a small random model that the test makes."""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.answering.llm import ChatLLM
from rag.errors import LLMError

SERVING = ("torch", "transformers", "accelerate", "fastapi", "uvicorn", "openai")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in SERVING),
        reason="transformers[serving] is not installed",
    ),
]
PATIENCE = 120  # seconds until the server must answer


def make_model(folder: Path) -> None:
    """A random model of two layers, its tokenizer one token a byte; it speaks nonsense."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {"<s>": 0, "</s>": 1, **{letter: n for n, letter in enumerate(alphabet, 2)}}
    tokenizer = Tokenizer(models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")  # type: ignore[no-untyped-call]
    fast.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
    fast.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(vocabulary), hidden_size=32, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=2, max_position_embeddings=4096, bos_token_id=0, eos_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The server's URL and the model's name."""
    folder = tmp_path_factory.mktemp("model")
    make_model(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("transformers")), "serve", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--device", "cpu"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, "HF_HUB_OFFLINE": "1"}
        ) as server,
    ):
        try:
            wait_for(port, server, folder / "log")
            yield f"http://127.0.0.1:{port}/v1", str(folder)
        finally:
            server.terminate()


def wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"transformers serve did not start: {log.read_text()[-2000:]}")


def test_a_reply_is_streamed_from_a_real_server(served: tuple[str, str]) -> None:
    url, model = served

    asked = [{"role": "user", "content": "港口有多少泊位？"}]
    portions = list(ChatLLM(url, model, timeout=PATIENCE).stream(asked))

    assert len(portions) > 1
    assert "".join(portions).strip()


def test_a_model_that_is_not_there_is_reported(served: tuple[str, str]) -> None:
    url, _ = served

    with pytest.raises(LLMError, match=r"The LLM at http://127\.0\.0\.1"):
        ChatLLM(url, "no/such-model", sleep=lambda _: None).complete([{"role": "user", "content": "?"}])
