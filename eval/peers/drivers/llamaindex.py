"""LlamaIndex: FAISS and BM25 under a fusion retriever. BM25 is made anew for additions."""

from collections.abc import Iterator
from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.embeddings import MockEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import QueryBundle, TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissMapVectorStore

from eval.peers.driving import TOKEN, Chunk, Given, K, drive


class LlamaIndex:
    def __init__(self, given: Given, index: Path) -> None:
        self._given, self._asked = given, given.vectors()
        self._encoder = MockEmbedding(given.about["dim"])  # nodes and queries bring their vectors
        self._nodes_in, self._words_in = str(index / "nodes"), str(index / "words")

    def build(self, batches: Iterator[list[Chunk]]) -> None:
        flat = faiss.IndexFlatIP(self._given.about["dim"])
        store = FaissMapVectorStore(faiss.IndexIDMap2(flat))
        self._index = VectorStoreIndex(
            [_node(chunk) for batch in batches for chunk in batch],
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=self._encoder,
        )
        self._save()

    def open(self) -> None:
        store = FaissMapVectorStore.from_persist_dir(self._nodes_in)
        context = StorageContext.from_defaults(vector_store=store, persist_dir=self._nodes_in)
        self._index = load_index_from_storage(context, embed_model=self._encoder)
        self._words = BM25Retriever.from_persist_dir(self._words_in)
        self._words.token_pattern = TOKEN  # which it does not keep
        self._fuse()

    def search(self, question: str) -> list[str]:
        asked = QueryBundle(question, embedding=self._asked[question].tolist())
        return [found.node.get_content() for found in self._both.retrieve(asked)]

    def by_words(self, question: str) -> bool:
        return any(found.score > 0 for found in self._words.retrieve(question))

    def add(self, chunks: list[Chunk]) -> None:
        self._index.insert_nodes([_node(chunk) for chunk in chunks])
        self._save()

    def remove(self, chunks: list[Chunk]) -> None:
        self._index.delete_nodes([chunk.id for chunk in chunks], delete_from_docstore=True)
        self._save()

    def _save(self) -> None:
        self._index.storage_context.persist(self._nodes_in)
        self._words = BM25Retriever.from_defaults(
            docstore=self._index.docstore, similarity_top_k=K, token_pattern=TOKEN, skip_stemming=True
        )
        self._words.persist(self._words_in)
        self._fuse()

    def _fuse(self) -> None:
        self._both = QueryFusionRetriever(
            [self._index.as_retriever(similarity_top_k=K), self._words],
            llm=MockLLM(),
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=K,
            num_queries=1,
            use_async=False,
        )


def _node(chunk: Chunk) -> TextNode:
    return TextNode(id_=chunk.id, text=chunk.text, embedding=chunk.vector.tolist())


if __name__ == "__main__":
    drive(LlamaIndex)
