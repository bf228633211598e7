"""Rules: what a server allows, and how much of it."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits and permissions of one server. Sizes are in bytes, times in seconds."""

    open_to_all: bool = True  # no key is asked for; only a server on loopback may be
    hosts: tuple[str, ...] = ()  # names it may be called by, besides loopback and plain addresses
    requests: int = 1000  # at once, in one worker
    answers: int = 32  # of these
    a_minute: int = 600  # requests of one key, in one worker; 0: as many as come
    longest_answer: float = 180.0
    heartbeat: float = 15.0  # between signs of life in a stream that has nothing to say yet
    largest_question: int = MEGABYTE  # the body of a request that is JSON
    largest_upload: int = 1000 * MEGABYTE
    slowest_body: float = 60.0  # until the body of a JSON request has arrived
    slowest_upload: float = 1800.0
    log_questions: bool = False  # in the archive, for readers to judge the answers
