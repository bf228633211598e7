"""`load_embedder` finds an encoder by its name, and stays light."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import embeddings
from embeddings import EmbedderError, load_embedder


def test_the_room_exports_what_others_may_use() -> None:
    assert embeddings.__all__ == ["Embedder", "EmbedderError", "builtin", "load_embedder"]


def test_the_builtin_encoder_is_the_default_and_its_name_finds_it_again() -> None:
    embedder = load_embedder()

    again = load_embedder(embedder.name)

    assert again.name == embedder.name
    assert embedder.name.startswith("builtin:")
    assert np.array_equal(embedder.embed_queries(["剪报"]), again.embed_queries(["剪报"]))


def test_another_version_of_the_builtin_encoder_is_refused_with_both_names() -> None:
    with pytest.raises(EmbedderError) as caught:
        load_embedder("builtin:00000000")

    assert "builtin:00000000" in str(caught.value)
    assert load_embedder().name in str(caught.value)


def test_the_builtin_encoder_opens_no_socket() -> None:
    code = (
        "import sys; seen = []; sys.addaudithook(lambda event, _: seen.append(event));"
        "from embeddings import load_embedder; load_embedder().embed_queries(['世界']);"
        "print([event for event in seen if event.startswith('socket.')], 'open' in seen)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[] True"


def test_loading_and_using_the_builtin_encoder_imports_neither_torch_nor_a_hub() -> None:
    heavy = ["torch", "sentence_transformers", "transformers", "model2vec", "huggingface_hub", "httpx"]
    code = (
        "import sys; from embeddings import load_embedder; load_embedder().embed_queries(['世界']);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_model_that_is_not_to_be_had_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with pytest.raises(EmbedderError, match="no model can have that name"):
        load_embedder("no/such/folder/at/all")


def test_a_folder_whose_files_are_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{", encoding="utf-8")

    with pytest.raises(EmbedderError, match=r"modules\.json is not JSON"):
        load_embedder(str(tmp_path))


@pytest.mark.parametrize("modules", ['{"0": 1}', '["a"]', '[{"idx": 0}]', "7"])
def test_a_folder_whose_modules_are_no_list_of_modules_is_named(tmp_path: Path, modules: str) -> None:
    (tmp_path / "modules.json").write_text(modules, encoding="utf-8")

    with pytest.raises(EmbedderError, match=f"{tmp_path} says in no known way"):
        load_embedder(str(tmp_path))


def test_a_folder_of_other_things_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("古桥修缮完工", encoding="utf-8")

    with pytest.raises(EmbedderError, match=f"{tmp_path} holds no model"):
        load_embedder(str(tmp_path))


def test_a_folder_is_remembered_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").symlink_to(Path(embeddings.__file__).parent / "model")
    monkeypatch.chdir(tmp_path)

    assert load_embedder("model/").name == load_embedder("./model").name == str(tmp_path / "model")


def test_a_static_embedding_that_other_layers_follow_is_left_to_sentence_transformers(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, StaticEmbedding
    from tokenizers import Tokenizer

    words = Tokenizer.from_file(str(Path(embeddings.__file__).parent / "model" / "tokenizer.json"))
    made = SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=8), Dense(8, 4)], device="cpu")
    made.save(str(tmp_path))

    embedder = load_embedder(str(tmp_path))

    theirs = made.encode(["世界"], normalize_embeddings=True)
    assert embedder.dim == 4
    assert np.allclose(embedder.embed_queries(["世界"]), theirs, atol=1e-6)


def test_a_folder_of_a_model2vec_model_is_loaded_without_torch(tmp_path: Path) -> None:
    model = Path(embeddings.__file__).parent / "model"
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        (tmp_path / name).symlink_to(model / name)
    assert json.loads((tmp_path / "config.json").read_text())["model_type"] == "model2vec"

    embedder = load_embedder(str(tmp_path))

    assert embedder.name == str(tmp_path)
    assert np.array_equal(embedder.embed_queries(["世界"]), load_embedder().embed_queries(["世界"]))
