"""A page to its articles, and to the furniture that belongs to none."""

from collections.abc import Sequence
from hashlib import blake2b

from rag.places import origin_lines
from rag.reading.blocks import Block, blocks_of
from rag.reading.bylines import dateline
from rag.reading.doubled import without_doubled
from rag.reading.furniture import SetAside, left_over
from rag.reading.garbled import in_order
from rag.reading.headlines import titles_of
from rag.reading.inserts import with_inserts_aside
from rag.reading.lines import NOTHING, joined, split_lines, together
from rag.reading.mentions import mentions_of
from rag.reading.segments import Segment, segments_of
from rag.types import Article, Page, Part, ReadPage, Span, Traced


def read_articles(page: Page) -> ReadPage:
    """Divide a page into articles. The same page always gives the same articles.

    Each visible character of the raw text is in an article's body, in one of its fields, or in a
    stretch of furniture.
    """
    if page.format in ("record", "html"):
        articles: list[Article] = [_record_article(page)]
        known: list[SetAside] = []
    else:
        articles, known = _page_articles(page)
    return ReadPage(page, tuple(articles), tuple(left_over(page.raw, articles, known)))


def _record_article(page: Page) -> Article:
    given = page.given

    def field(span: Span | None) -> Traced:
        return joined(page.raw, [span], keep_gaps=True) if span else Traced()

    start, end = given.body or (0, len(page.raw))
    lines = split_lines(page.raw[start:end], markdown=False)
    paragraphs = [joined(page.raw, [(start + line.start, start + line.end)]) for line in lines]
    body = together(paragraphs, "\n")
    return _article(page, 0, body, headline=field(given.headline), byline=field(given.byline))


def _page_articles(page: Page) -> tuple[list[Article], list[SetAside]]:
    blocks = with_inserts_aside(blocks_of(page))
    furniture: list[SetAside] = [
        (block.furniture, block.spans) for block in blocks if block.kind == "furniture"
    ]
    articles: list[Article] = []
    for segment in segments_of([block for block in blocks if block.kind != "furniture"]):
        set_aside = _set_aside(segment)
        furniture.extend(set_aside)
        article = _segment_article(page, len(articles), segment) if segment.body else None
        if article and article.body:
            articles.append(article)
    return articles, furniture


def _set_aside(segment: Segment) -> list[SetAside]:
    around = [*segment.head, *segment.tail]
    kept = _headings(segment) if segment.body else []
    sections = [block for block in around if block.kind == "heading" and block not in kept]
    jumps = [
        _raw_span(block.text[slice(*jump.span)]) for block in (*around, *segment.body) for jump in block.jumps
    ]
    return [("section", block.spans) for block in sections] + [("jump", [span]) for span in jumps]


def _raw_span(text: Traced) -> Span:
    places = [place for place in text.origin if place >= 0]
    return min(places), max(places) + 1


def _segment_article(page: Page, ordinal: int, segment: Segment) -> Article:
    headings = _headings(segment) or _headline_within(segment)
    titles = titles_of(headings)
    signed = [
        block for block in (*segment.head, *_after_lead(segment), *segment.tail) if block.kind == "byline"
    ]
    paragraphs = [
        _without_jumps(block)
        for block in segment.body
        if block.kind != "jump" and block not in signed and block not in headings
    ]
    body, credit = _without_credit(segment.body[-1], paragraphs)
    bylines = [block.text for block in signed]
    jumps = [jump for block in (*segment.head, *segment.body, *segment.tail) for jump in block.jumps]
    return _article(
        page,
        ordinal,
        body,
        headline=titles.headline,
        kicker=titles.kicker,
        subtitle=titles.subtitle,
        byline=together([*bylines, *filter(None, [credit]), *_dateline_byline(body, bylines)], " "),
        continued_from=next((jump.page for jump in jumps if jump.way == "from"), ""),
        continued_on=next((jump.page for jump in jumps if jump.way == "on"), ""),
    )


def _after_lead(segment: Segment) -> tuple[Block, ...]:
    """What stands after the first paragraph, unless it says who took a picture."""
    return tuple(block for block in segment.body[1:2] if "摄" not in block.text.text)


def _headings(segment: Segment) -> list[Block]:
    """The headings that name the article, sections left out; those after it where none is before."""
    before = [block for block in segment.head if block.kind == "heading"]
    named = [block for index, block in enumerate(before) if not _is_section(before, index)]
    return named or [block for block in segment.tail if block.kind == "heading" and not block.section]


def _headline_within(segment: Segment) -> list[Block]:
    """The one heading in the middle of an article that begins with its dateline, and has no other."""
    within = [block for block in segment.body if block.kind == "heading" and block.text]
    return within if len(within) == 1 and segment.body[0].dated else []


def _is_section(headings: Sequence[Block], index: int) -> bool:
    """Whether a heading names a section: it is worded so, or is very short before a longer one."""
    block, others = headings[index], [*headings[:index], *headings[index + 1 :]]
    if block.section:  # a column is told by its mark, also where the article has no other heading
        return not block.text.text[0].isalnum() or any(not other.section for other in others)
    short = len(block.text.text) <= 5 and block.text.text.isalnum()
    return short and index + 1 < len(headings) and len(headings[index + 1].text.text) >= 9


def _without_jumps(block: Block) -> Traced:
    kept, start = [], 0
    for jump in block.jumps:
        kept.append(block.text[start : jump.span[0]])
        start = jump.span[1]
    return together([*kept, block.text[start:]])


def _without_credit(last: Block, paragraphs: list[Traced]) -> tuple[Traced, Traced]:
    """The body and the names glued to its end, apart."""
    if last.credit is None or any(jump.span[1] > last.credit[0] for jump in last.jumps):
        return together(paragraphs, "\n"), Traced()
    length = last.credit[1] - last.credit[0]
    text = paragraphs[-1]
    credit = text[len(text.text) - length :]
    return together([*paragraphs[:-1], text[: len(text.text) - length]], "\n"), credit


def _dateline_byline(body: Traced, bylines: Sequence[Traced]) -> list[Traced]:
    dated = dateline(body.text[:120]) if not bylines else None
    return [body[slice(*dated.byline)]] if dated else []


def _article(
    page: Page,
    ordinal: int,
    body: Traced,
    *,
    headline: Traced,
    byline: Traced,
    kicker: Traced = NOTHING,
    subtitle: Traced = NOTHING,
    continued_from: str = "",
    continued_on: str = "",
) -> Article:
    body, garbled = in_order(_stripped(without_doubled(body)))
    lines = origin_lines(page, body.origin) or ((page.line, page.line),)
    given = page.given
    return Article(
        id=_article_id(page, ordinal, body.text),
        body=body,
        parts=(Part(page.file, page.record, given.page, lines, 0, len(body.text), page.pdf_page),),
        headline=_stripped(headline),
        kicker=_stripped(kicker),
        subtitle=_stripped(subtitle),
        byline=_stripped(byline),
        paper=given.paper,
        date=given.date,
        page=given.page,
        url=given.url,
        continued_from=continued_from,
        continued_on=continued_on,
        garbled=garbled,
        mentions=mentions_of(body.text, given.date),
    )


def _stripped(text: Traced) -> Traced:
    start = len(text.text) - len(text.text.lstrip())
    return text[start : len(text.text.rstrip())] if text else text


def _article_id(page: Page, ordinal: int, body: str) -> str:
    number = page.record if page.format == "record" else f"{page.record}.{ordinal}".lstrip(".")
    place = "\n".join((page.file, number, body[:64]))
    return "a" + blake2b(place.encode("utf-8"), digest_size=6).hexdigest()
