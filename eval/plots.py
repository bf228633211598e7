"""Plots as inline SVG, drawn in the colours of the page that they stand in (`report.css`)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from eval.comparison import Value
from eval.reliability import Bin

_WIDTH, _HEIGHT, _MARGIN = 420, 230, 34


@dataclass(frozen=True, slots=True)
class Scale:
    """From a range of values to a range of pixels, kept within."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.first + share * (self.last - self.first), 1)


def intervals(rows: Sequence[tuple[str, str, Value]], low: float = 0.0) -> str:
    """A dot on a line for each (label, css class, value): the mean, and its 95% interval."""
    step, left, width = 24, 210, 1080
    x = Scale(low, 1.0, left, width - 60)
    height = step * len(rows) + 34
    bottom = height - 22
    parts = [_line(x(tick), 6, x(tick), bottom, "grid") for tick in _ticks(low)]
    parts += [_text(x(tick), height - 6, f"{100 * tick:.0f}", "middle") for tick in _ticks(low)]
    for place, (label, kind, value) in enumerate(rows):
        y = step * place + 20
        told = f"{100 * value.mean:.1f}"
        title = (
            f"{label}: {told} ({100 * value.low:.1f} to {100 * value.high:.1f}), {value.questions} questions"
        )
        parts.append(
            f'<g class="{kind}">{_title(title)}{_text(left - 12, y + 4, label, "end")}'
            f"{_line(x(value.low), y, x(value.high), y, 'whisker')}"
            f'<circle class="dot" cx="{x(value.mean)}" cy="{y}" r="5"/>'
            f"{_text(x(value.high) + 10, y + 4, told, 'start', 'number')}</g>"
        )
    return _svg(width, height, parts, "Means with their 95% intervals")


def evidence(there: Sequence[tuple[float, bool]], away: Sequence[tuple[float, bool]]) -> str:
    """Questions by their evidence, log scale: answerable ones up, others down; the refused ones pale."""
    count = 20
    x, middle = Scale(-3.0, 0.0, _MARGIN, _WIDTH - 10), _HEIGHT / 2 - 6
    parts = []
    for side, (questions, kind) in (
        (-1, (there, "answerable")),
        (1, (away, "unanswerable")),
    ):
        bars = [[0, 0] for _ in range(count)]
        for score, refused in questions:
            exponent = math.log10(max(score, 1e-3))
            bars[min(int((exponent + 3) / 3 * count), count - 1)][refused] += 1
        most = max((sum(bar) for bar in bars), default=0) or 1
        for place, (answered, turned_away) in enumerate(bars):
            left = x(-3 + 3 * place / count) + 1
            width = x(-3 + 3 * (place + 1) / count) - left - 1
            reach = middle - 14
            solid, pale = reach * answered / most, reach * turned_away / most
            for base, size, look in ((0.0, solid, ""), (solid, pale, " pale")):
                if size:
                    top = middle - base - size if side < 0 else middle + base
                    about = f"{answered} answered, {turned_away} refused"
                    parts.append(_bar(left, top, width, size, kind + look, about))
    parts.append(_line(_MARGIN, middle, _WIDTH - 10, middle, "axis"))
    for tick in range(-3, 1):
        parts.append(_text(x(tick), _HEIGHT - 4, f"{10.0**tick:g}", "middle"))
    return _svg(_WIDTH, _HEIGHT, parts, "Evidence of answerable and unanswerable questions")


