"""The house: which room may know which, and what may not stand in any of them."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).parents[1]
ROOMS = ("embeddings", "rag", "api", "eval")
FLOOR = {
    "rag.types",
    "rag.found",
    "rag.answers",
    "rag.errors",
    "rag.settings",
    "rag.sentences",
    "rag.places",
    "rag.surrogates",
    "rag.days",
    "rag.figures",
    "rag.languages",
    "rag.lookalikes",
}

ROOMS_OF_RAG = {"rag.reading", "rag.indexing", "rag.finding", "rag.answering"}

# What a room or file may import of ours. A longer name comes before a shorter one.
MAY_IMPORT = {
    "rag.types": set[str](),
    "rag.found": {"rag.types"},
    "rag.answers": {"rag.types", "rag.found"},
    "rag.errors": set[str](),
    "rag.settings": {"rag.errors"},
    "rag.sentences": {"rag.types"},
    "rag.places": {"rag.types"},
    "rag.surrogates": set[str](),
    "rag.days": set[str](),
    "rag.figures": set[str](),
    "rag.languages": set[str](),
    "rag.units": set[str](),
    "rag.wanted": {"rag.units"},
    "rag.link": {"rag.types", "rag.errors"},
    "rag.wire": {"rag.types", "rag.found", "rag.answers", "rag.link", "rag.intake"},  # the latter's report
    "rag.reading": FLOOR,
    "rag.indexing": FLOOR,
    "rag.answering": FLOOR | {"rag.wanted"},
    "rag.finding": FLOOR | {"rag.units", "rag.wanted", "rag.indexing", "embeddings"},
    "rag.samples": set[str](),
    "rag.candidates": FLOOR | {"rag.reading"},
    "rag.cutting": FLOOR | {"rag.reading", "rag.indexing", "embeddings"},
    "rag.reembedding": FLOOR | {"rag.cutting", "rag.indexing", "embeddings"},
    "rag.transfer": FLOOR | {"rag.cutting", "rag.indexing", "embeddings"},
    "rag.helper": {"rag.types", "rag.cutting", "rag.indexing", "embeddings"},
    "rag.batch": FLOOR | {"rag.candidates", "rag.cutting", "rag.indexing"},
    "rag.intake": FLOOR
    | {"rag.batch", "rag.candidates", "rag.cutting", "rag.helper", "rag.reading", "rag.indexing"}
    | {"embeddings"},
    "rag.originals": FLOOR | {"rag.reading", "rag.indexing"},
    "rag.answerer": FLOOR | {"rag.answering"},
    "rag.info": {"rag.indexing", "rag.finding"},
    "rag.opened": FLOOR | ROOMS_OF_RAG | {"embeddings"},
    "rag.catalogue": FLOOR | {"rag.reading", "rag.info", "rag.link", "rag.opened", "rag.originals"},
    "rag.archive": FLOOR
    | ROOMS_OF_RAG
    | {"rag.answerer", "rag.candidates", "rag.catalogue", "rag.info", "rag.intake", "rag.originals"}
    | {"rag.reembedding", "rag.transfer", "embeddings"},
    "rag.cli": FLOOR
    | {
        "rag.archive",
        "rag.candidates",
        "rag.intake",
        "rag.link",
        "rag.samples",
        "rag.transfer",
        "rag.wire",
        "embeddings",
    },
    "rag": {"rag.archive"} | FLOOR,
    "embeddings": set[str](),
    "api": {"rag", "embeddings"},
    # Drivers run in the environments of other libraries, where nothing of ours is installed.
    "eval.peers.driving": set[str](),
    "eval.peers.drivers.jianbao": {"rag", "embeddings", "eval"},
    "eval.peers.drivers": {"eval.peers.driving"},
    "eval": {"rag", "embeddings"},
}

# A heavy or foreign library, and the one file that imports it.
ONE_FILE = {
    "faiss": "rag/indexing/vectors.py",
    "tantivy": "rag/indexing/words.py",
    "langchain_text_splitters": "rag/indexing/chunking.py",
    "opencc": "rag/indexing/terms.py",
    "filelock": "rag/indexing/lock.py",
    "pypdfium2": "rag/reading/glyphs.py",
    "PIL": "rag/reading/picture.py",
    "trafilatura": "rag/reading/webpage.py",
    "uvicorn": "api/server.py",
    "prometheus_client": "api/metrics.py",
    "pypinyin": "rag/finding/romanised.py",
    "ir_measures": "eval/measures.py",
    "tokenizers": "embeddings/static.py",
    "huggingface_hub": "embeddings/hub.py",
    "sentence_transformers": "embeddings/sentence.py",
}
READERS = {"pypdfium2", "PIL", "trafilatura", "lxml"}  # of files: nothing else needs them
TRAINING = ROOT / "embeddings" / "training"  # has torch and a teacher of its own
DRIVERS = ROOT / "eval" / "peers" / "drivers"  # have other libraries' environments
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
FEW_LINES = 4  # of a definition: as many its name explains, or the library's whose method it overrides


def sources() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def module(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def test_imports_go_down_only() -> None:
    wrong = []
    for path in sources():
        here = next(room for room in MAY_IMPORT if is_within(module(path), room))
        for name in imports(path):
            ours = name.split(".")[0] in ROOMS
            if (
                ours
                and not is_within(name, here)
                and not any(is_within(name, room) for room in MAY_IMPORT[here])
            ):
                wrong.append(f"{module(path)} imports {name}")

    assert wrong == []


def test_whoever_is_public_says_what_the_name_does_not() -> None:
    silent = [
        f"{module(path)}.{name}"
        for path in sources()
        if not path.is_relative_to(DRIVERS)  # whose contract says it for all of them
        for name, definition in public(ast.parse(path.read_text("utf-8")))
        if ast.get_docstring(definition) is None and lines_in(definition) > FEW_LINES
    ]

    assert silent == []


def public(scope: ast.Module | ast.ClassDef, within: str = "") -> Iterator[tuple[str, Definition]]:
    """Classes, their methods and functions, by their names; what stands in a function only it can call."""
    for node in scope.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{within}{node.name}.")


def lines_in(definition: Definition) -> int:
    return (definition.end_lineno or definition.lineno) - definition.lineno + 1


def test_a_heavy_library_is_imported_in_one_file_only() -> None:
    importers = defaultdict(set)
    for path in sources():
        if not path.is_relative_to(TRAINING) and not path.is_relative_to(DRIVERS):
            for name in imports(path):
                importers[name.split(".")[0]].add(path.relative_to(ROOT).as_posix())

    assert {name: importers[name] for name in ONE_FILE} == {name: {file} for name, file in ONE_FILE.items()}


def test_what_other_libraries_share_needs_only_numpy() -> None:
    names = {name.split(".")[0] for name in imports(ROOT / "eval" / "peers" / "driving.py")}

    assert names - sys.stdlib_module_names == {"numpy"}


def test_nobody_imports_a_driver() -> None:
    importers = [
        path for path in sources() if any(is_within(name, "eval.peers.drivers") for name in imports(path))
    ]

    assert importers == []


def test_no_two_files_of_different_rooms_share_a_name() -> None:
    names = Counter(path.name for path in sources() if not path.name.startswith("__"))

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("verb", ["--help", "ask --help"])
def test_help_imports_nothing_heavy(verb: str) -> None:
    heavy = {
        "torch",
        "sentence_transformers",
        "langchain_text_splitters",
        "faiss",
        "tantivy",
        "httpx",
        "rich",
        *READERS,
    }

    assert (
        loaded_by(f"sys.argv = ['jianbao', *{verb.split()!r}]; from rag.cli import main; main()") & heavy
        == set()
    )


def test_a_search_loads_nothing_that_reads_files(samples: Path) -> None:
    code = f"from rag.archive import Archive; Archive({str(samples)!r}).search('大桥哪天通车？')"

    assert loaded_by(code) & {"rag.reading.articles", "rag.reading.reader"} == set()


def test_pages_of_text_need_no_library_for_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 大桥通车\n\n大桥今天通车。\n", "utf-8")
    asking = "a.index(['a.md']); a.ask('大桥哪天通车？')"
    code = f"from rag.archive import Archive; a = Archive('archive', create=True); {asking}"

    assert loaded_by(f"sys.path.insert(0, {str(ROOT)!r}); {code}", tmp_path) & READERS == set()


def loaded_by(code: str, archive: Path | None = None) -> set[str]:
    """The modules that a fresh process has loaded after this code, whatever its exit status."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit: pass\nprint('\\nLOADED', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=archive or ROOT, capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in done.stdout.rsplit("LOADED", 1)[1].split()}


