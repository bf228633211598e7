"""What a server counts."""

from pathlib import Path

from tests.api_server import QUESTION, UNANSWERED, served
from tests.llm_server import Reply, says, serving


def test_answers_are_counted_by_what_came_of_them(samples: Path) -> None:
    forged = "港珠澳大桥全长55公里。[1]港珠澳大桥全长99公里。[1]"
    refused = Reply(b"{}", 401)
    with (
        serving([says(forged), refused]) as llm,
        served(samples, "--llm-url", llm.url, "--llm-model", "m") as server,
        server.http() as client,
    ):
        for question in (QUESTION, QUESTION, UNANSWERED):
            body = {"messages": [{"role": "user", "content": question}]}
            client.post("/v1/chat/completions", json=body).raise_for_status()
        client.post("/v1/search", json={"question": QUESTION})
        names = ("answers", "refusals", "unsupported_sentences", "llm_errors")
        counts = {name: server.counted(f"jianbao_{name}_total") for name in names}
        stages = {
            stage: server.counted(f'jianbao_stage_seconds_count{{stage="{stage}"}}')
            for stage in ("first_sentence", "answer", "search")
        }
        revision = client.get("/readyz").json()["revision"]

        assert counts == {"answers": 3, "refusals": 1, "unsupported_sentences": 1, "llm_errors": 1}
        assert stages == {"first_sentence": 3, "answer": 3, "search": 1}
        assert server.counted("jianbao_archive_revision") == revision > 0
        assert server.counted("jianbao_archive_passages") > 0
