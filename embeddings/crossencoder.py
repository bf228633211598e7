"""Any sentence-transformers cross-encoder: how likely a text answers a question, read together."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.embedder import EmbedderError
from embeddings.hub import fetch_model
from embeddings.sentence import BROKEN, first_line, sentence_transformers

_BATCH = 32
_HEADS = ("ForSequenceClassification", "ForCausalLM")  # what scores a pair; another head would be random


class CrossEncoder:
    """A model by its folder or its name on the hub, on the best device there is."""

    def __init__(self, name: str) -> None:
        """Load the model; raises EmbedderError without the extra `models` or without the model."""
        load, folder = sentence_transformers(f"The reranker {name}").CrossEncoder, fetch_model(name)
        try:
            heads = json.loads((folder / "config.json").read_text("utf-8")).get("architectures") or [""]
            known = heads[0].endswith(_HEADS)
            self._model: Any = load(str(folder)).float() if known else None  # as encoders: no halves
        except BROKEN as error:
            raise EmbedderError(f"{name} is no cross-encoder that loads: {first_line(error)}") from error
        if self._model is None or self._model.num_labels != 1:
            raise EmbedderError(f"{name} is no cross-encoder with one score: name one that is a reranker.")
        self.name = name

    def probabilities(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """The probability, shape (len(texts),), that each text answers the question: its logit's sigmoid."""
        if not texts:
            return np.zeros(0)
        pairs = [(question, text) for text in texts]
        logits = self._model.predict(
            pairs, batch_size=_BATCH, activation_fn=lambda scores: scores, show_progress_bar=False
        )
        found = np.asarray(logits, np.float64)
        if not np.isfinite(found).all():
            raise EmbedderError(f"The reranker {self.name} gave NaN or infinity: its files may be damaged.")
        return np.asarray(1 / (1 + np.exp(-found)))
