"""LangChain: FAISS and BM25 under an ensemble. BM25 cannot be saved, so each process makes it anew."""

from collections.abc import Iterator
from pathlib import Path

from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_core.embeddings import Embeddings

from eval.peers.driving import Chunk, Given, K, drive, tokens


class Known(Embeddings):
    def __init__(self, given: Given) -> None:
        self._vectors = given.vectors()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._vectors[text].tolist()
        return vector


class LangChain:
    def __init__(self, given: Given, index: Path) -> None:
        self._encoder, self._index = Known(given), str(index)

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        chunks = [chunk for batch in batches for chunk in batch]
        self._vectors = FAISS.from_embeddings(
            [(chunk.text, chunk.vector) for chunk in chunks],
            self._encoder,
            ids=[chunk.id for chunk in chunks],
            distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT,
        )
        self._save()

    def open(self) -> None:
        self._vectors = FAISS.load_local(
            self._index,
            self._encoder,
            allow_dangerous_deserialization=True,
            distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT,
        )
        self._index_words()

    def search(self, question: str) -> list[str]:
        return [document.page_content for document in self._both.invoke(question)[:K]]

    def by_words(self, question: str) -> bool:
        return bool(self._words.vectorizer.get_scores(tokens(question)).max() > 0)

    def add(self, chunks: list[Chunk]) -> None:
        pairs = [(chunk.text, chunk.vector) for chunk in chunks]
        self._vectors.add_embeddings(pairs, ids=[chunk.id for chunk in chunks])
        self._save()

    def remove(self, chunks: list[Chunk]) -> None:
        self._vectors.delete([chunk.id for chunk in chunks])
        self._save()

    def _save(self) -> None:
        self._vectors.save_local(self._index)
        self._index_words()

    def _index_words(self) -> None:
        ids = self._vectors.index_to_docstore_id.values()
        documents = self._vectors.get_by_ids(list(ids))
        self._words = BM25Retriever.from_documents(documents, preprocess_func=tokens, k=K)
        near = self._vectors.as_retriever(search_kwargs={"k": K})
        self._both = EnsembleRetriever(retrievers=[self._words, near], weights=[0.5, 0.5])


if __name__ == "__main__":
    drive(LangChain)
