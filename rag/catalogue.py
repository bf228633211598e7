"""Catalogue: what an archive holds, looked at article by article."""

from contextlib import suppress

from rag.errors import ArticleNotFound, UsageError
from rag.found import Hit
from rag.info import Info, count
from rag.link import Link, Standing, State, place_of
from rag.opened import Opened
from rag.originals import Originals
from rag.places import lines_of
from rag.reading import read_articles
from rag.reading.picture import Picture
from rag.types import Article, Lines, Page, ReadPage, Span


class Catalogue(Opened):
    """An archive's verbs that neither search nor change it; each sees one revision."""

    def article(self, article: str) -> Article:
        """The article of this id. Raises ArticleNotFound."""
        return self.store.article(article)

    def articles(self, skip: int = 0, most: int | None = None) -> list[Article]:
        """Every article, newest first; or `most` of them after the first `skip`."""
        with self.store.snapshot():
            ids = self.store.article_ids()[skip:]
            return [self.store.article(article) for article in ids[:most]]

    def sources(self, article: str) -> list[Page]:
        """The pages, with their raw text, that the parts of an article lie in. Raises ArticleNotFound."""
        self.store.article(article)
        return self.store.part_pages(article)

    def verify(self, link: Link) -> Standing:
        """Whether the words of a link still stand where they stood."""
        with self.store.snapshot():
            if not self.store.has_article(link.article):
                return Standing(link, "gone")
            article = self.store.article(link.article)
            if (place := place_of(link, article.text)) is None:
                return Standing(link, "changed", article)
            state: State = "stands" if place == (link.start, link.end) else "moved"
            return Standing(link, state, article, *place, self._lines(article, *place))

    def picture(self, article: str, span: Span | None, width: int) -> Picture:
        """The printed page of a PDF with a span of an article's text framed; without one, its first part.

        Raises ArticleNotFound, NoPicture.
        """
        with self.store.snapshot():
            found = self.store.article(article)
            start, end = span or (found.parts[0].start, found.parts[0].end)
            return Originals(self.folder, self.store).picture(found, start, end, width)

    def articles_of(self, file: str) -> set[str]:
        """The ids of the articles with a part in this file, or in one of a .zip."""
        with self.store.snapshot():
            return {self.store.article(part).id for part in self.store.articles_of(file)}

    def read_again(self, file: str) -> list[ReadPage]:
        """How the pages of a file are read. Raises UsageError where the archive has no such file."""
        pages = self.store.pages.below(file)
        if not pages:
            raise UsageError(f"The archive has no file {file}; `jianbao list` shows what it has")
        return [read_articles(page) for page in pages]

    def info(self) -> Info:
        """Counts, size in bytes, what made the archive, and its revision."""
        return count(self.folder, self.store, self.settings.rerank)

    def lines_of(self, hit: Hit, start: int, end: int) -> Lines:
        """The lines of a span of a hit; all the hit's, where its article has changed since it was found."""
        found = hit.article
        with self.store.snapshot(), suppress(ArticleNotFound):
            now = self.store.article(found.id)
            if (now.body, now.parts) == (found.body, found.parts):
                return self._lines(found, start, end)
        return hit.lines

    def _lines(self, article: Article, start: int, end: int) -> Lines:
        return lines_of(article, self.store.part_pages(article.id), start, end)
