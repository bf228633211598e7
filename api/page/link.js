// Links: the page opened at a quotation by its address, which says whether the words still stand there.

import { wholeArticle } from "./place.js";
import { json } from "./server.js";
import { say } from "./words.js";

const BEGINS = "#/article/";

/** Open what the address links to, now and whenever it changes. */
export function followLinks(reader) {
  const follow = async () => {
    if (!location.hash.startsWith(BEGINS)) return;
    const place = await linked(location.hash);
    reader.open(place, [place], null);
  };
  addEventListener("hashchange", follow);
  follow();
}

/** The address that opens a quotation here, from the link that the archive gives for it. */
export const address = (link) => new URL(link, location.href).href;

/** Take the link off the address: what it opened is no longer shown. */
export const leaveLink = () => history.replaceState(null, "", location.pathname);

/** The place that a link is to, with a note of what has become of it; without an article where that is gone. */
async function linked(hash) {
  try {
    const standing = await json(`/v1/verify?link=${encodeURIComponent(hash)}`);
    const note = { kind: standing.state, words: say(standing.state) };
    return standing.state === "changed" ? { ...wholeArticle(standing.article), note } : { ...standing, note };
  } catch (error) {
    return { article: null, note: { kind: "gone", words: error.message } };
  }
}
