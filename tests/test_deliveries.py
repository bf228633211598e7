"""Articles sent to a running server: taken in, found at once, traced to their lines, removed."""

import io
import json
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.deliveries import archive_name
from api.faults import Fault
from tests.api_server import Served, served
from tests.typesetter import column, pdf

PAGE = "灯塔重新点亮\n\n本报讯（记者 陆望） 东礁\n\n岛灯塔停用 23 年后昨晚重新点亮，𠮷祥号轮船首先鸣笛。\n\n"


@pytest.fixture(scope="module")
def server(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    archive = Path(shutil.copytree(samples, tmp_path_factory.mktemp("changed") / "archive"))
    with served(archive) as running:
        yield running


def test_an_uploaded_file_is_found_cited_shown_and_removed(server: Served) -> None:
    name = "东礁日报/2024-03-09/02.txt"
    with server.http() as client:
        job = client.post("/v1/articles?wait=30", files={"file": (name, PAGE.encode())})
        reply = client.post(
            "/v1/chat/completions",
            json={"messages": [{"role": "user", "content": "东礁岛灯塔停用了多少年？"}]},
        ).json()
        citation = reply["citations"][0]
        place = {"start": citation["start"], "end": citation["end"]}
        article = client.get(f"/v1/articles/{citation['article']['id']}", params=place).json()
        source = client.get(f"/v1/articles/{article['id']}/source", params={**place, "context": 0}).json()
        removed = client.delete(f"/v1/articles/{article['id']}")
        gone = client.get(f"/v1/articles/{article['id']}")

    assert (job.status_code, job.json()["state"], job.json()["report"]["articles"]) == (200, "done", 1)
    assert (article["file"], article["paper"], article["date"]) == (name, "东礁日报", "2024-03-09")
    (span,) = article["highlights"]
    assert span["text"] == citation["quote"] == article["text"][place["start"] : place["end"]]
    units = article["text"].encode("utf-16-le")
    assert units[2 * span["utf16"][0] : 2 * span["utf16"][1]].decode("utf-16-le") == citation["quote"]
    cited = [line for line in source["sources"][0]["lines"] if line["cited"]]
    assert "停用 23 年" in "".join(line["text"] for line in cited)
    assert PAGE.split("\n")[cited[0]["number"] - 1] == cited[0]["text"]
    assert (removed.status_code, gone.status_code) == (200, 404)


def test_a_pdf_that_was_sent_is_shown_as_it_is_printed(server: Served) -> None:
    files = {
        "file": (
            "东礁日报/2024-03-10/01.pdf",
            pdf(column("东礁岛灯塔停用二十三年后昨晚重新点亮。", 40, 100, 12)),
        )
    }
    with server.http() as client:
        client.post("/v1/articles?wait=30", files=files)
        hits = client.post("/v1/search", json={"question": "灯塔停用了多少年", "k": 5}).json()["hits"]
        (hit,) = [hit for hit in hits if hit["pdf_page"]]
        at = f"/v1/articles/{hit['article']['id']}/picture"
        picture = client.get(at, params={"start": 5, "end": 12, "width": 500})
        beyond = client.get(at, params={"start": 5, "end": 1000})
        text = client.get("/v1/articles?limit=200").json()["data"]
        (other, *_) = [article["id"] for article in text if article["file"].endswith(".txt")]
        none = client.get(f"/v1/articles/{other}/picture")
        client.delete("/v1/files/东礁日报/2024-03-10/01.pdf")
        gone = client.get(at)

    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    frame, *_ = picture.headers["X-Frames"].split(" ")
    left, top, right, bottom = map(int, frame.split(","))
    assert 0 < left < right < 500 and 0 < top < bottom < 500
    assert (beyond.status_code, none.status_code, gone.status_code) == (404, 404, 404)
    assert none.json()["error"]["code"] == "no_picture"


def test_records_are_one_file_whose_articles_cannot_go_one_by_one(server: Served) -> None:
    body = {
        "file": "notes.jsonl",
        "articles": [
            {"id": "1", "title": "渡口停航", "text": "柳河渡口因大雾停航两天。", "date": "2024-05-01"},
            {"id": "2", "title": "书市开幕", "text": "旧城书市昨日开幕，设摊位140个。"},
        ],
    }
    with server.http() as client:
        job = client.post("/v1/articles?wait=30", json=body).json()
        found = client.post("/v1/search", json={"question": "旧城书市有多少个摊位？", "k": 1}).json()
        article = found["hits"][0]["article"]
        shared = client.delete(f"/v1/articles/{article['id']}")
        removed = client.delete("/v1/files/notes.jsonl").json()

    assert job["report"]["articles"] == 2
    assert article["file"] == "notes.jsonl"
    assert (shared.status_code, shared.json()["error"]["code"]) == (409, "file_shared")
    assert removed["files_removed"] == 1


def test_a_job_that_goes_on_tells_how_far_it_is(server: Served) -> None:
    rows = "".join(json.dumps({"text": f"第{n}号渔船昨日返港，载鱼{n}吨。"}) + "\n" for n in range(300))
    with server.http() as client:
        started = client.post("/v1/articles?wait=0", files={"file": ("boats.jsonl", rows.encode())})
        job = started.json()
        deadline = time.monotonic() + 30
        while job["state"] in ("waiting", "running") and time.monotonic() < deadline:
            job = client.get(f"/v1/jobs/{job['id']}").json()
        client.delete("/v1/files/boats.jsonl")

    assert started.status_code == 202
    assert (job["state"], job["report"]["articles"]) == ("done", 300)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": "x", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"data": {"a": "b"}, "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": {"articles": []}}, 400),
        ({"json": {"articles": [{"title": "x"}]}}, 400),
    ],
)
def test_what_cannot_be_taken_is_refused(server: Served, sent: dict[str, object], status: int) -> None:
    with server.http() as client:
        reply = client.post("/v1/articles", **sent)  # type: ignore[arg-type]

    assert reply.status_code == status
    assert reply.json()["error"]["message"]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_taken_in(server: Served) -> None:
    files = [("file", ("a.exe", b"x")), ("file", ("lamp.txt", PAGE.encode()))]
    with server.http() as client:
        job = client.post("/v1/articles?wait=30", files=files).json()
        client.delete("/v1/files/lamp.txt")

    assert job["report"]["articles"] == 1
    assert [failure["file"] for failure in job["report"]["failures"]] == ["a.exe"]


