// An answer: its question, its sentences as they come, their marks, and what it rests on.

import { cut } from "./characters.js";
import { element } from "./element.js";
import { fileAndLines, headline, issue, wholeArticle } from "./place.js";
import { problemNote } from "./problem.js";
import { verdict } from "./verdict.js";
import { say } from "./words.js";

const MOST_NEAREST = 5;
const MOST_WARNINGS = 2; // more are folded

/**
 * An answer that is still to come, as `{node, text, tell, close, fail}`.
 *
 * `within` says in words what was filtered. `open(place, places, from)` is called when the reader wants to see
 * a citation or an article.
 */
export function makeAnswer(question, within, open) {
  const body = element("div", { class: "answer" }, element("p", { class: "thinking" }, say("thinking")));
  const narrowed = within ? element("p", { class: "narrowed" }, say("narrowed", within)) : null;
  const node = element("article", { class: "turn", "aria-busy": "true" }, element("h2", {}, question), narrowed, body);
  const citations = [];
  const answer = { node, text: "", citations };

  const show = (marker, from) => {
    const citation = citations.find((known) => known.marker === marker);
    if (citation) open(citation, citations, from);
  };

  answer.tell = ({ sentence, citations: told }) => {
    body.querySelector(".thinking")?.remove();
    for (const citation of told) {
      if (!citations.some((known) => known.marker === citation.marker)) citations.push(citation);
    }
    answer.text += sentence.text;
    put(body, sentence, sentenceNode(sentence, citations, show));
  };

  answer.close = (whole) => {
    citations.splice(0, citations.length, ...whole.citations);
    answer.text = whole.answer;
    const said = whole.refused && whole.hits.length ? whole.sentences.slice(0, 1) : whole.sentences;
    body.replaceChildren();
    for (const sentence of said) put(body, sentence, sentenceNode(sentence, citations, show, whole.answer_span));
    body.classList.toggle("refused", whole.refused);
    if (whole.searched_as !== question) body.before(element("p", { class: "narrowed" }, say("searched", whole.searched_as)));
    node.append(...warnings(whole));
    if (whole.refused) node.append(nearest(whole.hits, open));
    else if (citations.length) node.append(sources(whole, show));
    if (whole.logged) node.append(verdict(whole.id));
    node.removeAttribute("aria-busy");
  };

  answer.fail = (message, again) => {
    body.querySelector(".thinking")?.remove();
    node.append(problemNote(message, again));
    node.removeAttribute("aria-busy");
  };
  return answer;
}

/** Put a sentence into its paragraph: the one before it, unless that has ended. */
function put(body, sentence, node) {
  if (body.lastElementChild?.classList.contains("open")) body.lastElementChild.append(node);
  else body.append(element("p", {}, node));
  body.lastElementChild.classList.toggle("open", !sentence.text.endsWith("\n"));
}

/** A sentence with its marks as buttons. `answerSpan` counts code points of the whole answer. */
function sentenceNode(sentence, citations, show, answerSpan = null) {
  const pieces = [];
  let from = 0;
  // A bracketed number that the sentence does not list as a mark of its own is the source's.
  for (const found of sentence.text.matchAll(/\[(\d{1,3})\]/g)) {
    if (!sentence.markers.includes(Number(found[1]))) continue;
    pieces.push(sentence.text.slice(from, found.index), markButton(Number(found[1]), citations, show));
    from = found.index + found[0].length;
  }
  pieces.push(sentence.text.slice(from).replace(/\n+$/, ""));
  const doubtful = sentence.supported === false;
  const nodes = stressed(pieces, sentence, answerSpan);
  if (doubtful) nodes.push(element("small", { class: "doubt" }, say("unsupported")));
  return element("span", { class: doubtful ? "sentence unsupported" : "sentence" }, tied(nodes));
}

/** The pieces of a sentence, no line broken between a mark and what it stands after. */
function tied(nodes) {
  const pieces = [];
  for (const node of nodes.filter(Boolean)) {
    const before = pieces.at(-1);
    if (typeof node === "string" || !node.matches(".mark, .doubt")) pieces.push(node);
    else if (typeof before === "string") {
      const last = [...before].at(-1);
      pieces.splice(-1, 1, before.slice(0, -last.length), element("span", { class: "tied" }, last, node));
    } else if (before?.matches(".tied")) before.append(node);
    else pieces.push(node);
  }
  return pieces;
}

/** The pieces of a sentence, the words that answer who, when or how many made strong. */
function stressed(pieces, sentence, answerSpan) {
  if (!answerSpan || typeof pieces[0] !== "string") return pieces;
  const [start, end] = answerSpan.map((offset) => offset - sentence.start);
  const [before, words, after] = cut(pieces[0], Math.max(0, start), end);
  return start < 0 || !words ? pieces : [before, element("strong", {}, words), after, ...pieces.slice(1)];
}

function markButton(marker, citations, show) {
  const of = headline(citations.find((known) => known.marker === marker)?.article ?? {});
  const listen = (event) => show(marker, event.currentTarget);
  const label = { "aria-label": say("mark", marker, of), title: of, "data-marker": marker };
  return element("button", { type: "button", class: "mark", ...label, onclick: listen }, `${marker}`);
}

/** The citations as a list: an article's name once, a quotation only where the answer is not made of them. */
function sources(whole, show) {
  const follows = (citation, number) => whole.citations[number - 1]?.article.id === citation.article.id;
  const items = whole.citations.map((citation, number) => element("li", {},
    element("button", { type: "button", class: "source", onclick: (event) => show(citation.marker, event.currentTarget) },
      element("span", { class: "number", "aria-hidden": "true" }, `${citation.marker}`),
      element("span", {},
        follows(citation, number) ? null : element("b", {}, headline(citation.article)),
        whole.model === "extractive" ? null : element("q", {}, citation.quote),
        element("small", {}, [!follows(citation, number) && issue({ ...citation.article, page: citation.page }),
          fileAndLines(citation)].filter(Boolean).join(" · "))))));
  return element("section", { class: "sources", "aria-label": say("sources") }, element("ol", {}, items));
}

/** The articles nearest to a question that was not answered, each once. */
function nearest(hits, open) {
  const articles = [...new Map(hits.map((hit) => [hit.article.id, hit.article])).values()].slice(0, MOST_NEAREST);
  return articles.length
    ? element("section", { class: "nearest" }, element("h3", {}, say("nearest")), articleList(articles, open))
    : element("span");
}

/** Articles to open, by headline. */
export function articleList(articles, open) {
  const places = articles.map(wholeArticle);
  return element("ul", { class: "articles" }, places.map((place) => element("li", {},
    element("button", { type: "button", class: "source", onclick: (event) => open(place, places, event.currentTarget) },
      element("span", {}, element("b", {}, headline(place.article)), element("small", {}, issue(place.article)))))));
}

function warnings({ warnings: told, left_out: leftOut }) {
  const words = [...told, ...(leftOut ? [say("leftOut", leftOut)] : [])];
  if (words.length > MOST_WARNINGS) {
    return [element("details", { class: "warning" }, element("summary", {}, say("warnings", words.length)),
      element("ul", {}, words.map((warning) => element("li", {}, warning))))];
  }
  return words.map((warning) => element("p", { class: "warning" }, element("b", {}, say("warning")), ` ${warning}`));
}
