"""Models by name: fetched from a hub on this machine, found again without it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.hub import local
from tests.hub_server import Hub, hub_of
from tests.tiny import tiny_encoder

NEEDED = {"modules.json", "config.json", "tokenizer.json", "1_Pooling/config.json"}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with hub_of(tmp_path / "hub") as running:
        yield running


def repository(hub: Hub, name: str, *files: str) -> None:
    """Files that no test reads: what is fetched is told by their names."""
    for file in files:
        (hub.root / name / file).parent.mkdir(parents=True, exist_ok=True)
        (hub.root / name / file).write_text(file, "utf-8")


def run(hub: Hub, code: str, **environment: str) -> str:
    """What a process prints that has this hub, and a cache of its own beside it."""
    around = {"HF_ENDPOINT": hub.url, "HF_HOME": str(hub.root.parent / "cache"), "HF_HUB_OFFLINE": "0"}
    code = (
        "from embeddings import EmbedderError, load_embedder\nfrom embeddings.hub import fetch_model\n"
        f"try: {code}\nexcept EmbedderError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **around, **environment},
    )
    return done.stdout.strip()


def test_a_sentence_transformers_model_is_loaded_by_its_name_and_then_without_the_hub(hub: Hub) -> None:
    tiny_encoder(hub.root / "acme" / "e5-tiny")
    code = "print(load_embedder('acme/e5-tiny').embed_queries(['good news']).tolist())"

    first = run(hub, code)
    offline = run(hub, code, HF_HUB_OFFLINE="1")
    unreachable = run(hub, code, HF_ENDPOINT="http://127.0.0.1:1")

    assert first.startswith("[[")
    assert first == offline == unreachable


def test_weights_are_fetched_in_one_form_and_nothing_for_other_programs(hub: Hub) -> None:
    others = ["pytorch_model.bin", "onnx/model.onnx", "openvino/openvino_model.bin", "tf_model.h5", "a.pdf"]
    repository(hub, "acme/both", *NEEDED, "model.safetensors", "2_Dense/pytorch_model.bin", *others)

    run(hub, "fetch_model('acme/both')")

    assert set(hub.fetched) == {*NEEDED, "model.safetensors", "2_Dense/pytorch_model.bin"}


def test_weights_without_safetensors_are_fetched_as_torch_wrote_them(hub: Hub) -> None:
    repository(hub, "acme/old", *NEEDED, "pytorch_model.bin", "2_Dense/model.safetensors")

    run(hub, "fetch_model('acme/old')")

    assert set(hub.fetched) == {*NEEDED, "pytorch_model.bin", "2_Dense/model.safetensors"}


def test_a_model_that_is_not_there_is_one_sentence(hub: Hub) -> None:
    assert "acme/none is not on this machine and cannot be downloaded" in run(
        hub, "load_embedder('acme/none')"
    )


def test_a_download_that_breaks_off_is_one_sentence_and_the_next_one_completes_it(hub: Hub) -> None:
    repository(hub, "acme/cut", *NEEDED, "model.safetensors")
    hub.broken = {"model.safetensors"}
    code = "print((fetch_model('acme/cut') / 'model.safetensors').read_text())"

    assert "acme/cut is not on this machine and cannot be downloaded" in run(hub, code)

    hub.broken = set()
    assert run(hub, code) == "model.safetensors"


def test_a_folder_goes_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)

    assert local("models/") == local("./models") == tmp_path / "models"
    assert local("") is None
