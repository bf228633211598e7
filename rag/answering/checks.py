"""Checks: what a sentence says that its quotations do not."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from rag.answering.departures import Departure, changed_places, departures
from rag.answering.folding import fold, is_chinese, units
from rag.answering.gazetteer import strange_places
from rag.answering.naming import exchanged, strange_name, strange_words
from rag.answering.notes import note
from rag.answering.polarity import contradiction, opposed
from rag.answering.substitutions import Reference, exchanges, substitutions
from rag.days import Date, completed, day_of, read_dates
from rag.figures import Figure, chinese_number, read_figures
from rag.languages import Language
from rag.types import Article

# A first guess that held: the paraphrases of data/pages/gold share more than this with their source, and
# sentences cited to other passages of the same page share less.
_LEAST_SHARED = 0.5
Fault = tuple[str, dict[str, str]]  # the name of a note, and what stands in it
# OCR prints opening quotes for closing ones: between any two, words that belong together count.
_QUOTED = re.compile(
    r"“([^”]+)”|「([^」]+)」|『([^』]+)』|《([^》]+)》|\"([^\"]+)\"|[“”\"]([^“”\"，。；：、！？\s]{2,12})[“”\"]"
)
# What says whose words these are, and is in no source.
_FRAME = re.compile(
    r"^(?:据(?:报道|悉|介绍|了解|统计)|(?:该报|该文|报道|文章)(?:指出|提到|介绍|称|说))[，,：:]|[，,（(](?:见|据)报道[）)]?(?=[。.]?$)"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十百]{1,5}|\d{1,4})")
_FIRST = re.compile(r"[首头冠最初]")


def faults(
    claim: str,
    quotes: Iterable[str],
    passages: Iterable[str],
    articles: Iterable[Article],
    language: Language,
) -> Iterator[str]:
    """Yield, in a few words of `language` each, what stands against `claim` being what `quotes` say.

    `passages` are the texts that the quotations were taken from, where quoted words are looked for too;
    `articles` lend their headlines, papers and dates. A claim in another language than its quotations is
    compared by what does not depend on language; one that shows nothing of the kind cannot be checked.
    """
    for name, values in _against(claim, list(quotes), list(passages), list(articles)):
        yield note(name, language, **values)


def _against(claim: str, quotes: list[str], passages: list[str], articles: list[Article]) -> Iterator[Fault]:
    claim, quote = _FRAME.sub("", claim.strip()), "\n".join(quotes)
    about = " ".join(f"{a.headline.text} {a.subtitle.text} {a.byline.text} {a.paper}" for a in articles)
    dates, rest = read_dates(claim, articles[0].date)
    figures = [figure for figure in read_figures(rest) if not figure.weak]
    same_language = is_chinese(claim) == is_chinese(quote)
    if same_language:
        yield from _unshared(claim, f"{quote} {about}")
    elif not (dates or figures or units(claim) & units(quote)):
        yield "uncheckable", {}
    wrong = [*_missing_figures(figures, dates, quote, articles), *_moved_figures(figures, rest, quote)]
    yield from wrong
    yield from _missing_ordinals(claim, quote) if same_language else ()
    shown = [quote, about, *passages]
    if same_language:
        yield from _missing_words(claim, " ".join(shown))
        yield from _put_there(claim, shown)
        found = [one for one in departures(claim, quote) if not (wrong and one.is_figure)]
        yield from _departed(found, quote)
    else:
        for place in strange_places(claim, " ".join(shown)):
            yield "name", {"words": place}
    if against := contradiction(claim, quote, same_language):
        yield "contradicted", {"words": against}


def _unshared(claim: str, quote: str) -> Iterator[Fault]:
    said = units(claim)
    if said and len(said & units(quote)) < _LEAST_SHARED * len(said):
        yield "unshared", {}


def _missing_figures(
    figures: list[Figure], dates: list[Date], quote: str, articles: list[Article]
) -> Iterator[Fault]:
    printed = articles[0].date
    there, rest = read_dates(quote, printed)
    numbers = list(read_figures(rest))
    years = {date.year for date in there}
    for figure in figures:
        is_year = figure.words.isdecimal() and figure.value in years
        if not is_year and not any(figure.agrees(number) for number in numbers):
            yield "figure", {"words": figure.words}
    # The day of the paper dates what is in it only where the text itself names no year.
    papers = [] if any(date.year for date in there) else [d for a in articles for d in day_of(a.date)]
    days = [*there, *papers, *completed(there, printed)]
    for date in dates:
        bare_year = not date.month and any(number.value == date.year for number in numbers)
        if not bare_year and not any(day.says(date) for day in days):
            yield "figure", {"words": date.words}


def _missing_ordinals(claim: str, quote: str) -> Iterator[Fault]:
    """第三 where the quotation has 第二; where it has no 第, any number will do."""
    there = {_rank(found[1]) for found in _ORDINAL.finditer(quote)}
    there = there or {figure.value for figure in read_figures(quote)}
    for found in _ORDINAL.finditer(claim):
        rank = _rank(found[1])
        if rank not in there and not (rank == 1 and _FIRST.search(quote)):
            yield "figure", {"words": found[0]}


def _rank(words: str) -> Fraction | None:
    return Fraction(words) if words.isdecimal() else chinese_number(words)


def _moved_figures(figures: Iterable[Figure], claim: str, quote: str) -> Iterator[Fault]:
    """Figures that the quotation has, but of other things: 32个乡镇 where it says 21个乡镇和32家企业."""
    quote = unicodedata.normalize("NFKC", quote)
    counted: dict[str, list[Figure]] = {}
    for figure in read_figures(quote):
        counted.setdefault(_counted(figure, quote), []).append(figure)
    for figure in figures:
        thing = _counted(figure, claim)
        if thing and thing in counted and not any(figure.agrees(number) for number in counted[thing]):
            yield "moved figure", {"words": figure.words, "thing": thing}


def _counted(figure: Figure, text: str) -> str:
    """The two characters after a figure, which say of what it is; "" if they are no word."""
    thing = text[figure.end : figure.end + 2]
    return thing if len(thing) == 2 and thing.isalpha() and not thing.isascii() else ""


def _missing_words(claim: str, text: str) -> Iterator[Fault]:
    there = fold(text).text
    for found in _QUOTED.finditer(claim):
        words = next(group for group in found.groups() if group)
        if fold(words).text not in there:
            yield "quoted", {"words": words}


def _put_there(claim: str, shown: Sequence[str]) -> Iterator[Fault]:
    """Names that the source does not have, and words that say the contrary of those in their place."""
    if not is_chinese(claim):
        for word in strange_words(claim, " ".join(shown)):
            yield "name", {"words": word}
        return
    source = Reference(*shown)
    for found in exchanges(claim, source):
        if exchanged(found):
            yield "contrary", {"words": found.said, "stood": found.stood}
    for found in substitutions(claim, source):
        if name := strange_name(found, source):
            yield "name", {"words": name}
        elif opposed(found.said, found.stood):
            yield "contrary", {"words": found.said, "stood": found.stood}


def _departed(found: Sequence[Departure], quote: str) -> Iterator[Fault]:
    """What the quotation has otherwise at the same place."""
    for one in found:
        if name := one.name():
            yield "name", {"words": name}
        elif contrary := one.contrary():
            yield "contrary", {"words": contrary[0], "stood": contrary[1]}
    if moved := changed_places(found, quote):
        yield "contrary", {"words": moved[0], "stood": moved[1]}
