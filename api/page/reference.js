// References: a citation as others write it down, by GB/T 7714—2015 ([N], newspapers), APA 7 and in Markdown.

import { fileAndLines, headline } from "./place.js";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

/** The names in a byline, without what the paper writes around them. */
export function authors(byline) {
  const names = byline.replace(/^\s*(by)\s+/i, "").replace(/(本报|本刊|特约|见习|实习|首席)*(全媒体)?(记者|通讯员|评论员)|[●■◎○◆（）()]/g, " ");
  return (/\p{Script=Han}/u.test(names) ? names.split(/[\s、，,;；]+/u) : names.split(/\s*(?:,|;| and )\s*/))
    .map((name) => name.trim()).filter(Boolean);
}

/** GB/T 7714: `许青禾. 题名[N]. 报纸, 2023-10-26(1).` */
export function gbt({ article, page }) {
  const number = page ? `(${page})` : "";
  const issue = [article.paper, article.date].filter(Boolean).join(", ");
  return [authors(article.byline).join(", "), `${headline(article)}[N]`, issue && issue + number]
    .filter(Boolean).join(". ") + ".";
}

/** APA: `许青禾. (2023, October 26). 题名. 报纸, 1.` */
export function apa({ article, page }) {
  const [year, month, day] = article.date.split("-");
  const date = year ? `(${year}, ${MONTHS[month - 1]} ${Number(day)})` : "(n.d.)";
  const names = authors(article.byline);
  const by = names.length > 1 ? `${names.slice(0, -1).join(", ")}, & ${names.at(-1)}` : names.join("");
  const where = [article.paper, page].filter(Boolean).join(", ");
  return [...(by ? [by, date, headline(article)] : [headline(article), date]), where].filter(Boolean).join(". ") + ".";
}

/** Markdown: the quotation, and where it stands. */
export function markdown(citation) {
  const { article, quote } = citation;
  const source = [headline(article), article.paper, article.date].filter(Boolean).map(escaped).join(", ");
  const lines = quote ? quote.split("\n").map((line) => `> ${escaped(line)}`) : [];
  return [...lines, ...(quote ? [">"] : []), `${quote ? "> " : ""}— ${source}, \`${fileAndLines(citation)}\``].join("\n");
}

export const FORMATS = { "GB/T 7714": gbt, APA: apa, Markdown: markdown };

/** Text that Markdown shows as it is. */
const escaped = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");
