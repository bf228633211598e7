// Problems: what has gone wrong, in words for the reader, and a way to try again.

import { element } from "./element.js";
import { say } from "./words.js";

/** Something that went wrong and has been put into words already. */
export class Problem extends Error {}

/** The problem that a server's reply tells of: in the page's own words where it has some. */
export const problemOf = (error, status) =>
  new Problem(say("problems")[error?.code] ?? error?.message ?? `HTTP ${status}`);

/** A note of what went wrong; with `again`, a button that tries once more. */
export function problemNote(message, again = null) {
  const button = again && element("button", { type: "button", class: "quiet again", onclick: again }, say("again"));
  return element("div", { class: "problem", role: "alert" }, element("p", {}, message), button);
}
