"""Kill jianbao again and again, and look at what is left: `python -m tests.soak --kills 200`.

Each round changes a small archive (index, remove, reembed, or its snapshots made anew) in a process that
is killed: at an instant uniform over the time that such a change takes, or at one of its steps. Then the
archive must open, `doctor` find nothing, every page be as it was before or as it was to be, and no page
that is gone be found.
"""

import json
import multiprocessing
import random
import re
import tempfile
import time
from collections import Counter
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Annotated

import typer

from tests.victim import change, opened

VERBS = ("index", "index", "remove", "reembed", "snapshot")
_RECORDS, _FILES = 600, 8  # more records than are committed at a time
_SERIAL = re.compile(r"第(\d+)号")
_Pages = dict[str, int]  # where a page stands → the number that only its text has


class Soak:
    """An archive, its pages on the disk, and what was last seen of them in the archive."""

    def __init__(self, folder: Path, seed: int, fault: bool = False) -> None:
        self.archive, self.pages = folder / "archive", folder / "pages"
        self.pages.mkdir()
        self.kills: Counter[str] = Counter()
        self._random, self._fault = random.Random(seed), fault
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.victim"])
        self._serial = 0
        self._on_disk: _Pages = {}
        self._seen: _Pages = {}
        self.costs: dict[str, tuple[float, int]] = {}  # seconds and steps of each change

    def run(self, kills: int) -> None:
        """Change and kill until so many processes were killed. Raises AssertionError on what is wrong."""
        for verb in dict.fromkeys(VERBS):
            self.round(verb, die_at=0)
        while sum(self.kills.values()) < kills:
            verb = self._random.choice(VERBS)
            seconds, steps = self.costs[verb]
            if self._random.random() < 0.5:
                self.round(verb, die_at=self._random.randint(1, steps))
            else:
                self.round(verb, die_at=0, after=self._random.uniform(0, seconds))

    def round(self, verb: str, die_at: int, after: float | None = None) -> bool:
        """Change the archive once, dying at a step, or after so many seconds; True if it was killed."""
        files = self._prepare(verb)
        allowed = self._on_disk if verb in ("index", "remove") else self._seen
        steps = RawValue("i", 0)
        arguments = (verb, self.archive, self.pages, files, die_at, self._fault, steps)
        victim = self._processes.Process(target=change, args=arguments)
        start = time.perf_counter()
        victim.start()
        victim.join(after)
        victim.kill()
        victim.join()
        killed = victim.exitcode != 0
        assert victim.exitcode in (0, -9), f"{verb} failed"
        if killed:
            self.kills[f"{verb}, {'at a step' if die_at else 'at an instant'}"] += 1
        else:
            self.costs[verb] = (time.perf_counter() - start, steps.value)
        self._check(allowed, killed, f"{verb} killed at step {die_at} or after {after}")
        return killed

    def _prepare(self, verb: str) -> list[str]:
        """Change the pages on the disk; returns the files that are to be removed."""
        names = [f"{n}.txt" for n in range(_FILES)]
        if verb == "remove":
            there = sorted(name for name in names if name in self._seen)
            gone = self._random.sample(there, min(2, len(there))) or ["many.jsonl"]
            for name in gone:
                (self.pages / name).unlink(missing_ok=True)
            self._on_disk = {
                key: serial for key, serial in self._seen.items() if key.partition("#")[0] not in gone
            }
            return gone
        if verb == "index":
            self._on_disk = self._write(names)
        return []

    def _write(self, names: list[str]) -> _Pages:
        """Write some of the pages anew, and take one away."""
        many = {f"many.jsonl#{n}": self._seen.get(f"many.jsonl#{n}", 0) for n in range(_RECORDS)}
        for key in self._random.sample(sorted(many), self._random.choice((5, _RECORDS - 20))):
            many[key] = 0
        many = {key: serial or self._next() for key, serial in many.items()}
        records = [{"id": key.partition("#")[2], "text": _text(serial)} for key, serial in many.items()]
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (self.pages / "many.jsonl").write_text("\n".join(lines), "utf-8")
        texts = {name: self._next() for name in names}
        del texts[self._random.choice(names)]
        for name in names:
            (self.pages / name).unlink(missing_ok=True)
        for name, serial in texts.items():
            (self.pages / name).write_text(_text(serial), "utf-8")
        return many | texts

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def _check(self, allowed: _Pages, killed: bool, what: str) -> None:
        with opened(self.archive) as archive:
            findings = archive.doctor()
            assert findings == [], f"{what}: {findings}"
            now: _Pages = {}
            for article in archive.articles():
                key = f"{article.file}#{article.parts[0].record}".rstrip("#")
                assert key not in now, f"{what}: {key} twice"
                now[key] = _serial(article.text)
            for key in now.keys() | self._seen.keys() | allowed.keys():
                may_be = {allowed.get(key)} | ({self._seen.get(key)} if killed else set())
                assert now.get(key) in may_be, f"{what}: {key} is {now.get(key)}, not of {may_be}"
            gone = sorted(set(self._seen.values()) - set(now.values()))
            for serial in self._random.sample(gone, min(2, len(gone))):
                assert serial not in _found(archive, serial), f"{what}: {serial} is gone, and found"
            for serial in self._random.sample(sorted(now.values()), min(2, len(now))):
                assert serial in _found(archive, serial), f"{what}: {serial} is not found"
        self._seen = now


def _text(serial: int) -> str:
    return f"第{serial}号水库去年蓄水，灌溉两岸的农田和果园。\n"


def _serial(text: str) -> int:
    found = _SERIAL.search(text)
    assert found, text
    return int(found[1])


def _found(archive: object, serial: int) -> set[int]:
    return {_serial(hit.text) for hit in archive.search(_text(serial)).hits}  # type: ignore[attr-defined]


def main(
    kills: Annotated[int, typer.Option(help="How many processes to kill.")] = 200,
    seed: Annotated[int, typer.Option(help="Of what is changed, and when it is killed.")] = 1,
    fault: Annotated[bool, typer.Option("--fault", help="Swap two commits: the soak must fail.")] = False,
) -> None:
    """Kill jianbao again and again, and look at what is left."""
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), seed, fault)
        soak.run(kills)
    for what, count in sorted(soak.kills.items()):
        typer.echo(f"{what:24} {count:6}")
    typer.echo(f"{'killed, all sound':24} {sum(soak.kills.values()):6}")


if __name__ == "__main__":
    typer.run(main)
