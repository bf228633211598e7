"""How SQLite carries out what is asked of it: what a change costs must not grow with the archive."""

import re
from pathlib import Path

from rag.archive import Archive

GROWING = "articles|parts|chunks|pages|fields|sources|sketches|bands|mentions|likenesses|removed|commits"
COUNTED = "SELECT count(*) FROM chunks"  # which SQLite does in an index, at once


def test_neither_a_search_nor_a_change_reads_a_table_from_end_to_end(archive: Archive, pages: Path) -> None:
    connection, asked = archive.store.database.connection, list[str]()
    (pages / "more.txt").write_text("白鹭湖湿地迎来冬候鸟。\n", "utf-8")

    connection.set_trace_callback(asked.append)
    archive.index([pages])
    archive.search("白鹭湖来了什么鸟？")
    archive.remove(["more.txt"])
    connection.set_trace_callback(None)

    plans = {
        sql: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        for sql in asked
        if re.match("SELECT|INSERT|UPDATE|DELETE|WITH", sql) and sql != COUNTED
    }
    assert len(plans) > 50
    assert {
        sql: plan for sql, plan in plans.items() if any(re.match(f"SCAN ({GROWING})", step) for step in plan)
    } == {}
