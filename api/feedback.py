"""Feedback: a reader's verdict on an answer, and the questions whose answers were found good."""

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

from api.desk import Desk, desk_of
from api.faults import Fault, Reply
from api.journal import Journal
from api.schemas import FeedbackBody


async def give_feedback(body: FeedbackBody, request: Request) -> Reply:
    """Say of an answer, by the id it came with, whether it was good; the last word counts."""
    desk = desk_of(request)
    journal = _kept(desk)
    if not await desk.pool.run(lambda: journal.judge(body.id, body.vote)):
        raise Fault(404, "There is no answer with this id in the log", "answer_not_found", "id")
    return Reply({"id": body.id, "object": "feedback", "vote": body.vote})


async def export_questions(request: Request) -> Response:
    """The questions whose answer was found good, as JSON lines that `jianbao eval` reads."""
    desk = desk_of(request)
    journal = _kept(desk)
    lines = await desk.pool.run(lambda: "".join(journal.export()))
    return PlainTextResponse(lines, media_type="application/x-ndjson")


def _kept(desk: Desk) -> Journal:
    if desk.journal is None:
        raise Fault(404, "This server keeps no questions; start it with --log-questions", "no_question_log")
    return desk.journal
