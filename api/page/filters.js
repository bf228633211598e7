// Filters: the paper and the dates that an answer may come from.

import { at, element } from "./element.js";
import { json } from "./server.js";
import { say } from "./words.js";

const LATEST = 200; // articles whose papers are offered; others can be typed
const FIELDS = ["paper", "since", "until"];

/** The filters that are set, as the server takes them. */
export const filters = () =>
  Object.fromEntries(FIELDS.map((name) => [name, at(name).value.trim()]).filter(([, value]) => value));

/** The same in words, to say what was asked for. */
export const filterWords = ({ paper, since, until }) =>
  [paper, since && say("fromDay", since), until && say("toDay", until)].filter(Boolean).join(" · ");

/** Set the dates, and show that they are set. */
export function setDates(since, until) {
  at("since").value = since;
  at("until").value = until;
  unfold(true);
}

/** Let the fieldset fold, and clear. */
export function makeFilters() {
  at("narrow").addEventListener("click", () => unfold(at("filters").hidden));
  at("narrow").addEventListener("click", offerPapers, { once: true });
  at("clear").addEventListener("click", () => {
    for (const name of FIELDS) at(name).value = "";
    tell();
  });
  at("filters").addEventListener("input", tell);
}

async function offerPapers() {
  const { data } = await json(`/v1/articles?limit=${LATEST}`);
  const papers = [...new Set(data.map((article) => article.paper).filter(Boolean))].sort();
  at("papers").replaceChildren(...papers.map((paper) => element("option", { value: paper })));
}

function unfold(open) {
  at("filters").hidden = !open;
  at("narrow").setAttribute("aria-expanded", `${open}`);
  tell();
}

const tell = () => at("narrow").classList.toggle("set", Object.keys(filters()).length > 0);
