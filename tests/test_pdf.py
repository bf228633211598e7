"""A PDF is read as it is looked at: columns one after the other, whatever order they are drawn in."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.errors import InputError
from rag.reading import read_articles
from rag.reading.glyphs import Pdf
from rag.reading.pdf import areas_of, read_pdf
from rag.types import Page
from tests.typesetter import HEIGHT, LEADING, SIZE, WIDTH, Set, column, pdf, shuffled

BRIDGE = (
    "跨江大桥昨天上午正式建成通车，两岸的市民在桥头举行了庆祝活动。大桥全长三千二百米，"
    "双向六车道，总投资十八亿元，历时四年建成。通车以后，从城东到城西只要十二分钟。"
    "家住江北的老人说，过去过江要等渡船，如今坐公交车几分钟就到了。"
)
HARVEST = (
    "今年秋天，全县的水稻喜获丰收，平均亩产比去年增加了五十公斤。农技人员整个夏天都在田间指导，"
    "帮助农户防治病虫害。县里还新修了三条水渠，旱地从此不再缺水。"
)
LIBRARY = (
    "市图书馆从下周起夜间开放，读者可以在馆里读到晚上十点。馆方增加了两百个座位，并延长了班车的时间。"
    "许多学生得知消息以后十分高兴，说再也不用早早赶回宿舍了。"
)
BRIDGE_IN_ENGLISH = (
    "The new bridge over the river was opened to traffic yesterday after four years of work.",
    "Residents on either bank gathered at both ends to celebrate, and buses crossed for the first time.",
    "Engineers said that deep water and unstable ground had made the foundations unusually difficult.",
    "A ferry that had carried commuters for sixty years made its last journey in the evening.",
)
NARROW = 16  # characters in a line of a column
STEP = NARROW * SIZE + 22


def pages_of(data: bytes, file: str = "a.pdf") -> list[Page | InputError]:
    return list(read_pdf(io.BytesIO(data), file))


def page_of(data: bytes, file: str = "a.pdf") -> Page:
    (page,) = pages_of(data, file)
    assert isinstance(page, Page), page
    return page


def reason_of(data: bytes) -> str:
    (error,) = pages_of(data)
    assert isinstance(error, InputError), error
    return error.reason


def in_columns(*texts: str, x: float = 40, y: float = 110) -> list[Set]:
    """A paragraph a column."""
    return [line for i, text in enumerate(texts) for line in column(text, x + i * STEP, y, NARROW)]


def over_columns(text: str, y: float) -> list[Set]:
    """One paragraph over three columns."""
    lines = column(text, 40, y, NARROW)
    tall = -(-len(lines) // 3)
    return [
        line._replace(x=line.x + i // tall * STEP, y=line.y - i // tall * tall * LEADING)
        for i, line in enumerate(lines)
    ]


def assert_in_order(page: Page, *pieces: str) -> None:
    assert "".join(page.raw.split()) == "".join(pieces)


def assert_traced(page: Page) -> None:
    """Every character of every article stands in the raw text where its origin says."""
    for article in read_articles(page).articles:
        for field in (article.body, article.headline, article.kicker, article.subtitle, article.byline):
            for character, origin in zip(field.text, field.origin, strict=True):
                assert character.isspace() or page.raw[origin] == character


# ── the four layouts ──


def test_one_column_is_read_from_the_top() -> None:
    page = page_of(pdf(column(BRIDGE + HARVEST, 60, 80, 40)))

    assert_in_order(page, BRIDGE, HARVEST)
    assert_traced(page)


def test_three_columns_are_read_one_after_the_other() -> None:
    page = page_of(pdf(in_columns(BRIDGE, HARVEST, LIBRARY)))

    assert_in_order(page, BRIDGE, HARVEST, LIBRARY)
    assert_traced(page)


@pytest.mark.parametrize("gap", [6, 8, 12, 20])
def test_three_columns_are_read_in_order_whatever_order_they_are_drawn_in(gap: float) -> None:
    lines = [
        line
        for i, text in enumerate((BRIDGE, HARVEST, LIBRARY))
        for line in column(text, 40 + i * (NARROW * SIZE + gap), 60, NARROW)
    ]
    page = page_of(pdf(shuffled(lines)))

    assert_in_order(page, BRIDGE, HARVEST, LIBRARY)
    assert_traced(page)


def test_a_headline_over_two_columns_stands_before_both_and_the_third_column_after_them() -> None:
    over_two = [Set("跨江大桥建成通车", 60, 70, 26), *in_columns(BRIDGE, HARVEST)]
    third = [Set("夜读到十点", 40 + 2 * STEP, 66, 20), *in_columns(LIBRARY, x=40 + 2 * STEP)]
    page = page_of(pdf(shuffled(over_two + third)))

    assert_in_order(page, "跨江大桥建成通车", BRIDGE, HARVEST, "夜读到十点", LIBRARY)
    assert [page.raw[start:end] for start, end, _ in page.given.headings] == [
        "跨江大桥建成通车",
        "夜读到十点",
    ]
    first, second = read_articles(page).articles
    assert (first.headline.text, second.headline.text) == ("跨江大桥建成通车", "夜读到十点")
    assert ("".join(first.text.split()), second.text) == (BRIDGE + HARVEST, LIBRARY)
    assert_traced(page)


@settings(max_examples=25, deadline=None)
@given(
    columns=st.lists(
        st.text(st.sampled_from("大桥通车两岸市民的一是在了。，《》3Gfi中国人"), min_size=40, max_size=160),
        min_size=1,
        max_size=4,
    ),
    order=st.randoms(use_true_random=False),
)
def test_whatever_is_printed_is_in_the_raw_text_and_every_article_is_traced_to_it(columns, order) -> None:  # type: ignore[no-untyped-def]
    lines = in_columns(*columns)
    order.shuffle(lines)
    page = page_of(pdf(lines))

    assert sorted("".join(page.raw.split())) == sorted("".join(columns))
    assert_traced(page)


# ── articles, mastheads, numbers ──


def test_a_page_with_a_masthead_and_two_articles() -> None:
    masthead = [Set("江滨日报", 40, 30, 12), Set("2024年8月28日 星期三", 350, 30), Set("第2版", 760, 30)]
    upper = [Set("跨江大桥建成通车", 40, 70, 26), Set("本报记者 张三", 380, 92), *over_columns(BRIDGE, 110)]
    lower = [Set("夜读到十点", 40, 330, 20), Set("本报记者 李四", 380, 350), *over_columns(LIBRARY, 370)]
    page = page_of(pdf(shuffled(masthead + upper + lower)))

    assert (page.given.paper, page.given.date, page.given.page) == ("江滨日报", "2024-08-28", "2")
    found = [(a.headline.text, a.byline.text, "".join(a.text.split())) for a in read_articles(page).articles]
    assert found == [
        ("跨江大桥建成通车", "本报记者 张三", BRIDGE),
        ("夜读到十点", "本报记者 李四", LIBRARY),
    ]
    assert_traced(page)


def test_a_headline_of_two_lines_is_one() -> None:
    headline = [Set("跨江大桥昨天", 40, 60, 26), Set("建成通车", 40, 92, 26)]
    page = page_of(pdf([*headline, *in_columns(BRIDGE, HARVEST, y=120)]))

    (article,) = read_articles(page).articles
    assert article.headline.text == "跨江大桥昨天建成通车"


def test_of_several_headings_the_largest_is_the_headline() -> None:
    heads = [
        Set("全市重点工程巡礼", 40, 40, 14),
        Set("大桥通车", 40, 70, 26),
        Set("两岸群众同庆", 40, 92, 14),
    ]
    (article,) = read_articles(page_of(pdf([*heads, *in_columns(BRIDGE, HARVEST)]))).articles

    fields = (article.kicker.text, article.headline.text, article.subtitle.text)
    assert fields == ("全市重点工程巡礼", "大桥通车", "两岸群众同庆")


def test_a_large_first_letter_begins_the_text() -> None:
    first, *others = column(BRIDGE, 70, 60, NARROW)
    page = page_of(pdf([Set(first.text[0], 40, 75, 28), first._replace(text=first.text[1:], x=70), *others]))

    assert_in_order(page, BRIDGE)


def test_a_caption_under_a_picture_between_columns_is_no_part_of_the_article() -> None:
    caption = Set("图为大桥通车的热闹景象。本报记者 苏文 摄", 40 + STEP, 205, 8)
    upper, lower = HARVEST[:62], HARVEST[62:]
    lines = [
        Set("跨江大桥建成通车", 40, 70, 26),
        *in_columns(BRIDGE, upper),
        caption,
        *column(lower, 40 + STEP, 260, NARROW),
    ]
    page = page_of(pdf(lines))

    (article,) = read_articles(page).articles
    assert "苏文" not in article.text
    assert "".join(article.text.split()) == BRIDGE + HARVEST


def test_each_page_is_a_page_and_says_its_number() -> None:
    first, second = pages_of(pdf(in_columns(BRIDGE), in_columns(LIBRARY)), "江滨日报/2024-08-28/02.pdf")

    assert isinstance(first, Page) and isinstance(second, Page)
    assert (first.pdf_page, second.pdf_page, second.record) == (1, 2, "2")
    assert (first.given.date, first.given.page) == ("2024-08-28", "")  # 02 is not the number of both
    (article,) = read_articles(second).articles
    assert article.parts[0].pdf_page == 2
    assert article.parts[0].lines[0][0] == 1


def test_the_path_gives_the_number_of_the_only_page() -> None:
    page = page_of(pdf(in_columns(BRIDGE)), "江滨日报/2024-08-28/02.pdf")

    assert (page.given.paper, page.given.page) == ("江滨日报", "2")


# ── boxes ──


def test_a_span_is_found_on_the_page_again() -> None:
    data = pdf(in_columns(BRIDGE, HARVEST))
    start = page_of(data).raw.index("水稻")

    areas = areas_of(Pdf(io.BytesIO(data)), page_of(data), [(start, start + 2)])

    assert (areas.width, areas.height) == (WIDTH, HEIGHT)
    (box,) = areas.boxes
    before = HARVEST.index("水稻") + 2  # characters, with the indent
    assert box.left == pytest.approx(40 + STEP + before * SIZE, abs=0.5)
    assert box.right == pytest.approx(40 + STEP + (before + 2) * SIZE, abs=0.5)
    assert 110 - SIZE < box.top < box.bottom < 110 + LEADING / 2


def test_a_span_over_two_lines_has_two_boxes() -> None:
    data = pdf(in_columns(BRIDGE))
    page = page_of(data)
    end_of_line = page.raw.index("\n")

    upper, lower = areas_of(Pdf(io.BytesIO(data)), page, [(end_of_line - 2, end_of_line + 4)]).boxes

    assert upper.right > lower.right and lower.top > upper.top
    assert lower.left == pytest.approx(40, abs=0.5)


def test_on_a_turned_page_boxes_are_those_of_the_display() -> None:
    data = pdf([Set("大桥通车", 100, 200)], turned=90)
    page = page_of(data)

    areas = areas_of(Pdf(io.BytesIO(data)), page, [(0, len(page.raw))])

    assert (areas.width, areas.height) == (WIDTH, HEIGHT)  # reportlab has drawn on a sheet set upright
    (box,) = areas.boxes
    assert (box.left, box.top) == pytest.approx((HEIGHT - 200, 100), abs=3)
    assert box.bottom - box.top == pytest.approx(4 * SIZE, abs=1)


def test_there_is_no_page_beyond_the_last() -> None:
    with pytest.raises(ValueError, match="page 2"):
        Pdf(io.BytesIO(pdf(in_columns(BRIDGE)))).sheet(2)


def test_a_pdf_that_prints_another_text_than_it_did_has_no_boxes() -> None:
    indexed = page_of(pdf(in_columns(BRIDGE)))

    with pytest.raises(ValueError, match="index it again"):
        areas_of(Pdf(io.BytesIO(pdf(in_columns(HARVEST)))), indexed, [(0, 1)])


# ── what cannot be read ──


def scan() -> bytes:
    """A PDF of one page that has a picture and no text."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    canvas.rect(40, 40, 300, 300, fill=1)
    canvas.save()
    return buffer.getvalue()


