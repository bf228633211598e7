"""What each sign of an article is worth.

Set by hand, and checked one by one on pages whose articles are known (`eval.pages`, names 0 to 7):
moving any of them by half of itself changes the score by less than one article in fifty.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds, roughly. Those that speak against are negative."""

    article: float = -3.0  # that there is one more
    nothing: float = -1.5  # headings without any text, each
    marked: float = 2.0  # a headline that the source marks
    unmarked: float = 1.2
    second: float = 0.7  # a kicker or a subtitle with it
    many: float = -0.7  # each heading after the third
    when: float = 1.0
    where: float = 0.5
    after: float = -0.5  # a headline that stands after its article
    after_continued: float = -1.4
    orphans: float = -3.0  # headings after an article that has some before
    headless: float = -3.5
    headless_lost: float = -1.0  # the same on a page where OCR lost most headings
    section_only: float = 0.5
    byline: float = 3.0
    dateline: float = 4.0
    continued: float = 5.0
    end_credit: float = 3.0
    second_credit: float = 1.0
    uncredited: float = -2.0
    uncredited_lost: float = -0.8  # the same where OCR lost the headings too
    goes_on: float = 3.0
    photo_of_many: float = -1.5  # a photographer's credit at the end of what is no caption
    inner_jump: float = -10.0
    inner_goes_on: float = -6.0
    inner_dateline: float = -4.0
    inner_second_dateline: float = -2.0  # right after text: another agency's report under one headline
    inner_credit: float = -2.5
    inner_photo: float = -0.5
    inner_byline: float = -3.0
    sub_numbered: float = -0.3
    sub_short: float = -0.5
    sub_middle: float = -0.9
    sub_long: float = -1.3
    sub_lost: float = -1.1  # OCR kept the mark of a heading and lost its words
    sub_after_heading: float = -1.0
    sub_after_lost: float = -2.0
    sub_section: float = -1.0
    sub_column: float = -3.0
    sub_large: float = -4.0  # set in a headline's size
    sub_unmarked: float = 0.7  # by this a heading counts less that nothing marks
    cohesion: float = 1.0  # the text goes on, after a heading whose words are lost, with what it was about
    parted: float = -2.0  # headings that stand together, given to two articles
    tail_byline: float = -4.0  # a byline after the headline after an article: they are the next one's


WEIGHTS = Weights()
