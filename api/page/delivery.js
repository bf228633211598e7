// Deliveries: files dropped on the page go to the archive, and the page tells how far they are.

import { at, element } from "./element.js";
import { Problem, problemOf } from "./problem.js";
import { credentials, json } from "./server.js";
import { say } from "./words.js";

const PAUSE = 500; // milliseconds between two questions how far a job is

/** Take files that are dropped anywhere or chosen; `arrived` is called when some are in. */
export function makeDelivery(arrived) {
  const deliver = async (files) => {
    if (!files.length) return;
    await send([...files]);
    arrived();
  };
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const over = (is) => at("drop").classList.toggle("over", is);
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(false);
    deliver(event.dataTransfer.files);
  });
  at("add").addEventListener("click", () => at("files").click());
  at("files").addEventListener("change", async () => {
    await deliver(at("files").files);
    at("files").value = "";
  });
}

/** Send files, follow their job, and say what became of them. */
async function send(files) {
  const names = files.length > 1 ? say("others", files[0].name, files.length) : files[0].name;
  const words = element("p", {}, say("sending", names));
  const progress = element("progress", { max: "1", value: "0", "aria-label": say("sending", names) });
  const note = element("div", { class: "delivery" }, words, progress);
  at("deliveries").append(note);
  try {
    let job = await upload(files, (share) => { progress.value = share; });
    while (job.state === "waiting" || job.state === "running") {
      const { report, total } = job;
      words.textContent = say("reading", names, report?.articles);
      if (report?.files) progress.value = report.files / total;
      else progress.removeAttribute("value"); // of a single file nobody knows how long it is in articles
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      job = await json(`/v1/jobs/${job.id}`);
    }
    tell(note, names, job);
  } catch (error) {
    note.classList.add("problem");
    words.textContent = error.message;
  }
  progress.remove();
  note.append(element("button", { type: "button", class: "quiet", onclick: () => note.remove() }, say("dismiss")));
}

function tell(note, names, job) {
  const failures = (job.report?.failures ?? []).map(({ file, reason }) => element("li", {}, say("failed", file, reason)));
  note.classList.toggle("problem", job.state === "failed" || failures.length > 0);
  note.firstChild.textContent = job.error ?? say("added", names, job.report.articles);
  if (failures.length) note.append(element("ul", {}, failures));
}

/** XMLHttpRequest, because fetch does not tell how much has been sent. */
function upload(files, share) {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/articles?wait=1");
    for (const [name, value] of Object.entries(credentials())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => share(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Problem(say("unreachable"))));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve(request.response);
      else reject(problemOf(request.response?.error, request.status));
    });
    request.send(form);
  });
}