def test_a_scan_says_that_it_needs_ocr() -> None:
    assert reason_of(scan()) == "has no text layer; run OCR first"


def test_an_empty_page_is_no_scan() -> None:
    assert reason_of(pdf([])) == "is empty"


def test_an_encrypted_pdf_says_so() -> None:
    assert (
        reason_of(pdf(in_columns(BRIDGE), password="x"))
        == "is encrypted; save a copy that asks for no password"
    )


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_says_so(data: bytes) -> None:
    assert reason_of(data) == "is damaged, or no PDF"


# ── producers that are not ours ──

WEB_PAGE = f"""<meta charset=utf-8><style>@page {{ size: 297mm 210mm; margin: 10mm }}
  body {{ font-size: 11pt }} div {{ column-count: 3; column-gap: 6mm }}
  p {{ text-indent: 2em; margin: 0 }}</style>
  <h1>跨江大桥建成通车</h1><div><p>{BRIDGE}</p><p>{HARVEST}</p><p>{LIBRARY}</p></div>"""


def by_chromium(folder: Path) -> bytes:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False) if chromium else None
    if chromium is None or fonts is None or not fonts.stdout.strip():
        pytest.skip("needs Chromium and a Chinese font")
    source, printed = folder / "page.html", folder / "page.pdf"
    source.write_text(WEB_PAGE, "utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}",
    ]
    subprocess.run(
        [chromium, *flags, f"--print-to-pdf={printed}", source.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return printed.read_bytes()


def test_a_page_printed_by_chromium(tmp_path: Path) -> None:
    page = page_of(by_chromium(tmp_path))

    (article,) = read_articles(page).articles
    assert article.headline.text == "跨江大桥建成通车"
    assert article.text == f"{BRIDGE}\n{HARVEST}\n{LIBRARY}"
    assert_traced(page)


def test_a_pdf_without_a_map_to_unicode_is_said_and_not_garbled(tmp_path: Path) -> None:
    data = by_chromium(tmp_path).replace(b"/ToUnicode", b"/XoUnicode")  # of the same length: offsets stay

    assert reason_of(data) == (
        "has fonts that do not say which characters they print (no ToUnicode map); run OCR on it instead"
    )


def test_two_columns_printed_by_groff() -> None:
    groff = shutil.which("groff")
    if groff is None or not (Path("/usr/share/groff/current/font/devpdf").exists()):
        pytest.skip("needs groff with its PDF device")
    words = " ".join(BRIDGE_IN_ENGLISH * 8)
    source = f".2C\n.LP\n{words}\n".encode()
    done = subprocess.run([groff, "-Tpdf", "-ms"], input=source, capture_output=True, check=True, timeout=60)

    raw = page_of(done.stdout).raw

    assert "".join(raw.replace("-\n", "").split()) == "".join(words.split())


def test_three_columns_printed_by_libreoffice(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    source = tmp_path / "page.rtf"
    words = " ".join(f"word{number}" for number in range(200))
    columns = rf"\sect\sectd\sbknone\cols3\colsx400 {{\fs20 {words}.\par}}"
    source.write_text(
        rf"{{\rtf1\ansi{{\fonttbl{{\f0 DejaVu Serif;}}}}{{\fs52 The bridge opens\par}}{columns}}}"
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, source], capture_output=True, check=True, timeout=120)

    (article,) = read_articles(page_of((tmp_path / "page.pdf").read_bytes())).articles

    assert article.headline.text == "The bridge opens"
    assert article.text == f"{words}."
