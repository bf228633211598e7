"""Deliveries: newspaper pages that are sent to the archive, as files or as records."""

import asyncio
import hashlib
import json
import re
import shutil
import unicodedata
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import Path as PathParameter
from fastapi import Query, Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from api.desk import Desk, desk_of
from api.faults import Fault, Reply
from api.schemas import RecordsBody
from rag.errors import InputError

_MOST_FILES = 1000
_LONGEST_NAME = 300
_SHOWN = 60  # characters of a longer one
Taken = tuple[dict[str, Path], list[InputError]]  # where each file lies, and what was not taken
JobId = Annotated[str, PathParameter(pattern="^job-[0-9a-f]{32}$")]
Wait = Annotated[float, Query(ge=0, le=30, description="Seconds to wait for the job to finish.")]


async def add_articles(request: Request, wait: Wait = 5.0) -> Reply:
    """Add or update files (multipart, any field name) or records (JSON), and index them.

    The reply is the job: 200 when it is finished within `wait` seconds, 202 when it goes on;
    `GET /v1/jobs/ID` tells how far it is. A file of the same name is replaced. One that cannot be taken or
    read keeps no other from being indexed: `files` says of each what became of it.
    """
    desk = desk_of(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/json"):
        raise Fault(
            415, "Send files as multipart/form-data or records as application/json", "unsupported_media_type"
        )
    folder = await desk.pool.run(desk.jobs.new)
    try:
        files, refused = await (_files if kind.startswith("multipart") else _records)(desk, request, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    job = asyncio.wrap_future(desk.jobs.start(folder, files, refused))
    await asyncio.wait([job], timeout=wait)
    state = job.result() if job.done() else await desk.pool.run(lambda: desk.jobs.state(folder.name))
    return Reply(state, 200 if job.done() else 202)


async def read_job(request: Request, job: JobId) -> Reply:
    """How far a job is: waiting, running, done or failed, and what it did."""
    desk = desk_of(request)
    state = await desk.pool.run(lambda: desk.jobs.state(job))
    if state is None:
        raise Fault(404, "There is no job of this id, or it is long over", "job_not_found")
    return Reply(state)


def archive_name(given: str) -> str:
    """The name that an uploaded file gets in the archive, where it is text and never a path. Raises Fault."""
    shown = "".join(c for c in unicodedata.normalize("NFC", given) if c.isprintable()).replace("\\", "/")
    parts = [part.strip() for part in shown.split("/")]
    name = "/".join(part for part in parts if part and not part.startswith(".")) or "unnamed"
    if len(name) > _LONGEST_NAME:
        raise Fault(400, f"A file's name has at most {_LONGEST_NAME} characters", "invalid_name")
    return name


async def _files(desk: Desk, request: Request, folder: Path) -> Taken:
    """Put what was sent on the disk, under names of ours; what has no good name stays out."""
    async with request.form(max_files=_MOST_FILES, max_fields=100) as form:
        sent = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not sent:
            raise Fault(400, "The form holds no file", "no_file")
        files: dict[str, Path] = {}
        refused: list[InputError] = []
        for number, upload in enumerate(sent):
            given = upload.filename or ""
            try:
                name = archive_name(given)
            except Fault as fault:
                refused.append(InputError(f"{given[:_SHOWN]}…", fault.message))
                continue
            if name in files:
                refused.append(InputError(name, "was sent twice; the first one is taken"))
                continue
            files[name] = path = folder / f"{number}{_suffix(name)}"
            await desk.pool.run(partial(_copy, upload, path))
    return files, refused


def _suffix(name: str) -> str:
    """What tells the file's format: the one part of a name that reaches the disk."""
    found = re.search(r"(\.[a-z0-9]{1,8}){1,2}$", name.lower())
    return found[0] if found else ""


def _copy(upload: UploadFile, path: Path) -> None:
    with path.open("xb") as target:
        shutil.copyfileobj(upload.file, target)


async def _records(desk: Desk, request: Request, folder: Path) -> Taken:
    """Write the records down as a `.jsonl`; the same records are the same file."""
    try:
        body = RecordsBody.model_validate_json(await request.body())
    except ValidationError as exc:
        first: Any = exc.errors()[0]
        where = ".".join(map(str, first["loc"])) or "body"
        raise Fault(400, f"{where}: {first['msg']}", "invalid_value", where) from exc
    rows = [record.model_dump(exclude_defaults=True) for record in body.articles]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    name = archive_name(f"{(body.file or digest).removesuffix('.jsonl')}.jsonl")
    path = folder / "0.jsonl"
    await desk.pool.run(lambda: path.write_text(text, "utf-8"))
    return {name: path}, []
