// The reader: an article, open at the words that were cited.

import { cut, scriptOf } from "./characters.js";
import { copyButtons } from "./copying.js";
import { element } from "./element.js";
import { leaveLink } from "./link.js";
import { fileAndLines, headline, issue } from "./place.js";
import { isPrinted, printedPage } from "./picture.js";
import { problemNote } from "./problem.js";
import { rawLines } from "./raw.js";
import { json } from "./server.js";
import { say } from "./words.js";

const FIELDS = ["kicker", "headline", "subtitle", "byline"];
const VIEWS = { text: articleNodes, raw: rawLines, printed: printedPage }; // each of a place and its article
const narrow = matchMedia("(max-width: 56rem)"); // the reader covers everything there, as page.css has it

/** A reader in `node`, as `{open, close, step, isOpen}`. */
export function makeReader(node) {
  let [places, at, from, view] = [[], 0, null, "text"];

  const rest = () => node.replaceChildren(hint());

  const cover = () => {
    for (const behind of document.querySelectorAll(".masthead, .asking")) behind.inert = narrow.matches && places.length > 0;
  };

  const close = () => {
    node.classList.remove("open");
    [places, at] = [[], 0];
    leaveLink();
    point();
    cover();
    rest();
    if (from?.isConnected) from.focus();
  };

  const show = async () => {
    const place = places[at];
    node.classList.add("open");
    point(place, from);
    cover();
    const shownIn = view === "printed" && !isPrinted(place) ? "text" : view;
    const label = place.article ? headline(place.article) : say("reader");
    const sheet = element("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": label },
      element("p", { class: "thinking" }, say(place.article ? "loading" : "goneWhy")));
    node.replaceChildren(element("div", {}, toolbar({ places, at, view: shownIn, step, close, turn }), noteNode(place.note)), sheet);
    if (!place.note) leaveLink();
    if (!place.article) return;
    try {
      const article = await json(`/v1/articles/${encodeURIComponent(place.article.id)}`);
      const shown = await VIEWS[shownIn](place, article);
      if (places[at] !== place) return; // another was opened meanwhile
      sheet.replaceChildren(...shown, copyButtons({ link: article.link, ...place }));
      sheet.querySelector("mark, .cited, .frame")?.scrollIntoView({ block: "center", inline: "center" });
    } catch (error) {
      sheet.replaceChildren(problemNote(error.message, show));
    }
  };

  const step = (by) => {
    const next = Math.min(Math.max(at + by, 0), places.length - 1);
    if (next === at) return;
    at = next;
    show();
  };

  const turn = (to) => {
    view = to;
    show();
  };

  const open = async (place, among, opener) => {
    [places, at, from] = [among, among.indexOf(place), opener];
    await show();
    if (opener) node.querySelector(".sheet")?.focus({ preventScroll: true });
  };

  narrow.addEventListener("change", cover);
  rest();
  return { open, close, step, isOpen: () => places.length > 0 };
}

/** Show which mark is the open one, in the answer that it was opened from. */
function point(place, from) {
  for (const mark of document.querySelectorAll("[aria-current]")) mark.removeAttribute("aria-current");
  if (!place?.marker) return;
  from.closest(".turn").querySelector(`[data-marker="${place.marker}"]`)?.setAttribute("aria-current", "true");
}

function toolbar({ places, at, view, step, close, turn }) {
  const cited = places[at].marker !== undefined;
  const button = (name, text, does, off = false) => element("button",
    { type: "button", class: "quiet", "aria-label": say(name), title: say(name), disabled: off, onclick: does }, text);
  const turning = (to) => element("button",
    { type: "button", class: `quiet switch ${to}-switch`, "aria-pressed": `${view === to}`,
      onclick: () => turn(view === to ? "text" : to) }, say(to));
  return element("div", { class: "toolbar" },
    places.length > 1 ? button("previous", "←", () => step(-1), at === 0) : null,
    cited ? element("span", { class: "of", role: "status" }, say("of", at + 1, places.length)) : null,
    places.length > 1 ? button("next", "→", () => step(1), at === places.length - 1) : null,
    element("span", { class: "gap" }),
    isPrinted(places[at]) ? turning("printed") : null,
    places[at].article ? turning("raw") : null,
    button("close", "✕", close));
}

/** What has become of the words that a link was to. */
function noteNode(note) {
  return note ? element("p", { class: `standing ${note.kind}`, role: note.kind === "stands" ? "status" : "alert" }, note.words) : null;
}

/** The article as one reads it: its head, where it stands, its text. */
function articleNodes(place, article) {
  const whole = place.quote === article.text; // a link to all of it
  const cited = place.quote && !whole ? place.field ?? "body" : "";
  const fields = { kicker: article.kicker, headline: headline(article), subtitle: article.subtitle, byline: article.byline };
  const heads = FIELDS.filter((name) => fields[name]).map((name) => element(name === "headline" ? "h2" : "p",
    { class: name, lang: scriptOf(fields[name]) },
    name === cited ? highlighted(fields[name], place) : fields[name]));
  const facts = element("p", { class: "facts" }, issue({ ...article, page: place.page || article.page }),
    element("code", {}, fileAndLines(place)));
  const text = element("div", { class: "text", lang: scriptOf(article.text) },
    paragraphs(article.text, cited === "body" ? place : { start: 0, end: 0 }));
  return [element("header", {}, heads, facts), text];
}

const highlighted = (text, { start, end }) => {
  const [before, words, after] = cut(text, start, end);
  return [before, element("mark", {}, words), after];
};

/** The text in paragraphs; a quotation that runs over several is marked in each. */
function paragraphs(text, { start, end }) {
  const [before, words] = cut(text, start, end);
  const [from, to] = [before.length, before.length + words.length];
  let place = 0;
  return text.split("\n").map((line) => {
    const [first, last] = [from, to].map((unit) => Math.min(Math.max(unit - place, 0), line.length));
    place += line.length + 1;
    const marked = first < last ? element("mark", {}, line.slice(first, last)) : null;
    return line ? element("p", {}, line.slice(0, first), marked, line.slice(last)) : null;
  });
}

function hint() {
  const keys = say("keys").map(([key, does]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, does)]);
  return element("div", { class: "hint" }, element("p", {}, say("hint")), element("dl", {}, keys));
}
