// The page: a reader asks on the left and reads on the right.

import { articleList, makeAnswer } from "./answer.js";
import { makeDelivery } from "./delivery.js";
import { at, element } from "./element.js";
import { filters, filterWords, makeFilters, setDates } from "./filters.js";
import { followLinks } from "./link.js";
import { problemNote } from "./problem.js";
import { makeReader } from "./reader.js";
import { events, json } from "./server.js";
import { timeline } from "./timeline.js";
import { say, translate } from "./words.js";

const NEWEST = 6;
const ON_TIMELINE = { k: 100, evidence: 0.05 }; // a search returns its k best however far off they are
const REMEMBERED = 20; // of the messages, sent with the next question; the server takes no more than 200
const messages = []; // what was said so far, as the server takes it
let stopping = null; // stops the answer that is being written

translate();
const reader = makeReader(at("reader"));
makeFilters();
makeDelivery(welcome);
welcome();
at("question").focus();
followLinks(reader);

async function ask(question) {
  at("welcome").hidden = true;
  at("afresh").hidden = false;
  const narrowed = filters();
  const answer = makeAnswer(question, filterWords(narrowed), reader.open);
  at("turns").append(answer.node);
  answer.node.scrollIntoView({ block: "start" });
  stopping = new AbortController();
  at("send").textContent = say("stop");
  let whole = null;
  try {
    const asked = [...messages.slice(-REMEMBERED), { role: "user", content: question }];
    whole = await told(answer, { messages: asked, filters: narrowed }, stopping.signal);
    messages.push(asked.at(-1), { role: "assistant", content: whole.answer });
  } catch (error) {
    answer.fail(error.name === "AbortError" ? say("stopped") : error.message, () => {
      if (stopping) return;
      answer.node.remove();
      ask(question);
    });
  } finally {
    stopping = null;
    at("send").textContent = say("send");
  }
  if (!whole || whole.refused) return;
  try {
    appendInPlace(answer.node, await byDate(whole, narrowed));
  } catch (error) {
    answer.fail(error.message);
  }
}

/** Show an answer as it comes, and return the whole of it. */
async function told(answer, body, signal) {
  let whole = null;
  for await (const event of events(body, signal)) {
    if (event.sentence) answer.tell(event);
    if (event.answer !== undefined) whole = event;
  }
  if (!whole) throw new Error(say("unreachable"));
  answer.close(whole);
  return whole;
}

/** The timeline of everything found for a question, which is more than the answer rests on. */
async function byDate(whole, narrowed) {
  const found = await json("/v1/search", { question: whole.searched_as, k: ON_TIMELINE.k, filters: narrowed });
  const bearing = found.hits.filter((hit) => hit.evidence >= ON_TIMELINE.evidence);
  const within = (since, until) => {
    setDates(since, until);
    ask(whole.question);
  };
  return timeline(bearing, reader.open, within) ?? "";
}

/** Append to an answer without moving the newest one, which is what is being read. */
function appendInPlace(node, more) {
  const newest = at("turns").lastElementChild;
  const before = newest.getBoundingClientRect().top;
  node.append(more);
  at("scroll").scrollTop += newest.getBoundingClientRect().top - before;
}

/** The newest articles, to start reading from. */
async function welcome() {
  try {
    const { data } = await json(`/v1/articles?limit=${NEWEST}`);
    at("newest").replaceChildren(...(data.length
      ? [element("h3", {}, say("newest")), articleList(data, reader.open)]
      : [element("p", { class: "warning" }, say("empty"))]));
  } catch (error) {
    at("newest").replaceChildren(problemNote(error.message, welcome));
  }
}

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  if (stopping) return stopping.abort();
  const question = at("question").value.trim();
  if (!question) return undefined;
  at("question").value = "";
  return ask(question);
});

at("question").addEventListener("keydown", (event) => {
  // While an input method composes, Enter chooses a character and sends nothing.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!stopping) at("ask").requestSubmit();
});

at("afresh").addEventListener("click", () => {
  stopping?.abort();
  messages.length = 0;
  at("turns").replaceChildren();
  at("welcome").hidden = false;
  at("afresh").hidden = true;
  if (reader.isOpen()) reader.close();
  at("question").focus();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && reader.isOpen() && !at("door").open) return reader.close();
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    at("question").focus();
  }
  if (event.key === "ArrowLeft") reader.step(-1);
  if (event.key === "ArrowRight") reader.step(1);
});
