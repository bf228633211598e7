"""The report of a run: one HTML file that needs nothing else, readable in light and dark."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from eval import plots
from eval.comparison import Value
from eval.reliability import bins
from eval.results import AREA, SetResult, said_and_true
from eval.split import HALVES
from eval.tables import SURE, cells, header
from eval.verdicts import FIRST, WRONG, Verdict

_OVERVIEW = ("nDCG@10", FIRST, AREA)  # the measures that the first plots show
_WORST = 25  # questions shown of each set


def report(results: Sequence[SetResult], about: Mapping[str, object]) -> str:
    """The page."""
    template = Template(files(__package__).joinpath("report.html").read_text("utf-8"))
    told = f"{about['made']} · encoder {about['encoder']} · leg {about['leg']} · {about['k']} passages"
    links = (f'<a href="#{_anchor(place)}">{escape(result.name)}</a>' for place, result in enumerate(results))
    sections = (_section(_anchor(place), result) for place, result in enumerate(results))
    return template.substitute(
        title="How good it is",
        about=escape(told) + ". Values are in hundredths; lines are 95% intervals over questions.",
        contents="".join(links),
        body="".join((*_overview(results), *sections)),
    )


def _overview(results: Sequence[SetResult]) -> Iterator[str]:
    """Quality by language: a row for each set and language of its questions."""
    for name in _OVERVIEW:
        rows = [
            (f"{result.name} · {lang}", "series0", value)
            for result in results
            for lang, values in _languages(result).items()
            if (value := values.get(name))
        ]
        if rows:
            low = 0.4 if name == AREA else 0.0
            yield _card(f"{name}, by set and language of the questions", plots.intervals(rows, low))


def _languages(result: SetResult) -> dict[str, Mapping[str, Value]]:
    """The groups of a set that are languages; all of it where there is one."""
    found = {lang: result.groups[lang] for lang in result.groups if lang not in ("all", *HALVES)}
    return found or {result.verdicts[0].lang: result.groups["all"]}


def _section(anchor: str, result: SetResult) -> str:
    plots_ = "".join(_plots(result))
    worst = _worst(result.verdicts)
    return (
        f'<h2 id="{anchor}">{escape(result.name)}</h2>'
        f'<div class="card">{_table(result)}</div><div class="plots">{plots_}</div>{worst}'
    )


def _table(result: SetResult) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in header(result))
    rows = []
    for row in cells(result):
        label, questions, mean, interval, *rest = map(escape, row)
        last = f'<td class="{_direction(result, row[0])}">{rest.pop()}</td>' if result.changes else ""
        others = "".join(f"<td>{cell}</td>" for cell in rest)
        rows.append(
            f'<tr><td>{label}</td><td class="faint">{questions}</td><td class="all">{mean}</td>'
            f'<td class="faint">{interval}</td>{others}{last}</tr>'
        )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _direction(result: SetResult, label: str) -> str:
    """Whether a change for sure is for the better."""
    name = label.split(" (")[0]
    change = result.changes.get(name)
    if change is None or change.p is None or change.p >= SURE:
        return "faint"
    return "better" if (change.difference > 0) != (label != name) else "worse"


def _plots(result: SetResult) -> Iterator[str]:
    verdicts = result.verdicts
    scored = [(v.answerable, v.evidence, bool(_refused(v))) for v in verdicts if v.evidence is not None]
    if scored:
        there, away = ([(e, r) for is_there, e, r in scored if is_there is side] for side in (True, False))
        keys = _key("answerable", "answerable") + _key("unanswerable", "unanswerable")
        note = f"{keys} The pale part was refused; each side has its own height."
        yield _card("Evidence against refusal", plots.evidence(there, away), note)
    by_language = {
        lang: bins(pairs)
        for lang in dict.fromkeys(verdict.lang for verdict in verdicts)
        if (pairs := said_and_true([verdict for verdict in verdicts if verdict.lang == lang]))
    }
    if by_language:
        note = "".join(_key(f"series{place % 4}", lang) for place, lang in enumerate(by_language))
        note += " The best passage's probability across, the share that answers up."
        yield _card("Calibration", plots.reliability(by_language), note)
    ms = {verb: [v.ms[verb] for v in verdicts if verb in v.ms] for verb in result.latency["all"]}
    yield _card("Latency", plots.latencies(ms), "".join(_key(verb, verb) for verb in ms))


def _worst(verdicts: Sequence[Verdict]) -> str:
    """The questions that went wrong, the surest first: what was wanted, and what was given instead."""
    wrong = [verdict for verdict in verdicts if _went_wrong(verdict)]
    wrong.sort(
        key=lambda verdict: (-(verdict.evidence or 0.0), verdict.values.get("nDCG@10", 0.0), verdict.id)
    )
    if not wrong:
        return ""
    rows = "".join(
        f"<tr><td>{escape(v.question)}<br><span class=faint>{escape(v.id)}</span></td>"
        f"<td>{escape(v.wanted) or '–'}</td><td>{escape(v.found)}</td>"
        f"<td>{'–' if v.evidence is None else f'{v.evidence:.2f}'}</td></tr>"
        for v in wrong[:_WORST]
    )
    head = "<tr><th>question</th><th>what answers it</th><th>what was given</th><th>evidence</th></tr>"
    title = f"{len(wrong)} of {len(verdicts)} questions went wrong; the {min(_WORST, len(wrong))} surest"
    return (
        f'<details class="card"><summary>{title}</summary><table class="worst"><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def _went_wrong(verdict: Verdict) -> bool:
    if not verdict.answerable:
        return _refused(verdict) == 0
    return verdict.values.get(FIRST, verdict.values.get("hit@1", 1.0)) == 0


def _refused(verdict: Verdict) -> float | None:
    return verdict.values.get(WRONG, verdict.values.get("refused rightly"))


def _card(title: str, plot: str, note: str = "") -> str:
    told = f'<p class="note">{note}</p>' if note else ""
    return f'<div class="card"><h3>{escape(title)}</h3>{told}{plot}</div>'


def _key(kind: str, label: str) -> str:
    return f'<span class="key {kind}"><i></i><span>{escape(label)}</span></span>'


def _anchor(place: int) -> str:
    return f"set{place + 1}"
