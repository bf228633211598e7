"""A BERT with random weights, small enough to be made in a test."""

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
