"""Articles that are added and removed while something is measured; no newspaper has printed them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path


def lighthouses(count: int) -> Iterator[str]:
    """Short articles, each about a lighthouse of its own."""
    for number in range(count):
        yield f"第{number}号灯塔昨夜重新点亮，守塔人{number}年来第一次回到岛上。"


def write_articles(path: Path, texts: Mapping[object, str]) -> None:
    """Write articles, by their ids, as a `.jsonl` file that can be indexed."""
    rows = (json.dumps({"id": str(id_), "text": text}, ensure_ascii=False) for id_, text in texts.items())
    path.write_text("\n".join(rows), "utf-8")
