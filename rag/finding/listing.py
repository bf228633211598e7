"""Every article that mentions what a question names, counted: exact, and never cut short by a ranking."""

from collections import Counter
from collections.abc import Mapping

from rag.errors import UsageError
from rag.finding.holding import Holding, comparable, pattern_of
from rag.finding.operators import demands
from rag.finding.query import named_words
from rag.found import NO_FILTERS, Filters, Listed, Listing
from rag.indexing.legs import Legs
from rag.indexing.store import Store
from rag.places import lines_of
from rag.sentences import sentence_spans
from rag.types import Article, Span


class Lister:
    """Lists a store's articles."""

    def __init__(self, store: Store, legs: Legs) -> None:
        self._store, self._legs, self._holding = store, legs, Holding(store, legs)

    def list(
        self, question: str, filters: Filters = NO_FILTERS, limit: int | None = None, offset: int = 0
    ) -> Listing:
        """The articles, newest first, that hold all the quoted phrases and all other words that the
        question names, each as long as it is written, and none that it excludes. Raises UsageError.
        """
        demanded = demands(question)
        wanted = (*demanded.phrases, *named_words(demanded.unquoted))
        if not wanted:
            raise UsageError("The question names nothing to list; write the words that the articles hold")
        with self._legs.current():
            counts = self._counts(wanted, demanded.excluded, filters)
            found = [article for article in self._store.article_ids() if article in counts]
            shown = found[offset : None if limit is None else offset + limit]
            rows = tuple(self._listed(article, counts[article], wanted) for article in shown)
            left_out = self._store.passages.undated(filters)
            return Listing(question, wanted, rows, len(found), offset, left_out, self._store.revision)

    def _counts(
        self, wanted: tuple[str, ...], excluded: tuple[str, ...], filters: Filters
    ) -> Mapping[str, int]:
        """How many times each article holds what is wanted."""
        times = [self._holding.times(words) for words in wanted]
        articles = set.intersection(*map(set, times))
        if filters:
            passages = self._store.passages
            articles &= passages.articles_of(passages.allowed(filters).tolist())
        for words in excluded:
            articles.difference_update(self._holding.articles(words))
        counts: Counter[str] = Counter()
        for held in times:
            counts.update({article: held[article] for article in articles})
        return counts

    def _listed(self, name: str, count: int, wanted: tuple[str, ...]) -> Listed:
        article = self._store.article(name)
        start, end = first_passage(article, wanted)
        lines = lines_of(article, self._store.part_pages(name), start, end)
        return Listed(article, count, start, end, lines)


def first_passage(article: Article, wanted: tuple[str, ...]) -> Span:
    """The first sentence that holds any of the words; the article's first where only its headline does."""
    patterns = [pattern_of(words) for words in wanted]
    spans = list(sentence_spans(article.text))
    for start, end in spans:
        sentence = comparable(article.text[start:end])
        if any(pattern.search(sentence) for pattern in patterns):
            return start, end
    return spans[0] if spans else (0, len(article.text))
