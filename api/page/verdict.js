// Verdicts: a thumb up or down for an answer, where the server keeps what was asked.

import { drawn, element } from "./element.js";
import { json } from "./server.js";
import { say } from "./words.js";

const THUMB = "M7 10v10H3V10zM9 20V10l4-8c1.7 0 2.6 1.3 2.3 2.9L14.6 9H20c1.3 0 2.2 1.1 2 2.4l-1.2 7c-.2.9-1 1.6-2 1.6z";

/** A row that says the question is kept, with two buttons that judge the answer of this id; the last word counts. */
export function verdict(id) {
  const said = element("span", { role: "status" }, say("logged"));
  const buttons = ["up", "down"].map((vote) => element("button",
    { type: "button", class: `quiet thumb ${vote}`, "aria-label": say(vote), title: say(vote), "aria-pressed": "false",
      onclick: () => judge(vote) },
    drawn("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" }, drawn("path", { d: THUMB }))));
  const judge = async (vote) => {
    try {
      await json("/v1/feedback", { id, vote });
      for (const button of buttons) button.setAttribute("aria-pressed", `${button.classList.contains(vote)}`);
      said.textContent = say("thanks");
    } catch (error) {
      said.textContent = error.message;
    }
  };
  return element("div", { class: "verdict" }, said, buttons);
}
