// A list that is read from the store a page at a time, with fields above it that say what is looked for.

import { write } from "./dom.js";
import { Poll } from "./poll.js";

const TYPING_MS = 400;

/** The list of a panel whose fields have the names of the route's parameters in data-filter. Gives the poll that fills it. */
export function records(panel, { route, limit, fill, key, lacking }) {
  const fields = [...panel.querySelectorAll("[data-filter]")];
  const first = panel.querySelector("[data-newest]");
  const more = panel.querySelector("[data-older]");
  const words = panel.querySelector("[data-words]");
  const wanted = () => Object.fromEntries(fields.map(field => [field.dataset.filter, field.value.trim()]));
  const searched = () => fields.some(field => field.value.trim() !== "");
  let after = null;
  let next = null;
  let typing = null;
  const poll = new Poll(panel, {
    route, every: 10000, lacking,
    // a search may read much of the store, so it is made once, and again when somebody asks for it
    wanted: () => after === null && !searched() || poll.answered === null,
    parameters: () => ({ ...wanted(), after, limit }),
    draw: data => {
      const entries = data.entries || [];
      next = data.after ?? null;
      fill(entries, key);
      first.hidden = after === null;
      more.hidden = next === null;
      write(words, entries.length < limit && next !== null ? "Not all has been read yet: more may be found behind this page." : "");
    },
  });

  function turn(to) {
    clearTimeout(typing);
    after = to;
    poll.restart();
  }

  poll.onForget = () => {
    after = null;
  };
  more.addEventListener("click", () => turn(next));
  first.addEventListener("click", () => turn(null));
  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => turn(null), field.localName === "select" ? 0 : TYPING_MS);
    });
    field.addEventListener("keydown", event => {
      if (event.key === "Enter") {
        turn(null);
      }
    });
  }
  return poll;
}
