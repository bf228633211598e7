// The server, as the page talks to it: JSON, a stream of events, and the key where one is asked for.

import { at } from "./element.js";
import { Problem, problemOf } from "./problem.js";
import { say } from "./words.js";

const KEY = "jianbao-key"; // in the tab's own storage, gone with the tab

/** Headers that carry the key, if there is one. */
export function credentials() {
  const key = sessionStorage.getItem(KEY);
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** The JSON at a path; with a body, the reply to it. Throws Problem. */
export async function json(path, body) {
  return (await reply(path, body)).json();
}

/** Events of a streamed answer. Throws Problem, also for an error that comes in the middle. */
export async function* events(body, signal) {
  const answer = await reply("/v1/chat/completions", { ...body, stream: true }, signal);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await read(reader, signal);
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      const event = JSON.parse(line.slice("data: ".length));
      if (event.error) throw problemOf(event.error);
      yield event;
    }
  }
}

/** Ask the reader for a key, another one if it was `wrong`; whether one is given. */
async function askForKey(wrong) {
  const door = at("door");
  at("wrong").hidden = !wrong;
  if (!door.open) door.showModal();
  await new Promise((resolve) => door.addEventListener("close", resolve, { once: true }));
  if (at("key").value) sessionStorage.setItem(KEY, at("key").value.trim());
  at("key").value = "";
  return Boolean(credentials().Authorization);
}

/** What the server answers, where that is no error. Throws Problem. */
export async function reply(path, body, signal) {
  const sent = body && { method: "POST", body: JSON.stringify(body) };
  const headers = { ...credentials(), ...(body && { "Content-Type": "application/json" }) };
  const answer = await reached(() => fetch(path, { ...sent, headers, signal }), signal);
  if (answer.ok) return answer;
  const { error } = await answer.json().catch(() => ({}));
  if (answer.status === 401) {
    if (headers.Authorization === credentials().Authorization) sessionStorage.removeItem(KEY);
    if (credentials().Authorization || await askForKey("Authorization" in headers)) return reply(path, body, signal);
  }
  throw problemOf(error, answer.status);
}

const read = (reader, signal) => reached(() => reader.read(), signal);

/** What the network gives, or why it does not. A request that the reader stopped stays an AbortError. */
async function reached(work, signal) {
  try {
    return await work();
  } catch (error) {
    throw signal?.aborted ? error : new Problem(say("unreachable"));
  }
}
