"""How the command ends, whatever its surroundings do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import COMMAND, jianbao

BRIDGE = "港珠澳大桥有多长？"


def test_a_question_that_is_no_text_is_one_sentence_and_status_2(samples: Path) -> None:
    done = jianbao("ask", b"\xff", archive=samples)

    assert done.returncode == 2
    assert done.stderr == "jianbao: The question is not readable text; write it in UTF-8\n"


def test_a_chinese_question_is_understood_where_the_locale_is_not(samples: Path) -> None:
    posix = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    done = jianbao("ask", BRIDGE.encode(), "--json", archive=samples, environment=posix)

    assert (done.returncode, done.stderr) == (0, "")
    assert "55公里" in done.stdout


@pytest.mark.parametrize("verb", [("ask", BRIDGE), ("search", BRIDGE), ("list",)])
def test_what_the_output_cannot_encode_is_escaped(samples: Path, verb: tuple[str, ...]) -> None:
    done = jianbao(*verb, archive=samples, environment={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_output_that_is_full_is_one_sentence_and_status_1(samples: Path, options: tuple[str, ...]) -> None:
    command = [*COMMAND, "--archive", str(samples), "ask", BRIDGE, *options]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("jianbao: No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_who_leaves_is_no_error(samples: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "--archive", str(samples), "list"], stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)

    assert done.stderr == ""


def test_the_version_is_told() -> None:
    done = jianbao("--version")

    assert (done.returncode, done.stdout.split()[0].rstrip(",")) == (0, "jianbao")


def test_ctrl_c_while_modules_are_loaded_is_silent() -> None:
    code = """
import sys
from rag.cli import main
class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupts())
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (130, "")
