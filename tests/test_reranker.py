"""A cross-encoder in the place of the built-in evidence."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings import EmbedderError
from embeddings.crossencoder import CrossEncoder
from rag.archive import Archive
from rag.finding.reranker import Reranker
from rag.finding.thresholds import Thresholds
from rag.settings import Settings
from tests.clippings import article, hit
from tests.commands import jianbao
from tests.fakes import PairEmbedder
from tests.tiny import tiny_bert

STORIES = {
    "harbour": "The new harbour opened. It has berths for ferries.",
    "library": "The library stays open at night. Readers like it.",
    "bridge": "The old bridge was mended. The harbour is near it.",
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tiny_bert(tmp_path_factory.mktemp("models"), labels=1))


@pytest.fixture
def reranked(tmp_path: Path, tiny: str) -> Iterator[Archive]:
    """An archive of three stories whose passages the tiny model weighs."""
    rows = [{"id": name, "title": name, "text": text} for name, text in STORIES.items()]
    (tmp_path / "stories.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    settings = Settings(rerank=tiny)
    with Archive(tmp_path / "archive", settings, create=True, embedder=PairEmbedder()) as opened:
        opened.index([tmp_path / "stories.jsonl"])
        yield opened


def test_passages_come_in_the_order_of_their_probabilities(tiny: str) -> None:
    model = CrossEncoder(tiny)
    hits = [hit(article(text, name), rank) for rank, (name, text) in enumerate(STORIES.items(), 1)]
    texts = [f"{name}\n{text}" for name, text in STORIES.items()]
    scores = dict(zip(STORIES, model.probabilities("harbour?", texts), strict=True))

    best = Reranker(model, {"same": 0.5, "across": 0.5}).rerank('"harbour"?', hits, 2)

    assert [one.article.headline.text for one in best] == sorted(scores, key=lambda name: -scores[name])[:2]
    assert [one.rank for one in best] == [1, 2]
    assert best[0].score == pytest.approx(max(scores.values()), abs=1e-6)


def test_search_and_ask_go_by_the_probabilities_of_sentences(reranked: Archive, tiny: str) -> None:
    found = reranked.search("Where is the harbour?")
    best = found.hits[0]
    sentences = best.article.text.replace(". ", ".\n").split("\n")
    texts = [f"{best.article.headline.text}\n{sentence}" for sentence in sentences]

    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)
    asked = CrossEncoder(tiny).probabilities("Where is the harbour?", texts)
    assert best.evidence == pytest.approx(max(asked), abs=1e-6)


@pytest.mark.parametrize(("threshold", "refused"), [(0.0, False), (1.0, True)])
def test_a_threshold_belongs_to_the_reranker_it_was_found_with(
    reranked: Archive, threshold: float, refused: bool
) -> None:
    reranked.calibrate(Thresholds({"same": threshold, "across": threshold}, "a set"))

    assert reranked.ask("Where is the harbour?").refused is refused
    assert reranked.info().thresholds.source == "a set"
    without = Archive(reranked.folder, replace(reranked.settings, rerank=""), embedder=PairEmbedder())
    with without:
        assert without.info().thresholds.source == "shipped"


def test_an_archive_that_was_not_calibrated_for_a_reranker_says_so(reranked: Archive, tiny: str) -> None:
    thresholds = reranked.info().thresholds

    assert thresholds.values == {"same": 0.5, "across": 0.5}
    assert "shipped for any reranker" in thresholds.source


def test_a_reranker_that_is_not_there_is_one_sentence(samples: Path, tmp_path: Path) -> None:
    with (
        Archive(samples, Settings(rerank=str(tmp_path))) as archive,
        pytest.raises(EmbedderError, match="no cross-encoder that loads"),
    ):
        archive.search("大桥")

    done = jianbao("ask", "大桥", "--rerank", tmp_path, archive=samples)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
