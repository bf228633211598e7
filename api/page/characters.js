// Characters: the archive counts Unicode code points, JavaScript's strings count UTF-16 units.

/** The place in `text`, in UTF-16 units, of the code point that the archive calls `offset`. */
export function unitsBefore(text, offset) {
  let units = 0;
  for (let points = 0; points < offset && units < text.length; points += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** `text` before, within and after the span from `start` to `end`, which count code points. */
export function cut(text, start, end) {
  const [from, to] = [unitsBefore(text, start), unitsBefore(text, end)];
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

/** The language to set text in, for its font and its line breaks. */
export const scriptOf = (text) => (/\p{Script=Han}/u.test(text) ? "zh-Hans" : null);