def latencies(ms: Mapping[str, Sequence[float]]) -> str:
    """How long each verb took: questions over milliseconds, cut at the 99th percentile."""
    longest = max((sorted(times)[int(0.99 * (len(times) - 1))] for times in ms.values()), default=1.0) or 1.0
    count = 30
    x, bottom = Scale(0, longest, _MARGIN, _WIDTH - 10), _HEIGHT - 22
    histograms = {}
    for verb, times in ms.items():
        bars = [0] * count
        for time in times:
            bars[min(int(time / longest * count), count - 1)] += 1
        histograms[verb] = bars
    most = max((max(bars) for bars in histograms.values()), default=1) or 1
    y = Scale(0, most, bottom, 10)
    parts = [_line(_MARGIN, bottom, _WIDTH - 10, bottom, "axis")]
    for verb, bars in histograms.items():
        path = f"M{x(0)},{bottom}"
        for place, bar in enumerate(bars):
            left, right = x(longest * place / count), x(longest * (place + 1) / count)
            path += f" L{left},{y(bar)} L{right},{y(bar)}"
        parts.append(f'<path class="area {verb}" d="{path} L{x(longest)},{bottom}Z"/>')
    for part in range(5):
        tick = longest * part / 4
        parts.append(
            _text(x(tick), _HEIGHT - 4, f"{tick:.0f}{' ms' * (part == 4)}", "middle" if part < 4 else "end")
        )
    return _svg(_WIDTH, _HEIGHT, parts, "Milliseconds of each question")


def reliability(by_language: Mapping[str, Sequence[Bin]]) -> str:
    """What was said against what came true; on the diagonal the two agree. A dot's size is its questions."""
    side = _HEIGHT
    x, y = Scale(0, 1, _MARGIN, side - 10), Scale(0, 1, side - 22, 10)
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [_line(x(tick), y(0), x(tick), y(1), "grid"), _line(x(0), y(tick), x(1), y(tick), "grid")]
        parts.append(_text(x(tick), side - 5, f"{tick:g}", "middle"))
        parts.append(_text(x(0) - 6, y(tick) + 4, f"{tick:g}", "end"))
    parts.append(_line(x(0), y(0), x(1), y(1), "diagonal"))
    for number, (language, bins) in enumerate(by_language.items()):
        total = sum(one.questions for one in bins)
        points = " ".join(f"{x(one.said)},{y(one.came_true)}" for one in bins)
        parts.append(f'<g class="series{number % 4}"><polyline points="{points}"/>')
        for one in bins:
            size = 2.5 + 7 * math.sqrt(one.questions / total)
            title = f"{language}: said {one.said:.2f}, came true {one.came_true:.2f} ({one.questions})"
            parts.append(
                f'<circle class="dot" cx="{x(one.said)}" cy="{y(one.came_true)}" r="{size:.1f}">'
                f"{_title(title)}</circle>"
            )
        parts.append("</g>")
    return _svg(side, side, parts, "Probabilities against what came true")


def growth(points: Sequence[tuple[int, float]], label: str) -> str:
    """A file of its own: a curve over sizes, both axes logarithmic, so that what grows in proportion is
    a straight line that rises as fast as it goes on."""
    logs = [(math.log10(size), math.log10(max(value, 1e-3))) for size, value in points]
    x = Scale(min(at for at, _ in logs) - 0.1, max(at for at, _ in logs) + 0.1, _MARGIN, _WIDTH - 10)
    y = Scale(min(at for _, at in logs) - 0.3, max(at for _, at in logs) + 0.3, _HEIGHT - 30, 34)
    parts = [_text(_MARGIN, 18, label, "start")]
    parts += [_line(x(a), y(b), x(c), y(d), "curve") for (a, b), (c, d) in pairwise(logs)]
    for (size, value), (across, up) in zip(points, logs, strict=True):
        parts.append(f'<circle cx="{x(across)}" cy="{y(up)}" r="4"/>')
        parts.append(_text(x(across), y(up) - 10, f"{value:,.0f}", "middle"))
        parts.append(_text(x(across), _HEIGHT - 8, f"{size:,}", "middle"))
    drawn = _svg(_WIDTH, _HEIGHT, parts, label)
    style = "<style>text { font: 11px sans-serif } line { stroke: #357 }</style>"
    return drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1).replace(">", f">{style}", 1)


def _ticks(low: float) -> list[float]:
    return [tick / 10 for tick in range(math.ceil(low * 10), 11, 2 if low < 0.5 else 1)]


def _svg(width: float, height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _bar(x: float, y: float, width: float, height: float, kind: str, title: str) -> str:
    return (
        f'<rect class="bar {kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}">'
        f"{_title(title)}</rect>"
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "label") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _title(text: str) -> str:
    return f"<title>{escape(text)}</title>"
