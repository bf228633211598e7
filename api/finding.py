"""Finding: the passages for a question, without an answer."""

from fastapi import Request

from api.desk import desk_of
from api.faults import Reply
from api.schemas import SearchBody
from rag.wire import found_json


async def search(body: SearchBody, request: Request) -> Reply:
    """The passages that fit a question best, each with the probability that it answers."""
    desk = desk_of(request)
    filters = body.filters.filters()
    with desk.metrics.seconds.labels("search").time():
        found = await desk.pool.run(lambda: desk.archive.search(body.question.strip(), body.k or 0, filters))
    return Reply(found_json(found))
