// How patient clients are: how long they waited for the reply to their dot, and how long until others had enough.

import { histograms, Plot } from "./charts.js";
import { el, table, write } from "./dom.js";
import { clock, count, percent, plural, taken } from "./format.js";
import { Poll } from "./poll.js";

const ENDS = [
  { name: "answered", label: "Waited for the answer", colour: "accepted" },
  { name: "dropped", label: "Dropped the connection", colour: "refused" },
  { name: "quit", label: "Sent QUIT meanwhile", colour: "deferred" },
];

export function clients() {
  const panel = document.getElementById("clients");
  const words = panel.querySelector("[data-words]");
  const since = panel.querySelector("[data-since]");
  const plot = new Plot(panel.querySelector("[data-plot]"), { series: ENDS, unit: " %", heads: ["How long clients waited", "Time"] });
  const fill = table(panel.querySelector("[data-table]"), "How long clients waited", [
    { head: "Client", cell: one => el("span", {}, el("span", { class: "key " + one.colour }), one.label) },
    { head: "Messages", number: true, cell: one => count(one.count) },
    { head: "Median", number: true, cell: one => taken(one, one.p50Ms) },
    { head: "p99", number: true, cell: one => taken(one, one.p99Ms) },
    { head: "Longest", number: true, cell: one => taken(one, one.maxMs) },
  ], "", { sheet: true });
  return new Poll(panel, {
    route: "clients", every: 5000,
    draw: data => {
      const all = ENDS.map(one => ({ ...one, ...(data[one.name] || { count: 0 }) }));
      const total = all.reduce((sum, one) => sum + (one.count || 0), 0);
      const gone = all[1].count || 0;
      const text = total === 0 ? "Nobody has waited yet."
        : gone === 0 ? "No client dropped the connection while it waited."
          : percent(gone, total) + " dropped the connection while they waited; " + (data.cameBack > 0 ? plural(data.cameBack, "message", "messages") : "none")
            + " came back afterwards.";
      write(words, text);
      write(since, data.since ? "counted since " + clock(data.since, false) : "");
      fill(all, one => one.name);
      const { labels, values } = histograms(all.map(one => one.histogram));
      // of each kind by itself: those who drop are few, and would not be seen beside those who wait
      const shares = values.map(counts => {
        const sum = counts.reduce((one, other) => one + other, 0);
        return counts.map(one => sum > 0 ? Math.round(one / sum * 1000) / 10 : 0);
      });
      plot.show(labels, shares, text, labels.map((label, at) => ({ label, values: values.map(counts => counts[at]) })));
    },
  });
}
