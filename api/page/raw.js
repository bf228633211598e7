// Raw: the lines of the file itself, as they were before anything was cleaned, with their numbers.

import { element } from "./element.js";
import { json } from "./server.js";

const CONTEXT = 12; // lines before and after the quotation's own

/** The lines that a citation or an article stands in, those of a quotation told apart. */
export async function rawLines(place) {
  const inText = place.quote && (place.field ?? "body") === "body";
  const span = inText ? `?start=${place.start}&end=${place.end}&context=${CONTEXT}` : "";
  const { sources } = await json(`/v1/articles/${encodeURIComponent(place.article.id)}/source${span}`);
  return sources.map(({ file, lines }) => element("section", { class: "raw" },
    element("h2", {}, element("code", {}, file)),
    element("ol", {}, lines.map(({ number, text, cited }) => element("li",
      { value: number, class: cited && inText ? "cited" : null },
      element("span", { class: "number", "aria-hidden": "true" }, `${number}`), element("code", {}, text))))));
}
