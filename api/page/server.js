// The server, as the page talks to it: JSON, a stream of events, and the key where one is asked for.

import { at } from "./element.js";
import { say } from "./words.js";

const KEY = "jianbao-key"; // in the tab's own storage, gone with the tab

/** What the server or the way to it says has gone wrong, in words for the reader. */
export class Problem extends Error {}

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
      if (event.error) throw new Problem(event.error.message);
      yield event;
    }
  }
}

/** Ask the reader for a key, until one is given; the request that needed it goes on then. */
export async function askForKey() {
  const door = at("door");
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
  const told = (await answer.json().catch(() => ({}))).error?.message ?? `HTTP ${answer.status}`;
  if (answer.status === 401) {
    sessionStorage.removeItem(KEY);
    if (await askForKey()) return reply(path, body, signal);
  }
  throw new Problem(told);
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
