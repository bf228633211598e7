"""The nouns as JSON: the same objects on the command line and over HTTP."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rag.answers import Answer, Citation, Sentence
from rag.found import Found, Hit, Listed, Listing
from rag.link import Standing, link_to
from rag.types import Article, ReadPage, part_at

if TYPE_CHECKING:
    from rag.intake import Report

Json = dict[str, Any]


def article_json(article: Article, text: bool = False) -> Json:
    """An article; its text, a link to all of it, and the times that it mentions, only if asked for."""
    json: Json = {
        "id": article.id,
        "title": article.headline.text,
        "kicker": article.kicker.text,
        "subtitle": article.subtitle.text,
        "byline": article.byline.text,
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "url": article.url,
        "file": article.file,
        "parts": [
            {
                "file": part.file,
                "page": part.page,
                "pdf_page": part.pdf_page or None,
                "lines": [list(span) for span in part.lines],
                "start": part.start,
                "end": part.end,
            }
            for part in article.parts
        ],
        "continued_from": article.continued_from,
        "continued_on": article.continued_on,
        "garbled": bool(article.garbled),
        "garbled_passages": [asdict(passage) for passage in article.garbled],
        "reprints": list(article.reprints),
    }
    if not text:
        return json
    return {
        **json,
        "text": article.text,
        "link": str(link_to(article, 0, len(article.text))),
        "mentions": [asdict(mention) for mention in article.mentions],
    }


def hit_json(hit: Hit) -> Json:
    """A hit, with its article."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "evidence": round(hit.evidence, 4),
        "article": article_json(hit.article),
        "field": hit.field,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "file": hit.file,
        "pdf_page": hit.pdf_page or None,
        "lines": [list(span) for span in hit.lines],
    }


def found_json(found: Found) -> Json:
    """A search: its question, its hits, and how many articles had no date to filter by."""
    return {
        "question": found.question,
        "hits": [hit_json(hit) for hit in found.hits],
        "warnings": list(found.warnings),
        "left_out": found.left_out,
        "revision": found.revision,
    }


def listing_json(listing: Listing) -> Json:
    """Every article that mentions something, or a stretch of them."""
    return {
        "question": listing.question,
        "words": list(listing.words),
        "total": listing.total,
        "offset": listing.offset,
        "matches": [_listed_json(row) for row in listing.rows],
        "left_out": listing.left_out,
        "revision": listing.revision,
    }


def _listed_json(row: Listed) -> Json:
    return {
        "count": row.count,
        "article": article_json(row.article),
        "text": row.text,
        "start": row.start,
        "end": row.end,
        "file": row.file,
        "pdf_page": row.pdf_page or None,
        "lines": [list(span) for span in row.lines],
    }


def citation_json(citation: Citation) -> Json:
    """A quotation, with its article."""
    return {
        "marker": citation.marker,
        "quote": citation.quote,
        "article": article_json(citation.article),
        "field": citation.field,
        "start": citation.start,
        "end": citation.end,
        "file": citation.file,
        "page": citation.page,
        "pdf_page": citation.pdf_page or None,
        "lines": [list(span) for span in citation.lines],
        "match": citation.match,
        "garbled": bool(citation.garbled),
        "score": round(citation.score, 4),
        "link": str(link_to(citation.article, citation.start, citation.end)),
    }


def standing_json(standing: Standing) -> Json:
    """What has become of the words of a link, and where they stand now."""
    article = standing.article
    part = part_at(article, standing.start) if article and standing.lines else None
    return {
        "link": str(standing.link),
        "state": standing.state,
        "stands": standing.state == "stands",
        "message": standing.message,
        "article": article_json(article) if article else None,
        "quote": article.text[standing.start : standing.end] if article else "",
        "start": standing.start,
        "end": standing.end,
        "file": part.file if part else "",
        "page": part.page if part else "",
        "pdf_page": (part.pdf_page if part else 0) or None,
        "lines": [list(span) for span in standing.lines],
    }


def sentence_json(sentence: Sentence) -> Json:
    """A sentence of an answer."""
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "markers": list(sentence.markers),
        "supported": sentence.supported,
    }


def answer_json(answer: Answer) -> Json:
    """An answer, with all that it rests on."""
    return {
        "question": answer.question,
        "searched_as": answer.searched_as,
        "answer": answer.text,
        "answer_span": answer.answer_span,
        "language": answer.language,
        "refused": answer.refused,
        "citations": [citation_json(citation) for citation in answer.citations],
        "sentences": [sentence_json(sentence) for sentence in answer.sentences],
        "hits": [hit_json(hit) for hit in answer.hits],
        "model": answer.model,
        "warnings": list(answer.warnings),
        "left_out": answer.left_out,
        "revision": answer.revision,
    }


def report_json(report: "Report") -> Json:
    """What `index` did, with each failure."""
    return {
        "files": report.files,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "pages": report.pages,
        "articles": report.articles,
        "chunks": report.chunks,
        "failures": [{"file": f.file, "line": f.line, "reason": f.reason} for f in report.failures],
    }


def read_page_json(read: ReadPage) -> Json:
    """How a page was read: its articles with their text, and what was set aside."""
    return {
        "file": read.page.file,
        "record": read.page.record,
        "pdf_page": read.page.pdf_page or None,
        "articles": [article_json(article, text=True) for article in read.articles],
        "furniture": [
            {
                "kind": piece.kind,
                "text": read.page.raw[piece.start : piece.end],
                "lines": [list(read.page.lines(piece.start, piece.end))],
            }
            for piece in read.furniture
        ],
    }
