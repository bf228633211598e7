"""The sample pages hold what their questions say, and reach the user wherever the package lies."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rag.samples
from rag.samples import copy_pages, demo_questions

SAMPLES = Path(rag.samples.__file__).parent
PAGES = SAMPLES / "pages"
FILES = sorted(path for path in PAGES.rglob("*") if path.is_file())
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (SAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERED = [question for question in QUESTIONS if question["file"]]

ENGLISH_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CHINESE_MASTHEAD = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*星期([一二三四五六日])")
ENGLISH_MASTHEAD = re.compile(r"^([A-Z][a-z]+day), ([A-Z][a-z]+) (\d{1,2}), (\d{4})", re.MULTILINE)
MONTHS = {"October": 10, "May": 5}


def bare(text: str) -> str:
    """`text` without white space and `#`, words that a line end hyphenates joined."""
    return re.sub(r"[\s#]+", "", re.sub(r"(?<=[a-z])-\n+(?=[a-z])", "", text))


def mastheads(text: str) -> list[tuple[date, int]]:
    """The date and the weekday (Monday is 0) of each masthead in `text`."""
    chinese = [
        (date(int(year), int(month), int(day)), "一二三四五六日".index(weekday))
        for year, month, day, weekday in CHINESE_MASTHEAD.findall(text)
    ]
    english = [
        (date(int(year), MONTHS[month], int(day)), ENGLISH_DAYS.index(weekday))
        for weekday, month, day, year in ENGLISH_MASTHEAD.findall(text)
    ]
    return chinese + english


def zipped_package(folder: Path) -> Path:
    """The package as an importer of zip archives sees it."""
    archive = folder / "rag.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(SAMPLES.parent / "__init__.py", "rag/__init__.py")
        for path in sorted(SAMPLES.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                file.write(path, f"rag/samples/{path.relative_to(SAMPLES).as_posix()}")
    return archive


def test_there_are_ten_chinese_pages_three_english_ones_and_a_file_of_four_records() -> None:
    papers = Counter(path.relative_to(PAGES).parts[0] for path in FILES)
    assert papers == {"剪报样报": 6, "样张周刊": 3, "剪報樣張": 1, "Sample Clippings": 3, "样张短讯": 1}
    records = (PAGES / "样张短讯" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(record)["id"] for record in records] == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: str(question["id"]))
def test_a_quote_stands_on_its_page(question: dict[str, Any]) -> None:
    page = (PAGES / question["file"]).read_text(encoding="utf-8")
    assert bare(page).count(bare(question["quote"])) == 1
    assert question["answer"]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix != ".jsonl"], ids=lambda path: path.parent.name + path.name
)
def test_a_masthead_names_the_day_of_its_folder_and_the_right_weekday(path: Path) -> None:
    [(day, weekday)] = mastheads(path.read_text(encoding="utf-8"))
    assert day.isoformat() == path.parent.name
    assert weekday == day.weekday()


def test_what_is_continued_on_another_page_goes_on_there() -> None:
    for issue, after in [("2023-10-26", "02.txt"), ("2023-10-27", "03.txt")]:
        folder = PAGES / "剪报样报" / issue
        assert f"（下转{int(after[:2])}版）" in (folder / "01.txt").read_text(encoding="utf-8")
        assert "（上接1版）" in (folder / after).read_text(encoding="utf-8")


def test_there_are_questions_in_both_languages_and_some_without_an_answer() -> None:
    languages = Counter(question["lang"] for question in ANSWERED)
    assert languages["zh"] >= 14
    assert languages["en"] >= 8
    unanswered = [question for question in QUESTIONS if not question["file"]]
    assert len(unanswered) >= 6
    assert all(question["quote"] == question["answer"] == "" for question in unanswered)
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)


def test_the_demo_asks_one_in_chinese_one_in_english_of_a_chinese_page_and_one_without_an_answer() -> None:
    demo = [question for question in QUESTIONS if question.get("demo")]
    assert demo_questions() == [question["question"] for question in demo]
    assert [(question["lang"], bool(question["file"])) for question in demo] == [
        ("zh", True),
        ("en", True),
        ("zh", False),
    ]
    assert demo[1]["file"].startswith("剪报样报/")


def test_copied_pages_are_the_same_bytes(tmp_path: Path) -> None:
    target = copy_pages(tmp_path / "new" / "papers")
    assert target == tmp_path / "new" / "papers"
    copies = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert copies == {path.relative_to(PAGES): path.read_bytes() for path in FILES}


def test_pages_can_be_copied_twice_and_leave_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    copy_pages(copy_pages(tmp_path))
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_pages_can_be_copied_from_a_zipped_package(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; import rag.samples as samples;"
        "assert '.zip' in samples.__file__, samples.__file__;"
        "assert len(samples.demo_questions()) == 3;"
        "samples.copy_pages(Path(sys.argv[1]))"
    )
    environment = os.environ | {"PYTHONPATH": str(zipped_package(tmp_path)), "PYTHONUTF8": "1"}
    target = tmp_path / "papers"
    subprocess.run([sys.executable, "-c", script, str(target)], check=True, env=environment, cwd=tmp_path)
    assert sum(path.is_file() for path in target.rglob("*")) == len(FILES)
