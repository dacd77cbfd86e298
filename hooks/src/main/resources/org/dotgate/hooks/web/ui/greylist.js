// What greylisting costs: whom it delays, how long, and who never came back.

import { foreign, measured, table, write } from "./dom.js";
import { clock, count, duration, percent } from "./format.js";
import { Poll } from "./poll.js";
import { lacksGreylist } from "./status.js";

const MOST = 25;

export function greylist() {
  const panel = document.getElementById("greylist");
  const since = panel.querySelector("[data-since]");
  const figures = panel.querySelectorAll("[data-figure]");
  const fill = table(panel.querySelector("[data-table]"), "Delay by domain of the sender", [
    { head: "Sender's domain", wide: true, card: "title", cell: one => foreign(one.domain || "<>") },
    { head: "Delayed", number: true, cell: one => count(one.delayed) },
    { head: "Came back", number: true, cell: one => count(one.passed) },
    { head: "Median delay", number: true, cell: one => one.passed > 0 ? measured(one.medianDelayMs, one.most, duration(one.medianDelayMs)) : "–" },
    { head: "Longest", number: true, cell: one => one.passed > 0 ? duration(one.maxDelayMs) : "–" },
  ], "Nobody has been delayed.", { few: "greylist" });
  return new Poll(panel, {
    route: "greylist-cost", every: 5000, lacking: lacksGreylist,
    draw: data => {
      write(since, data.since ? "counted since " + clock(data.since, false) : "");
      const values = {
        delayed: count(data.delayed), passed: count(data.passed), hops: count(data.poolHops),
        never: data.delayed > 0 ? percent(data.neverRetried, data.delayed) : count(data.neverRetried),
      };
      figures.forEach(figure => write(figure, values[figure.dataset.figure]));
      const domains = (data.domains || []).slice(0, MOST);
      const most = domains.reduce((longest, one) => Math.max(longest, one.medianDelayMs || 0), 0);
      fill(domains.map(one => ({ ...one, most })), one => one.domain);
    },
  });
}
