// The timeline: on which days the papers wrote about it, as bars to choose from.

import { articleList } from "./answer.js";
import { drawn, element } from "./element.js";
import { say } from "./words.js";

const [WIDTH, HEIGHT, MOST_BARS] = [480, 44, 60];

/** Hits by date, or null where fewer than two dates are known. `within(since, until)` narrows the question. */
export function timeline(hits, open, within) {
  const dated = hits.filter((hit) => /^\d{4}-\d{2}-\d{2}$/.test(hit.article.date));
  const days = dated.map((hit) => hit.article.date).sort();
  if (new Set(days).size < 2) return null;
  const length = unit(days);
  const counted = Map.groupBy(dated, (hit) => hit.article.date.slice(0, length));
  const periods = between(days[0].slice(0, length), days.at(-1).slice(0, length));
  const most = Math.max(...[...counted.values()].map((group) => group.length));
  const chosen = element("div", { class: "chosen" });

  const choose = (period, bar) => {
    for (const other of chart.querySelectorAll(".bar")) other.setAttribute("aria-pressed", `${other === bar}`);
    const articles = [...new Map(counted.get(period).map((hit) => [hit.article.id, hit.article])).values()];
    const [since, until] = bounds(period);
    chosen.replaceChildren(
      element("button", { type: "button", class: "quiet", onclick: () => within(since, until) }, say("within", period)),
      articleList(articles, open));
  };

  const step = WIDTH / periods.length;
  const bars = periods.map((period, place) => {
    const group = counted.get(period);
    if (!group) return null;
    const height = Math.max(4, (group.length / most) * HEIGHT);
    const label = say("hits", group.length, period);
    const width = Math.max(3, Math.min(step - 2, 18));
    const bar = drawn("g", { class: "bar", role: "button", tabindex: "0", "aria-label": label, "aria-pressed": "false",
      onclick: () => choose(period, bar),
      onkeydown: (event) => { if (["Enter", " "].includes(event.key)) { event.preventDefault(); choose(period, bar); } } },
      drawn("title", {}, label),
      drawn("rect", { class: "touch", x: place * step, y: 0, width: step, height: HEIGHT }),
      drawn("rect", { class: "ink", x: place * step + (step - width) / 2, y: HEIGHT - height, width, height, rx: 1.5 }));
    return bar;
  });
  const chart = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + 1}`, role: "group", "aria-label": say("timeline") },
    drawn("path", { class: "ground", d: `M0 ${HEIGHT + 0.5}H${WIDTH}` }), bars);
  const ends = element("p", { class: "ends" }, element("span", {}, periods[0]), element("span", {}, periods.at(-1)));
  return element("section", { class: "timeline" }, element("h3", {}, say("timeline")), chart, ends, chosen);
}

/** How many characters of an ISO date make a bar: days, months or years, so that there are not too many. */
function unit(days) {
  return [10, 7, 4].find((length) => between(days[0].slice(0, length), days.at(-1).slice(0, length)).length <= MOST_BARS) ?? 4;
}

/** Every day, month or year from one to another, as ISO writes it. */
function between(first, last) {
  const periods = [];
  const day = new Date(first);
  while (day.toISOString().slice(0, first.length) <= last) {
    periods.push(day.toISOString().slice(0, first.length));
    if (first.length === 10) day.setUTCDate(day.getUTCDate() + 1);
    else if (first.length === 7) day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return periods;
}

/** The first and the last day of a period. */
function bounds(period) {
  if (period.length === 10) return [period, period];
  const [year, month] = period.split("-").map(Number);
  const last = new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
  return [new Date(period).toISOString().slice(0, 10), last];
}
