// What the reader has chosen of how the page is shown. It is in the page's own address, so that it stays when the page is loaded
// again, and in a bookmark; nothing is stored.

const PARTS = "parts";

/** By the name of a part, whether it is to be open, or whole. */
const choices = new Map((addressed(PARTS) || "").split("_").filter(one => /^-?[a-z.]{1,40}$/.test(one))
  .map(one => one.startsWith("-") ? [one.slice(1), false] : [one, true]));

/** What the page's address says; null if nothing. */
export function addressed(name) {
  return new URLSearchParams(location.search).get(name);
}

/** Has the page's address say so from now on. */
export function note(name, value) {
  const query = new URLSearchParams(location.search);
  query.set(name, value);
  history.replaceState(null, "", "?" + query + location.hash);
}

/** What the reader chose for a part; null if nothing yet. */
export function chosen(name) {
  return choices.get(name) ?? null;
}

/** Remembers what the reader chose. */
export function choose(name, value) {
  if (chosen(name) !== value) {
    choices.set(name, value);
    note(PARTS, [...choices].map(([part, open]) => (open ? "" : "-") + part).join("_"));
  }
}
