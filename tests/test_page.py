"""The page, as a reader uses it in a real browser."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.samples import copy_pages
from tests.api_server import QUESTION, UNANSWERED, Served, served
from tests.browser import PHONE, Watched, ask, text_of, violations, watching
from tests.commands import jianbao
from tests.llm_server import Reply, event, says, serving
from tests.test_verbs import installed
from tests.typesetter import Set, column, pdf

BRIDGE = "港珠澳大桥全长55公里，其中主体工程29.6公里，由桥梁、海底隧道和东西两座人工岛连成一体。"
SIGNBOARD = "老街上的𠮷祥面馆一共有37张桌子。"
ODD = {
    "id": "odd",
    "title": "𠮷祥面馆😀<script>window.broken = 1</script>",
    "text": f"😀😀🎏那天，𠮷先生说：<script>window.broken = 1</script>。{SIGNBOARD}<b>掌柜</b>姓吕\u202e。",
    "paper": "街坊报",
    "date": "2020-02-02",
}
WETLAND = [
    Set("白鹭湖湿地迎来冬候鸟", 60, 80, 22),
    *column(
        "入冬以来，一批批候鸟飞抵白鹭湖越冬。据观测，白鹭湖湿地栖息着217种鸟，比去年多了19种。", 60, 130, 20
    ),
    *column(
        "今年湖区退出了三家养殖场，恢复芦苇两千亩。管护员每天沿湖巡查，记下每一群鸟的来去。", 300, 130, 20
    ),
    *column("环湖步道将在春天开放。湿地学校每个周末接待学生，由志愿者讲解怎样辨认水鸟。", 540, 130, 20),
]
FORGED = "港珠澳大桥全长55公里。[1]港珠澳大桥全长99公里。[1]"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, and one article that is hard to show."""
    folder = tmp_path_factory.mktemp("page")
    copy_pages(folder / "pages")
    (folder / "pages" / "odd.jsonl").write_text(json.dumps(ODD, ensure_ascii=False) + "\n", "utf-8")
    (folder / "pages" / "wetland.pdf").write_bytes(pdf(WETLAND))
    done = jianbao("index", folder / "pages", archive=folder / "archive")
    assert done.returncode == 0, done.stderr
    return folder / "archive"


@pytest.fixture(scope="module")
def server(archive: Path) -> Iterator[Served]:
    with served(archive) as running:
        yield running


