"""The command that measures what the encoder costs: passages cut by hand, a model that can be loaded."""

import gzip
import json
from pathlib import Path

from embeddings.sentence import SentenceEmbedder
from eval.encoding import measure_load, read_passages, write_transformer


def test_passages_are_whole_and_no_more_than_asked_for(tmp_path: Path) -> None:
    texts = ["报" * 299, "纸" * 300 + "上" * 300 + "的" * 10, "字" * 300]
    rows = "\n".join(json.dumps({"text": text}) for text in texts)
    (tmp_path / "pages.jsonl").write_text(rows, encoding="utf-8")
    with gzip.open(tmp_path / "pages.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(rows)

    assert read_passages(tmp_path / "pages.jsonl", 9) == ["纸" * 300, "上" * 300, "字" * 300]
    assert read_passages(tmp_path / "pages.jsonl.gz", 2) == ["纸" * 300, "上" * 300]


def test_the_builtin_encoder_loads_in_a_process_of_its_own() -> None:
    took, resident = measure_load()

    assert took > 0
    assert 20 < resident < 220  # megabytes: the bar that was set


def test_the_transformer_of_random_weights_is_384_wide(tmp_path: Path) -> None:
    embedder = SentenceEmbedder(str(write_transformer(tmp_path, ["报", "纸"])))

    assert embedder.embed_documents(["报纸"]).shape == (1, 384)
