"""Datelines, bylines and credits are known for what they are, and prose is not taken for one."""

import pytest

from rag.reading.bylines import dateline, end_credit, is_byline, is_official, is_photo_credit


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("本报讯（记者 张三）大桥通车。", "记者 张三"),
        ("本报讯 （记者 张三 李小四） 8月20日", "记者 张三 李小四"),
        ("本报讯[记者 张三）大桥通车。", "记者 张三"),
        ("本报讯【记者 张三 通讯员 李四】大桥", "记者 张三 通讯员 李四"),
        ("本报海州8月20日讯（记者张三）大桥", "记者张三"),
        ("新华社海州8月20日电（记者张三）大桥", "新华社海州8月20日电（记者张三）"),
        ("据新华社海州8月20日电 大桥", "据新华社海州8月20日电"),
        ("本报汛（记者 张三）大桥通车。", "记者 张三"),
        ("本报讯 近日，大桥", ""),
        ("本報訊（記者 張三）大橋通車。", "記者 張三"),
        ("HARBOUR, Aug. 20 -- The bridge opened.", ""),
    ],
)
def test_a_dateline_holds_the_byline_that_is_copied_into_the_field(text: str, byline: str) -> None:
    found = dateline(text)
    assert found is not None
    assert text[slice(*found.byline)] == byline


@pytest.mark.parametrize(
    "text",
    [
        "大桥通车。",
        "新华社记者在海州采访时了解到",
        "本报记者近日来到海州",
        "By the river -- in May",
        "近日，新华社发电报道了大桥",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "●徐江山",
        "本报记者 张小明",
        "本报记者张小明",
        "新华社记者 张小明 李四",
        "本报记者 张小明 通讯员 李四",
        "本报评论员",
        "张小明 李四",
        "欧阳小明",
        "王小红 摄",
        "王小红摄(影像中国)",
        "新华社发",
        "海州市交通局供稿",
        "文/王小红",
        "□□ 本报记者 张小明",
        "本報記者 張小明",
        "By Mary Ann Smith",
        "By John Doe and Jane Roe",
    ],
)
def test_a_line_that_only_names_people_is_a_byline(text: str) -> None:
    assert is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "大桥通车了",
        "吉林",
        "坚持为民",
        "记者了解到，大桥今天通车",
        "教育部、卫生部、农业部",
        "王的大桥",
        "",
        "王",
    ],
)
def test_a_line_that_says_something_is_no_byline(text: str) -> None:
    assert not is_byline(text)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("大桥通车。宗江", "宗江"),
        ("大桥通车。    马立人 常小新", "马立人 常小新"),
        ("大桥通车。本报记者 徐江 摄", "本报记者 徐江 摄"),
        ("他说：“通车了！”张小明", "张小明"),
        ("全长1000米。 新华社记者 张三 李四", "新华社记者 张三 李四"),
        ("共3000人。新华社发", "新华社发"),
    ],
)
def test_names_glued_to_the_last_sentence_are_a_credit(text: str, credit: str) -> None:
    span = end_credit(text)
    assert span is not None
    assert text[slice(*span)] == credit


@pytest.mark.parametrize(
    "text", ["大桥通车。", "大桥通车", "大桥通车。他说的", "爱笑的“九零后”姑娘", "大桥、公路、铁路"]
)
def test_a_paragraph_without_names_at_its_end_has_no_credit(text: str) -> None:
    assert end_credit(text) is None


def test_an_author_may_sign_with_office_and_name() -> None:
    assert is_official("海州市交通局局长 张小明") and is_official("（海州大学教授 李四）")
    assert not is_official("——访海州大学教授李四") and not is_official("海州市交通局局长")


def test_a_photographer_is_told_from_a_writer() -> None:
    assert is_photo_credit("大桥通车。王小红 摄")
    assert is_photo_credit("新华社/法新")
    assert not is_photo_credit("大桥通车。王小红")
