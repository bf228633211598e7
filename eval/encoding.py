"""What the builtin encoder costs: `python -m eval.encoding PASSAGES`, one figure a line.

PASSAGES is JSON lines of {text}; their text is cut into passages of 300 characters. The transformer that
it is compared with has 12 layers, 384 wide, and random weights: speed does not ask what it has learnt. It
reads one token a character, with the rarest taken together, in batches of 32, on the same cores.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import islice
from pathlib import Path

from embeddings import load_embedder
from embeddings.sentence import SentenceEmbedder
from eval.machine import seconds

_LENGTH = 300  # characters of a passage
_FEW = 64  # passages that the transformer reads, of which it needs seconds
_LETTERS = 6000  # it has a vector for
# A process of its own: neither this one's imports nor its memory count (getrusage would count the latter).
_LOAD = """
import pathlib, re, time
start = time.perf_counter()
from embeddings import load_embedder
load_embedder().embed_queries(["剪报"])
took = time.perf_counter() - start
status = pathlib.Path("/proc/self/status").read_text()
print(took, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024)
"""


def read_passages(file: Path, most: int) -> list[str]:
    """The first `most` whole passages of a file's texts (.gz too)."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        cut = (text[at : at + _LENGTH] for text in texts for at in range(0, len(text) - _LENGTH + 1, _LENGTH))
        return list(islice(cut, most))


def measure_load() -> tuple[float, float]:
    """Seconds until the first vector, the import included, and megabytes resident at the most."""
    told = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True).stdout
    took, resident = map(float, told.split())
    return took, resident


def write_transformer(folder: Path, letters: list[str]) -> Path:
    """A model with random weights in the shape of multilingual-e5-small, which is pooled to a mean."""
    from transformers import BertConfig, BertModel, BertTokenizer

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    (folder / "vocab.txt").write_text("\n".join([*marks, *letters]), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(marks) + len(letters),
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def main() -> None:
    """Print what the builtin encoder costs on this machine."""
    parser = argparse.ArgumentParser(prog="python -m eval.encoding", description=__doc__)
    parser.add_argument("passages", type=Path, help="JSON lines of {text}, .gz too")
    parser.add_argument("--most", type=int, default=12_000, help="passages to encode")
    arguments = parser.parse_args()
    passages = read_passages(arguments.passages, arguments.most)
    if len(passages) < _FEW:
        parser.error(
            f"{arguments.passages} holds {len(passages)} passages of {_LENGTH} characters: give more."
        )
    took, resident = measure_load()
    builtin = load_embedder()
    builtin.embed_documents(passages[:_FEW])  # warm
    ours = len(passages) / seconds(lambda: builtin.embed_documents(passages))
    letters = [
        letter for letter, _ in Counter("".join(passages)).most_common(_LETTERS) if not letter.isspace()
    ]
    with tempfile.TemporaryDirectory() as folder:
        transformer = SentenceEmbedder(str(write_transformer(Path(folder), letters)))
        transformer.embed_documents(passages[:2])  # warm
        theirs = _FEW / seconds(lambda: transformer.embed_documents(passages[:_FEW]))
    figures = {
        "load in a fresh process, s": took,
        "resident at the most, MB": resident,
        "passages a second": ours,
        "passages a second, transformer": theirs,
        "times as fast": ours / theirs,
    }
    for name, value in figures.items():
        print(f"{name:32} {value:10.2f}")


if __name__ == "__main__":
    main()
