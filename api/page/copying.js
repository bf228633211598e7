// Copying: a citation to the clipboard, in the form that somebody needs.

import { element } from "./element.js";
import { address } from "./link.js";
import { FORMATS } from "./reference.js";
import { say } from "./words.js";

const SHOWN = 1600; // milliseconds that "copied" stands there

/** Buttons that copy a citation, and a link that opens it here. */
export function copyButtons(citation) {
  const forms = Object.entries(FORMATS).map(([name, written]) => copyButton(name, () => written(citation)));
  const buttons = [copyButton(say("link"), () => address(citation.link)), ...forms];
  return element("div", { class: "copy", role: "group", "aria-label": say("copy") }, element("span", {}, say("copy")), buttons);
}

function copyButton(name, words) {
  const button = element("button", { type: "button", class: "quiet" }, name);
  button.addEventListener("click", async () => {
    await copy(await words());
    button.textContent = say("copied");
    setTimeout(() => { button.textContent = name; }, SHOWN);
  });
  return button;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Over plain HTTP from another machine a browser has no clipboard to give; the old way still works there.
  const field = element("textarea", {}, text);
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  return field.remove();
}
