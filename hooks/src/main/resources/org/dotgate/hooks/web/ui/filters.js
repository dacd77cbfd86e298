// Each filter: what it says, how long it takes, and which phrases it finds.

import { histograms, Plot } from "./charts.js";
import { badge, el, foreign, measured, table, write } from "./dom.js";
import { clock, configName, count, duration, plural, shown, taken } from "./format.js";
import { Poll } from "./poll.js";

const MOST_PLOTS = 12;
const MOST_PHRASES = 20;

const verdict = (one, name) => (one.verdicts && one.verdicts[name]) || 0;

function name(one) {
  return el("span", {}, foreign(one.name), one.shadow ? badge("shadow", "info") : null, one.required ? badge("required") : null);
}

function trouble(value) {
  return value > 0 ? el("strong", { class: "bad" }, count(value)) : count(value || 0);
}

const COLUMNS = [
  { head: "#", number: true, cell: one => one.order === null || one.order === undefined ? "–" : String(one.order) },
  { head: "Filter", cell: name },
  { head: "Pass", number: true, cell: one => count(verdict(one, "pass")) },
  { head: "Accept", number: true, cell: one => count(verdict(one, "accept")) },
  { head: "Fail", number: true, cell: one => count(verdict(one, "fail")) },
  { head: "Would fail", number: true, cell: one => count(verdict(one, "shadow-fail")) },
  { head: "Cancelled", number: true, cell: one => count(verdict(one, "cancelled")) },
  { head: "Time-outs", number: true, cell: one => trouble(one.timeouts) },
  { head: "Errors", number: true, cell: one => trouble(one.errors) },
  { head: "Median", number: true, cell: one => taken(one, one.p50Ms) },
  { head: "p99", number: true, cell: one => taken(one, one.p99Ms) },
  { head: "Longest", number: true, cell: one => taken(one, one.maxMs) },
  { head: "Limit", number: true, cell: one => duration(one.timeoutMs) },
];

/** The plots of the filters that there are, each made once. */
class Plots {
  constructor(host) {
    this.host = host;
    this.made = new Map();
  }

  show(filters, key) {
    const keys = filters.map(key);
    if (JSON.stringify(keys) !== JSON.stringify([...this.made.keys()])) {
      this.made.forEach(one => one.plot.end());
      this.made = new Map(filters.map(one => {
        const host = el("div");
        const words = el("p", { class: "words" });
        const figure = el("figure", {}, el("figcaption", {}, foreign(one.name)), words, host);
        const heads = ["Time at the dot: " + shown(one.name, 100), "Time"];
        return [key(one), { figure, words, plot: new Plot(host, { series: [{ label: "Messages", colour: "time" }], small: true, heads }) }];
      }));
      this.host.replaceChildren(...[...this.made.values()].map(one => one.figure));
    }
    const { labels, values } = histograms(filters.map(one => one.histogram));
    filters.forEach((one, at) => {
      const text = one.count > 0 ? plural(one.count, "message", "messages") + " · median " + duration(one.p50Ms) + " · p99 " + duration(one.p99Ms) : "no message yet";
      const made = this.made.get(key(one));
      write(made.words, text);
      made.plot.show(labels, [values[at]], shown(one.name, 100) + ": " + text + ".");
    });
  }
}

export function filters() {
  const panel = document.getElementById("filters");
  const since = panel.querySelector("[data-since]");
  const phraseBox = panel.querySelector("[data-phrases]");
  const fill = table(panel.querySelector("[data-table]"), "Filters, and what they said", COLUMNS, "There are no filters.", { sheet: true });
  const phrases = table(panel.querySelector("[data-phrase-table]"), "Phrases of word lists, most found first", [
    { head: "Phrase", wide: true, card: "title", cell: one => foreign(one.phrase) },
    { head: "Filter", cell: one => foreign(one.filter) },
    { head: "Messages", number: true, cell: one => measured(one.hits, one.most, count(one.hits)) },
  ], "", { few: "phrases" });
  const plots = new Plots(panel.querySelector("[data-plots]"));
  return new Poll(panel, {
    route: "filters", every: 5000,
    draw: data => {
      const all = data.filters || [];
      const key = one => configName(one.config) + " " + one.name;
      write(since, data.since ? "counted since " + clock(data.since, false) : "");
      fill(all, key);
      plots.show(all.slice(0, MOST_PLOTS), key);
      const hits = all.flatMap(one => (one.phrases || []).map(phrase => ({ ...phrase, filter: one.name })))
        .sort((a, b) => b.hits - a.hits).slice(0, MOST_PHRASES);
      phraseBox.hidden = hits.length === 0;
      phrases(hits.map(one => ({ ...one, most: hits[0].hits })), one => one.filter + " " + one.phrase);
    },
  });
}
