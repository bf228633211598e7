"""The verb `eval`: how good an archive's answers are, measured on sets of questions.

It joins the command line through an entry point; nothing heavy is imported before it is called.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from rag.errors import UsageError

Sets = Annotated[
    list[Path] | None,
    typer.Argument(help="BEIR folders, .jsonl files, folders of pages.", show_default=False),
]
Asked = Annotated[Path | None, typer.Option("--archive", help="Ask this archive, not one made of the set.")]
Model = Annotated[str, typer.Option(help="An encoder by name, path or URL#model.")]
Rerank = Annotated[str, typer.Option(help="A cross-encoder by name or path, to weigh what was found.")]
Leg = Annotated[Literal["words", "vectors", "both"], typer.Option(help="Rank by one leg alone.")]
K = Annotated[int, typer.Option("-k", "--k", min=1, max=1000, help="Passages of a search.")]
Split = Annotated[Literal["tune", "report", "all"], typer.Option(help="Ask one half of each set only.")]
Among = Annotated[list[Path] | None, typer.Option(help="Hide each set among these articles (.jsonl, .gz).")]
Simplified = Annotated[bool, typer.Option("--simplified", help="Ask in Simplified characters.")]
NoAnswers = Annotated[bool, typer.Option("--no-answers", help="Search only.")]
Calibrate = Annotated[Path | None, typer.Option(help="Find on this set from when on the archive answers.")]
Baseline = Annotated[Path | None, typer.Option(help="Another run's results.json, to compare with.")]
Output = Annotated[Path | None, typer.Option(help="Write results.json, run files and report.html here.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]


def evaluate(
    context: typer.Context,
    sets: Sets = None,
    archive: Asked = None,
    model: Model = "",
    rerank: Rerank = "",
    leg: Leg = "both",
    k: K = 10,
    split: Split = "all",
    among: Among = None,
    simplified: Simplified = False,
    no_answers: NoAnswers = False,
    calibrate: Calibrate = None,
    baseline: Baseline = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Measure how good searches and answers are, on sets of questions."""
    try:
        from eval.harness import Options, calibrate_archive, measure_sets
    except ModuleNotFoundError as exc:
        if exc.name != "ir_measures":
            raise
        raise UsageError("eval needs ir-measures; `pip install 'jianbao[eval]'` brings it") from exc

    options = Options(
        archive=archive or _before_the_verb(context),
        model=model,
        rerank=rerank,
        leg=leg,
        k=k,
        half=None if split == "all" else split,
        among=tuple(among or ()),
        simplified=simplified,
        answers=not no_answers,
        baseline=baseline,
        output=output,
    )
    if calibrate and sets:
        raise UsageError("--calibrate measures nothing else; name the other sets in a second command")
    if calibrate:
        calibrate_archive(calibrate, archive or context.obj or Path("archive"), options, as_json)
    else:
        measure_sets(sets or [], options, as_json)


def _before_the_verb(context: typer.Context) -> Path | None:
    """An archive that was named before the verb; where none was, the default is not meant."""
    parent = context.parent
    source = parent.get_parameter_source("archive") if parent else None
    named = source is not None and source.name == "COMMANDLINE"
    return context.obj if named else None
