"""What is the same to the model: widths, capitals, Traditional and Simplified, Arabic spellings."""

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import normalizers

# Alef with its seats, final ya, ta marbuta, and the marks that most writers leave out.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": ""} | {
    chr(mark): "" for mark in range(0x64B, 0x653)
}


def make_normalizer(scripts: Mapping[str, str]) -> normalizers.Normalizer:
    """NFKC, lower case, then one table for Chinese characters and Arabic letters.

    The table is sentencepiece's compiled one, which maps a text of 300 characters in some 25 µs,
    where a replacement for each character would take 3,600 passes.
    """
    table = normalizers.Precompiled(_compile({**scripts, **_ARABIC}))
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), table])


def _compile(table: Mapping[str, str]) -> bytes:
    """Sentencepiece compiles its table only while it trains a model, so it trains one on a few letters."""
    rows = [
        f"{ord(old):X}\t{' '.join(f'{ord(char):X}' for char in new)}" for old, new in sorted(table.items())
    ]
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.tsv"
        rules.write_text("\n".join(rows) + "\n", encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["a b c d"]),
            model_writer=model,
            model_type="char",
            vocab_size=12,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(rules),
            minloglevel=2,
        )
    messages: Any = sentencepiece_model_pb2  # made at import time, where no type checker sees it
    proto = messages.ModelProto()
    proto.ParseFromString(model.getvalue())
    return bytes(proto.normalizer_spec.precompiled_charsmap)
