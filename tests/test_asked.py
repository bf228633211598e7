"""Training questions are read, and their passages made records."""

import gzip
import json
from pathlib import Path

from eval.asked import Asked, as_records, read_asked


def test_a_passage_has_one_id_for_all_its_questions(tmp_path: Path) -> None:
    rows = [
        {"question": "桥有多长？", "passage": "桥长86米。", "answers": ["86米", "长86米"]},
        {"question": "河有多宽？", "passage": "河宽9米。", "answers": ["9米"]},
        {"question": "什么长86米？", "passage": "桥长86米。", "answers": ["桥"]},
        {"question": "多的？", "passage": "不读。", "answers": ["不"]},
    ]
    file = tmp_path / "questions.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))

    passages, asked = read_asked([file], most=3)

    assert passages == {"0": "桥长86米。", "1": "河宽9米。"}
    assert [one.passage for one in asked] == ["0", "1", "0"]
    assert asked[0] == Asked("桥有多长？", "0", ("86米", "长86米"))
    assert [json.loads(line)["id"] for line in as_records(passages).splitlines()] == ["0", "1"]
