// What other mail servers answered when they were asked about senders, by who runs them.

import { Plot } from "./charts.js";
import { badge, foreign, table } from "./dom.js";
import { count, shown, withClocks } from "./format.js";
import { Poll } from "./poll.js";
import { lacksCallouts } from "./status.js";

const ANSWERS = [
  { name: "found", label: "Found", colour: "accepted" },
  { name: "catch_all", label: "Takes every address", colour: "catch-all" },
  { name: "not_found", label: "Not found", colour: "refused" },
  { name: "unroutable", label: "Unroutable", colour: "unroutable" },
  { name: "refused", label: "Refuses us", colour: "refuses-us" },
  { name: "unknown", label: "Unknown", colour: "discarded" },
];
const MOST_BARS = 10;
const MOST = 50;

const answered = (one, name) => (one.answers && one.answers[name]) || 0;
const total = one => ANSWERS.reduce((sum, answer) => sum + answered(one, answer.name), 0);

/** How much of a limit is used, of the host that is nearest to one. */
function used(busiest, now, limit) {
  if (!busiest) {
    return "–";
  }
  const text = count(busiest[now]) + " of " + count(busiest[limit]);
  return busiest[now] >= busiest[limit] ? badge(text, "info") : text;
}

export function callouts() {
  const panel = document.getElementById("callouts");
  const plot = new Plot(panel.querySelector("[data-plot]"), {
    series: ANSWERS, stacked: true, across: true, heads: ["Answers by provider", "Provider"],
  });
  const fill = table(panel.querySelector("[data-table]"), "Limits and breakers by provider", [
    { head: "Provider", wide: true, cell: one => foreign(one.provider) },
    { head: "Answers", number: true, cell: one => count(total(one)) },
    { head: "Connections", number: true, cell: one => used(one.busiest, "connections", "limitConnections") },
    { head: "Last minute", number: true, cell: one => used(one.busiest, "perMinute", "limitPerMinute") },
    { head: "Waiting", number: true, cell: one => one.waiting > 0 ? badge(count(one.waiting), "info") : "–" },
    { head: "Breaker", cell: one => one.breaker ? badge(withClocks(shown(one.breaker, 100)), "bad") : "closed" },
  ], "No server has been asked yet.", { sheet: true });
  return new Poll(panel, {
    route: "callout-providers", every: 5000, lacking: lacksCallouts,
    draw: data => {
      const all = [...(data.providers || [])].sort((a, b) => total(b) - total(a));
      const shownOnes = all.slice(0, MOST_BARS);
      const open = all.filter(one => one.breaker).length;
      fill(all.slice(0, MOST), one => one.provider);
      panel.querySelector("[data-plot]").hidden = all.length === 0;
      plot.show(shownOnes.map(one => shown(one.provider, 26)), ANSWERS.map(answer => shownOnes.map(one => answered(one, answer.name))),
        count(all.length) + " providers asked, " + count(open) + " of them behind an open breaker.");
    },
  });
}
