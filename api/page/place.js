// Places: where an article or a quotation stands, in words.

import { say } from "./words.js";

/** `73–77, 80`, of lines as the archive gives them. */
export const linesText = (lines) =>
  lines.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");

/** The headline, or the words that stand for one. */
export const headline = (article) => article.title || say("untitled");

/** Paper, date and page, as far as they are known. */
export function issue({ paper, date, page }) {
  return [paper, date, page && say("page", page)].filter(Boolean).join(" · ");
}

/** File and lines, of a citation, a hit or a part; of a PDF its page too, as browsers write it. */
export const fileAndLines = ({ file, lines, pdf_page: page }) => `${file}${page ? `#page=${page}` : ""}:${linesText(lines)}`;

/** An article as a place to open: all of it, with nothing highlighted. */
export const wholeArticle = (article) => ({ article, file: article.file, page: article.page, ...article.parts[0], start: 0, end: 0 });
