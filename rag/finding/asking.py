"""How a question asks, for `query.py`: it stands in `rag.wanted`, where the answering room has it too."""

from rag.wanted import ASKING, STOPWORDS, Asking, asking

__all__ = ["ASKING", "STOPWORDS", "Asking", "asking"]
