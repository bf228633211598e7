// Pictures: the page of a PDF as it is printed, the quotation framed.

import { element } from "./element.js";
import { reply } from "./server.js";
import { say } from "./words.js";

const WIDTH = 2000; // pixels: sharp also when it is enlarged

/** Whether the words of a place are printed in a PDF. */
export const isPrinted = ({ article, pdf_page: page }) => Boolean(page ?? article?.parts[0].pdf_page);

/** The printed page on which a citation, or the first part of an article, stands; a click enlarges it. */
export async function printedPage({ article, quote, start, end }) {
  const span = quote ? `&start=${start}&end=${end}` : "";
  const answer = await reply(`/v1/articles/${encodeURIComponent(article.id)}/picture?width=${WIDTH}${span}`);
  const image = element("img", { alt: say("printedPage"), src: URL.createObjectURL(await answer.blob()) });
  await image.decode();
  URL.revokeObjectURL(image.src);
  const frame = element("span", { class: "frame" });
  const button = element("button", { type: "button", class: "printed", "aria-pressed": "false", title: say("enlarge"),
    onclick: () => {
      button.setAttribute("aria-pressed", `${button.classList.toggle("large")}`);
      frame.scrollIntoView({ block: "center", inline: "center" });
    } }, image, frame);
  lay(frame, answer.headers.get("X-Frames"), image);
  return [button];
}

/** Lay an element over the first of the frames, `left,top,right,bottom` in pixels of the image. */
function lay(frame, frames, { naturalWidth, naturalHeight }) {
  const [left, top, right, bottom] = frames.split(" ")[0].split(",");
  const share = (of, all) => `${(100 * of) / all}%`;
  frame.style.inset = [share(top, naturalHeight), share(naturalWidth - right, naturalWidth),
    share(naturalHeight - bottom, naturalHeight), share(left, naturalWidth)].join(" ");
}
