// Sessions that wait now, at their dot or at a command, the longest first.

import { el, foreign, table, write } from "./dom.js";
import { count, duration, shown } from "./format.js";
import { Poll } from "./poll.js";

const MOST = 50;

const COMMANDS = { MAIL: "MAIL", RCPT: "RCPT", DOT: "the dot" };

/** Where in its session a client was. */
export const place = command => COMMANDS[command] || shown(command || "–", 20);

export function mailPath(item) {
  const [first, ...more] = item.recipients || [];
  return el("span", { class: "path" }, foreign(item.sender || "<>"), el("span", { class: "to" }, " → "), first ? foreign(first) : "nobody yet",
    more.length > 0 ? el("span", { class: "more", title: more.map(one => shown(one, 100)).slice(0, 20).join("\n") }, " and " + count(more.length) + " more") : null);
}

export function parked() {
  const panel = document.getElementById("parked");
  const more = panel.querySelector("[data-more]");
  const fill = table(panel.querySelector("[data-table]"), "Sessions that wait now", [
    { head: "Waits", number: true, card: "mark", cell: one => duration(one.ageMs) },
    { head: "At", card: "mark", cell: one => el("span", {}, place(one.at), one.filter ? ", " : null, one.filter ? foreign(one.filter) : null) },
    { head: "Client", tight: true, cell: one => foreign(one.client) },
    { head: "Mail", wide: true, card: "title", cell: mailPath },
  ], "No session waits.", { few: "parked" });
  return new Poll(panel, {
    route: "parked", every: 2000, parameters: () => ({ limit: MOST }),
    draw: data => {
      const entries = data.entries || [];
      fill(entries.map((one, at) => ({ ...one, at_: at })), one => one.id + " " + one.at_);
      const rest = (data.count || 0) - entries.length;
      more.hidden = rest <= 0;
      write(more, rest > 0 ? "and " + count(rest) + " more" : "");
    },
  });
}
