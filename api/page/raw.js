// Raw: the lines of the file itself, as they were before anything was cleaned, with their numbers.

import { element } from "./element.js";
import { json } from "./server.js";

const CONTEXT = 12; // lines before and after the quotation's own

/** The lines that a citation or an article stands in, those of a quotation told apart. */
export async function rawLines(place) {
  const inText = place.quote && (place.field ?? "body") === "body";
  const span = inText ? `?start=${place.start}&end=${place.end}&context=${CONTEXT}` : "";
  const { sources } = await json(`/v1/articles/${encodeURIComponent(place.article.id)}/source${span}`);
  const line = ({ number, text, cited }) => {
    // A line may be a whole article: where the quotation stands in it as it is, only that is told apart.
    const [before, ...after] = cited && inText ? text.split(place.quote) : [text];
    const words = after.length ? [before, element("mark", {}, place.quote), after.join(place.quote)] : text;
    return element("li", { value: number, class: cited && inText && !after.length ? "cited" : null },
      element("span", { class: "number", "aria-hidden": "true" }, `${number}`), element("code", {}, words));
  };
  return sources.map(({ file, lines }) => element("section", { class: "raw" },
    element("h2", {}, element("code", {}, file)), element("ol", {}, lines.map(line))));
}
