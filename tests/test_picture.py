"""The picture of a PDF's page: as it is printed, and the words that are meant framed."""

import io

import pytest
from PIL import Image

from rag.reading.glyphs import Box
from rag.reading.pdf import read_pdf
from rag.reading.picture import Picture, picture_of
from rag.types import NO_ORIGIN, Page
from tests.typesetter import HEIGHT, SIZE, WIDTH, column, pdf

BRIDGE = "跨江大桥昨天上午建成通车，全长三千二百米，两岸市民在桥头庆祝，乘上了第一班公交车。"
HARVEST = "今年秋天全县水稻喜获丰收，亩产比去年增加五十公斤，农技人员整个夏天都在田间指导。"
DATA = pdf([*column(BRIDGE, 40, 100, 16), *column(HARVEST, 240, 100, 16)])


def page() -> Page:
    (found,) = read_pdf(io.BytesIO(DATA), "a.pdf")
    assert isinstance(found, Page)
    return found


def pictured(words: str, width: int = 842) -> Picture:
    """The page with these words framed, wherever the lines of its text break."""
    raw = page().raw
    places = [place for place, character in enumerate(raw) if not character.isspace()]
    start = "".join(raw[place] for place in places).index(words)
    return picture_of(io.BytesIO(DATA), page(), places[start : start + len(words)], width)


def test_a_picture_is_a_png_as_wide_as_it_is_asked_for_with_the_words_washed_and_framed() -> None:
    picture = pictured("水稻", round(2 * WIDTH))
    opened = Image.open(io.BytesIO(picture.png))
    image = opened.convert("RGB")

    assert opened.format == "PNG"
    assert image.size == (picture.width, picture.height) == (1684, round(2 * HEIGHT))
    (box,) = picture.boxes
    left = 2 * (240 + (HARVEST.index("水稻") + 2) * SIZE)  # the first line is indented by two characters
    assert box.left == pytest.approx(left, abs=0.5 * SIZE)
    assert box.right == pytest.approx(left + 2 * 2 * SIZE, abs=0.5 * SIZE)
    x, y = int(box.left), int(box.top)
    reddish, yellowish, white = map(image.getpixel, ((x + 1, y + 5), (x + 4, y + 4), (5, 5)))
    assert near(reddish, (168, 36, 28))
    assert near(yellowish, (255, 229, 150))
    assert near(white, (255, 255, 255))


def near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= 24 for a, b in zip(colour, other, strict=True))


def test_words_on_lines_that_follow_have_one_frame() -> None:
    (box,) = pictured("两岸市民在桥头庆祝，乘上了第一班公交车").boxes

    assert box.bottom - box.top > 2 * SIZE
    assert box.right < 240


def test_words_in_two_columns_have_two_frames() -> None:
    first, second = pictured("第一班公交车。今年秋天全县").boxes

    assert first.right < 240 < second.right
    assert second.top < first.top


def test_white_space_has_no_frame() -> None:
    assert picture_of(io.BytesIO(DATA), page(), [NO_ORIGIN], 200).boxes == ()


def test_a_very_long_page_is_made_less_wide() -> None:
    picture = picture_of(io.BytesIO(DATA), page(), [], 2400)

    assert picture.width == 2400
    assert Box(0, 0, picture.width, picture.height).bottom < 4000