@pytest.fixture(scope="module")
def browser(server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watching(server.url, tmp_path_factory.mktemp("pictures")) as opened:
        yield opened


def test_the_first_load_weighs_at_most_120_kilobytes(browser: Watched) -> None:
    before = browser.received
    with browser.page() as page:
        browser.photograph(page, "welcome")
        assert page.title() == "剪报 jianbao"

    assert 0 < browser.received - before <= 120_000


def test_a_mark_opens_the_article_at_the_words_that_it_quotes(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        browser.photograph(page, "answer")
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        browser.photograph(page, "citation")

        assert text_of(page, ".answer p >> nth=0") == f"{BRIDGE}1"
        assert text_of(page, ".text mark") == BRIDGE
        assert text_of(page, ".sheet .headline") == "五十五公里，跨过伶仃洋"
        assert text_of(page, ".facts") == "剪报样报 · 2023-10-26 · 第 1 版\n剪报样报/2023-10-26/01.txt:73–77"
        assert page.locator(".text mark").bounding_box()["y"] < 800  # type: ignore[index]
        assert page.get_attribute(".mark >> nth=0", "aria-current") == "true"


def test_sentences_are_shown_as_they_come(browser: Watched) -> None:
    watch = """() => {
        window.shown = [];
        const note = ({target, addedNodes}) => target.matches(".answer")
            && addedNodes.forEach((node) => window.shown.push(node.textContent));
        new MutationObserver((changes) => changes.forEach(note))
            .observe(document.getElementById("turns"), {childList: true, subtree: true});
    }"""
    with browser.page() as page:
        page.evaluate(watch)
        ask(page, QUESTION)
        whole = page.locator(".answer p").all_inner_texts()

        assert (
            page.evaluate("window.shown") == whole * 2
        )  # one by one, then all with what is known at the end


def test_raw_shows_the_lines_of_the_file(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        page.click(".mark >> nth=0")
        page.click(".raw-switch")
        page.wait_for_selector(".raw")
        browser.photograph(page, "raw")

        numbers = page.locator(".raw .cited .number").all_inner_texts()
        assert numbers == ["73", "74", "75", "76", "77"]
        assert page.locator(".raw .cited code").all_inner_texts()[-1].startswith("西 两 座 人 工 岛")


def test_a_pdf_shows_the_printed_page_with_the_quotation_framed(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, "白鹭湖湿地栖息着多少种鸟？")
        page.click(".mark >> nth=0")
        page.click(".printed-switch")
        page.wait_for_selector(".printed img")
        browser.photograph(page, "printed")
        sheet, frame = (page.locator(name).bounding_box() for name in (".sheet", ".frame"))
        width = page.locator(".printed img").bounding_box()["width"]  # type: ignore[index]
        axe = violations(page)
        page.click(".printed")
        page.wait_for_selector(".printed.large")
        browser.photograph(page, "printed-large")
        large = page.locator(".frame").bounding_box()
        page.click(".printed-switch")
        page.wait_for_selector(".text mark")

    assert sheet and frame and large
    for box in (frame, large):
        assert sheet["x"] < box["x"] + box["width"] / 2 < sheet["x"] + sheet["width"]
        assert sheet["y"] < box["y"] + box["height"] / 2 < sheet["y"] + sheet["height"]
    assert 0.02 < frame["width"] / width < 0.5
    assert large["width"] / frame["width"] == pytest.approx(2.4, abs=0.1)
    assert axe == []


def test_words_after_characters_beyond_the_first_plane_are_highlighted_where_they_stand(
    browser: Watched,
) -> None:
    with browser.page() as page:
        ask(page, "𠮷祥面馆有多少张桌子？")
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")

        assert text_of(page, ".text mark") == SIGNBOARD


def test_text_of_a_source_that_looks_like_a_script_is_shown_as_text(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, "𠮷祥面馆有多少张桌子？")
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        shown = text_of(page, ".sheet")
        page.click(".raw-switch")
        page.wait_for_selector(".raw")

        assert ODD["title"] in shown
        assert "<b>掌柜</b>姓吕" in shown
        assert "<script>window.broken = 1</script>" in text_of(page, ".raw")
        assert "姓吕\ufffd。" in text_of(page, ".raw")  # what would turn the rest of the line round
        assert text_of(page, ".raw mark") == SIGNBOARD  # its line is all of the article
        assert page.evaluate("window.broken === undefined")


def test_a_refusal_names_the_nearest_articles_as_such(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, UNANSWERED)
        browser.photograph(page, "refusal")

        assert text_of(page, ".refused") == "档案中没有找到能回答这个问题的内容。"
        assert text_of(page, ".nearest h3") == "最接近的文章（并没有回答这个问题）"
        assert page.locator(".mark").count() == 0
        page.click(".nearest button >> nth=0")
        page.wait_for_selector(".text p")
        assert page.locator(".text mark").count() == 0


def test_a_sentence_that_its_source_does_not_support_is_marked_in_words(
    archive: Path, browser: Watched
) -> None:
    with (
        serving([says(FORGED)]) as llm,
        served(archive, "--llm-url", llm.url, "--llm-model", "forger") as running,
        browser.page(of=running.url) as page,
    ):
        ask(page, QUESTION)
        browser.photograph(page, "unsupported")

        assert (page.locator(".answer p").count(), page.locator(".sentence").count()) == (1, 2)
        assert page.locator(".tied > .mark").count() == 2  # so that no line begins with a mark
        assert "99公里" in text_of(page, ".unsupported")
        assert text_of(page, ".doubt") == "原文未支持"


def test_many_notes_on_an_answer_are_folded(archive: Path, browser: Watched) -> None:
    forged = "".join(f"港珠澳大桥全长{number}公里。[1]" for number in (97, 98, 99))
    with (
        serving([says(forged)]) as llm,
        served(archive, "--llm-url", llm.url, "--llm-model", "forger") as running,
        browser.page(of=running.url) as page,
    ):
        ask(page, QUESTION)
        folded = page.locator(".warning li").all_inner_texts()
        page.click(".warning summary")
        browser.photograph(page, "notes")

        assert page.locator(".doubt").count() == 3
        assert folded == [""] * 3
        assert ["没有依据" in note for note in page.locator(".warning li").all_inner_texts()] == [True] * 3


def test_a_reader_judges_an_answer_where_questions_are_kept(
    archive: Path, browser: Watched, tmp_path: Path
) -> None:
    kept = shutil.copytree(archive, tmp_path / "archive")
    with served(kept, "--log-questions") as running, browser.page(of=running.url) as page:
        ask(page, QUESTION)
        page.click(".thumb.down")
        page.wait_for_selector(".thumb.down[aria-pressed=true]")
        page.click(".thumb.up")
        page.wait_for_selector(".thumb.up[aria-pressed=true]")
        browser.photograph(page, "verdict")
        with running.http() as client:
            (row,) = map(json.loads, client.get("/v1/questions").text.splitlines())

        assert text_of(page, ".verdict [role=status]") == "谢谢，记下了。"
        assert page.locator(".thumb[aria-pressed=true]").count() == 1
        assert (row["question"], row["quote"]) == (QUESTION, BRIDGE)


def test_what_goes_wrong_is_said_in_the_reader_s_language_and_may_be_tried_again(
    archive: Path, browser: Watched
) -> None:
    held = Reply(chunks=[event("港珠澳大桥全长55公里。[1]")], holds=True)
    with (
        serving([held, says("港珠澳大桥全长55公里。[1]")]) as llm,
        served(archive, "--answers", "1", "--llm-url", llm.url, "--llm-model", "slow") as running,
        browser.page(of=running.url) as page,
    ):
        body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}
        with running.http() as client, client.stream("POST", "/v1/chat/completions", json=body) as reply:
            lines = reply.iter_lines()
            next(lines)
            ask(page, QUESTION)
            browser.photograph(page, "busy")
            said = text_of(page, ".problem p")
            while not llm.requests:
                time.sleep(0.01)
        assert llm.gone.wait(10)
        while page.locator(".again").count():  # the place is free a moment later
            page.click(".again")
            page.wait_for_selector(".turn:not([aria-busy])")

        assert said == "同时提问的人太多了，请过一会儿再试。"
        assert text_of(page, ".sentence") == "港珠澳大桥全长55公里。1"
        assert page.locator(".turn").count() == 1
        assert {"429" in each for each in browser.wrong} == {True}  # the browser's own word on each of them
        browser.wrong.clear()


def test_a_follow_up_says_what_was_searched(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        ask(page, "那它什么时候动工？")

        assert page.locator(".turn:first-child .narrowed").count() == 0
        assert "港珠澳大桥" in text_of(page, ".turn:last-child .narrowed")


def test_the_keyboard_asks_steps_through_citations_and_closes(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        page.focus(".mark >> nth=0")
        page.keyboard.press("Enter")
        page.wait_for_selector(".text mark")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector('[data-marker="2"][aria-current]')
        assert text_of(page, ".of") == f"引文 2 / {page.locator('.mark').count()}"
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector('[data-marker="1"][aria-current]')
        page.keyboard.press("Escape")
        assert page.locator(".sheet").count() == 0
        assert page.evaluate("document.activeElement.dataset.marker") == "1"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "question"
        assert page.input_value("#question") == ""


def test_earlier_messages_of_the_conversation_are_sent(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        with page.expect_request("**/v1/chat/completions") as sent:
            ask(page, "三峡水库的防洪库容有多大？")
        messages = json.loads(sent.value.post_data or "")["messages"]
        browser.photograph(page, "conversation")

        assert [message["role"] for message in messages] == ["user", "assistant", "user"]
        assert messages[1]["content"].startswith(f"{BRIDGE}[1]")
        page.click("#afresh")
        assert page.locator(".turn").count() == 0


def test_filters_keep_to_a_paper_and_to_dates(browser: Watched) -> None:
    with browser.page() as page:
        page.click("#narrow")
        page.wait_for_selector('#papers option[value="样张周刊"]', state="attached")
        page.fill("#paper", "样张周刊")
        page.fill("#until", "2022-12-31")
        browser.photograph(page, "filters")
        ask(page, QUESTION)

        assert page.locator(".refused").count() == 1
        assert text_of(page, ".narrowed") == "筛选：样张周刊 · 2022-12-31 止"
        assert all("样张周刊" in row for row in page.locator(".nearest small").all_inner_texts())


def test_a_bar_of_the_timeline_shows_what_was_written_then(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, "铁路有多长？")
        page.wait_for_selector(".timeline")
        page.focus(".timeline .bar >> nth=-1")
        page.keyboard.press("Enter")
        page.wait_for_selector(".chosen .source")
        page.evaluate("document.querySelector('.chosen').scrollIntoView({block: 'end'})")
        browser.photograph(page, "timeline")

        period = text_of(page, ".ends span >> nth=-1")
        assert all(period in row for row in page.locator(".chosen small").all_inner_texts())
        page.click(".chosen > button")
        page.wait_for_selector(".turn:nth-child(2):not([aria-busy])")
        assert page.input_value("#since")[:7] == period[:7]


def test_a_citation_is_copied_as_others_write_it(browser: Watched) -> None:
    with browser.page() as page:
        ask(page, QUESTION)
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        copied = []
        for place in range(4):
            page.click(f".copy button >> nth={place}")
            page.wait_for_selector(f".copy button:nth-of-type({place + 1}):text-is('已复制')")
            copied.append(page.evaluate("navigator.clipboard.readText()"))

    assert re.fullmatch(rf"{browser.url}/#/article/a\w{{12}}\?at=76-122&sha=\w{{16}}", copied.pop(0))
    assert copied == [
        "许青禾. 五十五公里，跨过伶仃洋[N]. 剪报样报, 2023-10-26(1).",
        "许青禾. (2023, October 26). 五十五公里，跨过伶仃洋. 剪报样报, 1.",
        f"> {BRIDGE}\n>\n> — 五十五公里，跨过伶仃洋, 剪报样报, 2023-10-26,"
        " `剪报样报/2023-10-26/01.txt:73–77`",
    ]


def test_a_link_opens_the_article_and_says_whether_the_words_still_stand(
    browser: Watched, server: Served
) -> None:
    asked = {"messages": [{"role": "user", "content": QUESTION}]}
    with server.http() as client:
        (citation, *_) = client.post("/v1/chat/completions", json=asked).json()["citations"]
        whole = client.get(f"/v1/articles/{citation['article']['id']}").json()["link"]
    link, here = citation["link"], f"at={citation['start']}-{citation['end']}"
    shown = {}
    with browser.page() as page:
        for name, followed, ready in (
            ("stands", link, ".text mark"),
            ("moved", link.replace(here, "at=0-46"), ".text mark"),
            ("changed", f"{link[:-4]}0000", ".text p"),
            ("gone", link.replace(citation["article"]["id"], "a0"), ".standing.gone"),
            ("stands", whole, ".text p"),
        ):
            page.goto(f"{server.url}{followed}")
            page.wait_for_selector(f".standing.{name}")
            page.wait_for_selector(ready)
            browser.photograph(page, "link-whole" if followed == whole else f"link-{name}")
            shown[name, followed == whole] = (text_of(page, ".standing"), text_of(page, ".text mark"))
        page.keyboard.press("Escape")
        left = page.url

    assert shown == {
        ("stands", False): ("链接所引的原话仍在此处。", BRIDGE),
        ("moved", False): ("链接所引的原话还在文中，但已不在原来的位置。", BRIDGE),
        ("changed", False): ("链接所引的原话已不在这篇文章里。", ""),
        ("gone", False): ("链接所引的文章已不在档案里。", ""),
        ("stands", True): ("链接所引的原话仍在此处。", ""),
    }
    assert left == f"{server.url}/"


def test_a_dropped_file_is_indexed_and_can_be_asked(browser: Watched) -> None:
    drop = """() => {
        const files = new DataTransfer();
        const record = {title: "古桥", text: "清水河上的永安古桥长86米，建于明代。", date: "2019-01-01"};
        files.items.add(new File([JSON.stringify(record)], "新到.jsonl"));
        document.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
    }"""
    with browser.page() as page:
        page.evaluate(drop)
        page.wait_for_selector(".delivery button")
        browser.photograph(page, "delivery")

        assert "新增或更新 1 篇文章" in text_of(page, ".delivery")
        ask(page, "永安古桥长多少米？")
        assert "长86米" in text_of(page, ".answer")


def test_a_server_with_keys_asks_for_one_at_the_door(archive: Path, browser: Watched, tmp_path: Path) -> None:
    guarded = shutil.copytree(archive, tmp_path / "archive")
    key = jianbao("key", "new", "reader", archive=guarded, environment=installed(tmp_path)).stdout.strip()
    with served(guarded) as running, browser.page(of=running.url, ready="#door[open]") as page:
        page.fill("#key", "jb-wrong")
        page.keyboard.press("Enter")
        page.wait_for_selector("#wrong")
        browser.photograph(page, "wrong-key")
        page.fill("#key", key)
        page.keyboard.press("Enter")
        page.wait_for_selector("#newest .source")
        ask(page, QUESTION)

        assert page.locator(".mark").count() > 0
        assert page.locator(".verdict").count() == 0  # nothing is kept here
        assert ["401" in each for each in browser.wrong] == [True, True]  # the browser's own words on these
        browser.wrong.clear()


def test_english_and_dark_where_the_browser_asks_for_them(browser: Watched) -> None:
    with browser.page("en-GB", scheme="dark") as page:
        ask(page, "How many founders came to Saihanba in 1962?")
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        browser.photograph(page, "dark")

        assert page.get_attribute("html", "lang") == "en"
        assert text_of(page, "#send") == "Ask"
        assert "The quotations are in Chinese" in text_of(page, ".warning")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        assert max(dark) < 64


def test_a_phone_shows_all_of_it_without_scrolling_sideways(browser: Watched) -> None:
    wider = "Math.max(...[...document.querySelectorAll('*')].map((each) => each.scrollWidth)) > innerWidth"
    with browser.page(size=PHONE) as page:
        assert not page.evaluate(wider)
        ask(page, QUESTION)
        browser.photograph(page, "phone")
        assert not page.evaluate(wider)
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        browser.photograph(page, "phone-citation")
        assert not page.evaluate(wider)
        assert page.locator(".reader").bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 740}
        page.click("[title=关闭]")
        assert page.locator("#question").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Watched, scheme: str) -> None:
    with browser.page(scheme=scheme) as page:
        found = [violations(page)]
        ask(page, QUESTION)
        page.click("#narrow")
        page.click(".mark >> nth=0")
        page.wait_for_selector(".text mark")
        found.append(violations(page))
        page.click(".raw-switch")
        page.wait_for_selector(".raw")
        found.append(violations(page))
        ask(page, UNANSWERED)
        found.append(violations(page))

    assert found == [[], [], [], []]