def test_of_several_files_each_is_told_what_became_of_it(server: Served) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        members.writestr("02.txt", PAGE)
        members.writestr("03.pdf", b"none")
    records = '{"text": "湖水上涨了三尺。"}\n{}\n'.encode()
    files = [
        ("file", ("good.txt", PAGE.replace("23", "24").encode())),
        ("file", ("good.txt", b"again")),
        ("file", (f"{'long' * 100}.txt", b"x")),
        ("file", ("half.jsonl", records)),
        ("file", ("packed.zip", packed.getvalue())),
    ]
    with server.http() as client:
        job = client.post("/v1/articles?wait=30", files=files).json()
        removed = [
            client.delete(f"/v1/files/{name}").status_code
            for name in ("good.txt", "half.jsonl", "packed.zip")
        ]

    told = {row["file"]: (row["articles"], row["failures"]) for row in job["files"][:3]}
    assert told["good.txt"] == (1, [])
    assert told["half.jsonl"][0] == 1 and "line 2" in told["half.jsonl"][1][0]
    assert told["packed.zip"][0] == 1 and "03.pdf" in told["packed.zip"][1][0]
    assert [(row["file"], row["failures"]) for row in job["files"][3:]] == [
        ("good.txt", ["was sent twice; the first one is taken"]),
        (f"{'long' * 15}…", ["A file's name has at most 300 characters"]),
    ]
    assert len(job["report"]["failures"]) == 4
    assert removed == [200, 200, 200]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\papers\\02.txt", "C:/papers/02.txt"),
        ("/etc/cron.d/x.md", "etc/cron.d/x.md"),
        ("a\0b\n.txt", "ab.txt"),
        ("人民政协报/2024-08-28/02.txt.gz", "人民政协报/2024-08-28/02.txt.gz"),
    ],
)
def test_an_uploaded_name_is_a_label(given: str, name: str) -> None:
    assert archive_name(given) == name


@given(st.text(max_size=80).map(lambda stem: f"{stem}.txt"))
def test_no_name_climbs(name: str) -> None:
    try:
        parts = archive_name(name).split("/")
    except Fault:
        return

    assert not {"", ".", ".."} & set(parts)
