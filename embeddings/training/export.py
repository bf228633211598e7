"""`python -m embeddings.training.export OUT`: the builtin encoder for sentence-transformers."""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

_MODEL = Path(__file__).parent.parent / "model"
_LIBRARY = "sentence_transformers.models"


def export(model: Path, out: Path) -> None:
    """Write `model` (model2vec's layout) to `out` so that `SentenceTransformer(out)` loads it.

    That library averages rows and knows no weights: each token has a row of its own, in float32.
    """
    part = out / "0_StaticEmbedding"
    part.mkdir(parents=True, exist_ok=True)
    tensors = load_file(model / "model.safetensors")
    rows = tensors["embeddings"][tensors["mapping"]].astype(np.float32) * tensors["weights"][:, None]
    save_file({"embedding.weight": rows}, part / "model.safetensors")
    shutil.copyfile(model / "tokenizer.json", part / "tokenizer.json")
    (out / "1_Normalize").mkdir(exist_ok=True)
    modules = [
        {"idx": 0, "name": "0", "path": part.name, "type": f"{_LIBRARY}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{_LIBRARY}.Normalize"},
    ]
    _write(out / "modules.json", modules)
    _write(out / "config_sentence_transformers.json", {"prompts": {}, "similarity_fn_name": "cosine"})


def _write(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Export the model that is embedded to the folder that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training.export", description=__doc__)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    export(_MODEL, arguments.out)
    print(f"wrote {arguments.out}")


if __name__ == "__main__":
    main()
