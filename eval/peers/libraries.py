"""The libraries that are measured."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Library:
    """What is measured: its driver, and what `pip` installs for it (nothing for ours)."""

    name: str
    legs: str
    driver: str
    packages: tuple[str, ...] = ()

    @property
    def constraints(self) -> Path:
        """The file that names the versions."""
        return Path(__file__).with_name(f"constraints-{self.name}.txt")


_DRIVERS = "eval.peers.drivers"
LIBRARIES = (
    Library("jianbao", "all of it", f"{_DRIVERS}.jianbao"),
    Library(
        "langchain",
        "FAISS, BM25, ensemble",
        f"{_DRIVERS}.langchain",
        ("langchain", "langchain-classic", "langchain-community", "faiss-cpu", "rank-bm25"),
    ),
    Library(
        "llamaindex",
        "FAISS, BM25, fusion",
        f"{_DRIVERS}.llamaindex",
        (
            "llama-index-core",
            "llama-index-vector-stores-faiss",
            "llama-index-retrievers-bm25",
            "faiss-cpu",
        ),
    ),
    Library("txtai", "hybrid", f"{_DRIVERS}.txtai", ("txtai",)),
    Library("chroma", "vectors alone", f"{_DRIVERS}.chroma", ("chromadb",)),
    Library("haystack", "in memory, joined", f"{_DRIVERS}.haystack", ("haystack-ai",)),
    Library("lancedb", "hybrid, full text", f"{_DRIVERS}.lancedb", ("lancedb",)),
)
