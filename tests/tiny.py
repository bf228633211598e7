"""Models with random weights, small enough to be made in a test."""

import tempfile
from pathlib import Path

LETTERS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"abcdefghijklmnopqrstuvwxyz",
    *map("##{}".format, "abcdefghijklmnopqrstuvwxyz"),
    ":",
]


def tiny_bert(folder: Path, labels: int = 0) -> Path:
    """Two layers, 16 wide, in a folder of their own; with a head that gives so many scores, or none."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

    (folder / "vocab.txt").write_text("\n".join(LETTERS), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(LETTERS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=1.0,
    )
    config.num_labels = labels or 2
    (BertForSequenceClassification if labels else BertModel)(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    return folder / "bert"


def tiny_encoder(folder: Path) -> Path:
    """A model of sentence-transformers, 16 wide, saved there."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as parts:
        body = Transformer(str(tiny_bert(Path(parts))))
        SentenceTransformer(modules=[body, Pooling(16)], device="cpu").save(str(folder))
    return folder
