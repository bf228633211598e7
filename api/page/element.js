// Elements, made without ever reading text as markup: what a source says can only become a text node.

/** An element with attributes (`onclick` and its like are listeners; null and false are left out). */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

// What would command, or turn the direction of writing round for whatever follows it.
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Text as it may be shown: as long as it was, what is unsafe in it made visible. */
const safe = (value) => (typeof value === "string" ? value.replace(UNSAFE, "\ufffd") : value);

export const at = (id) => document.getElementById(id);

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, name === "value" ? value : safe(value));
  }
  const said = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "");
  made.append(...said.map(safe));
  return made;
}
