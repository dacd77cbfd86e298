// What became of messages, minute by minute.

import { Plot } from "./charts.js";
import { write } from "./dom.js";
import { clock, count, percent } from "./format.js";
import { Poll } from "./poll.js";

export const OUTCOMES = [
  { name: "accepted", label: "Accepted", colour: "accepted" },
  { name: "deferred", label: "Deferred", colour: "deferred" },
  { name: "refused", label: "Refused", colour: "refused" },
  { name: "discarded", label: "Discarded", colour: "discarded" },
];
const MOST_BARS = 90;
const MOST_ROWS = 12;

/** Neighbouring steps as one, so that there are at most so many. */
function joined(steps, most) {
  const size = Math.max(1, Math.ceil(steps.length / most));
  const all = [];
  for (let end = steps.length; end > 0; end -= size) {
    const some = steps.slice(Math.max(0, end - size), end);
    all.unshift({ at: some[0].at, counts: OUTCOMES.map(one => some.reduce((sum, step) => sum + (step[one.name] || 0), 0)) });
  }
  return all;
}

export function outcomes() {
  const panel = document.getElementById("outcomes");
  const range = document.getElementById("range");
  const words = panel.querySelector("[data-words]");
  const plot = new Plot(panel.querySelector("[data-plot]"), { series: OUTCOMES, stacked: true, heads: ["Messages by outcome", "From"] });
  const poll = new Poll(panel, {
    route: "outcomes", every: 5000, parameters: () => ({ minutes: range.value }),
    draw: data => {
      const steps = data.steps || [];
      const totals = OUTCOMES.map(one => steps.reduce((sum, step) => sum + (step[one.name] || 0), 0));
      const all = totals.reduce((sum, one) => sum + one, 0);
      const text = all === 0 ? "No messages in this time."
        : count(all) + (all === 1 ? " message: " : " messages: ")
          + OUTCOMES.map((one, at) => percent(totals[at], all) + " " + one.name).join(", ") + ".";
      write(words, text);
      const bars = joined(steps, MOST_BARS);
      plot.show(bars.map(one => clock(one.at, false)), OUTCOMES.map((_, at) => bars.map(one => one.counts[at])), text,
        joined(steps, MOST_ROWS).map(one => ({ label: clock(one.at, false), values: one.counts })));
    },
  });
  range.addEventListener("change", () => poll.now());
  return poll;
}
