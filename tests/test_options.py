"""What the options of several verbs turn into."""

import os

import pytest

from rag.cli.options import make_filters, readable
from rag.errors import UsageError
from rag.found import Filters


@pytest.mark.parametrize("day", ["2023-10-26", "20231026", "2023-W43-4"])
def test_a_day_is_compared_as_days_are_written_in_the_archive(day: str) -> None:
    assert make_filters(day, day, "", "", "", "") == Filters(since="2023-10-26", until="2023-10-26")


@pytest.mark.parametrize(("given", "page"), [("02", "2"), ("0", "0"), ("00", "00"), ("", ""), ("A02", "A02")])
def test_a_page_loses_its_zeros_but_never_stops_being_a_filter(given: str, page: str) -> None:
    assert make_filters("", "", "", given, "", "").page == page


def test_an_argument_that_the_locale_could_not_read_is_read_as_utf_8() -> None:
    assert readable("桥".encode().decode("ascii", "surrogateescape"), "The question") == "桥"


@pytest.mark.parametrize("given", [os.fsdecode(b"\xff"), "\ud800"])
def test_what_is_no_text_in_any_way_is_wrong_usage(given: str) -> None:
    with pytest.raises(UsageError, match="--paper is not readable text"):
        make_filters("", "", given, "", "", "")