def test_no_sentence_of_the_evaluation_data_stands_in_the_code() -> None:
    """No run of twelve characters is shared with a seed or an evaluation set."""
    if not SHARED.is_dir():
        pytest.skip(f"the data for measuring are not at {SHARED}")
    ours = defaultdict(list)
    for path in tracked():
        text = squeezed(path.read_text("utf-8"))
        for start in range(len(text) - 11):
            if is_chinese(text[start : start + 12]):
                ours[text[start : start + 12]].append(path.name)
    shared = set()
    for data in [*SHARED.glob("pages/**/*.*"), *SHARED.glob("eval/**/*.jsonl")]:
        text = squeezed(data.read_text("utf-8"))
        shared |= {text[start : start + 12] for start in range(len(text) - 11)} & ours.keys()

    assert {run: ours[run] for run in shared} == {}


def tracked() -> list[Path]:
    """The files of code and samples: all that is ours but the tests, which may ask the seeds' questions."""
    kinds = {".py", ".txt", ".md", ".jsonl", ".json", ".toml"}
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.suffix in kinds]
    return [path for path in found if path.name != "tokenizer.json"]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def is_chinese(run: str) -> bool:
    """Whether a run is words of a source rather than of a program."""
    return sum("\u4e00" <= character <= "\u9fff" for character in run) >= 6
