// Draws plots with Chart.js, in the colours of the style sheet. Each has its figures as a table beside it, and says the
// most of it in words: a canvas is nothing to a screen reader.

import { el, table } from "./dom.js";
import { count, duration } from "./format.js";

/** Where the bars of every histogram of times end, so that they can be compared. The last takes all that is longer. */
const EDGES_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 30000, 60000, 120000, 300000, Infinity];

const plots = [];
const dark = matchMedia("(prefers-color-scheme: dark)");

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

function options(plot) {
  const ink = colour("muted");
  const line = colour("line");
  const across = plot.across === true;
  const counted = {
    stacked: plot.stacked, beginAtZero: true, border: { display: false },
    ticks: { color: ink, precision: 0, maxTicksLimit: plot.small ? 3 : 5, callback: value => count(value) + plot.unit },
    grid: { color: line, drawTicks: false },
  };
  const named = {
    stacked: plot.stacked, border: { color: line }, grid: { display: false },
    ticks: { color: ink, maxRotation: 0, autoSkip: !across, autoSkipPadding: plot.small ? 8 : 14 },
  };
  return {
    animation: false, responsive: true, maintainAspectRatio: false, indexAxis: across ? "y" : "x",
    interaction: { mode: "index", intersect: false, axis: across ? "y" : "x" },
    scales: across ? { x: counted, y: named } : { x: named, y: counted },
    plugins: {
      legend: {
        display: plot.series.length > 1, position: "top", align: "start",
        labels: { color: colour("ink"), boxWidth: 10, boxHeight: 10, padding: 14 },
      },
      tooltip: {
        backgroundColor: colour("ink"), titleColor: colour("panel"), bodyColor: colour("panel"), padding: 8, cornerRadius: 4,
        boxPadding: 4, filter: item => item.raw > 0,
        callbacks: { label: item => " " + item.dataset.label + ": " + count(item.raw) + plot.unit },
      },
    },
  };
}

/** A bar chart in a host element: series are {label, colour}, colour being a name of the style sheet. */
export class Plot {
  constructor(host, { series, stacked = false, across = false, small = false, unit = "", heads }) {
    Object.assign(this, { series, stacked, across, small, unit });
    this.canvas = el("canvas", { role: "img" });
    this.frame = el("div", { class: "plot" + (small ? " small" : "") }, this.canvas);
    const figures = el("div");
    this.figures = table(figures, heads[0], [{ head: heads[1], cell: row => row.label },
      ...series.map((one, at) => ({ head: one.label, number: true, cell: row => count(row.values[at]) }))], "No figures yet.", { sheet: true });
    this.details = el("details", { class: "figures" }, el("summary", {}, "As a table"), figures);
    host.replaceChildren(this.frame, this.details);
    this.chart = null;
    this.last = "";
    plots.push(this);
  }

  /** Shows labels and, for each series, as many values; words say the most of it. */
  show(labels, values, words, rows = labels.map((label, at) => ({ label, values: values.map(one => one[at]) }))) {
    this.canvas.setAttribute("aria-label", words);
    const content = JSON.stringify([labels, values]);
    if (content === this.last) {
      return;
    }
    this.last = content;
    this.figures(rows, row => row.label);
    if (this.across) {
      const lines = Math.max(2, labels.length);
      this.frame.className = "plot lines-" + Math.min(12, lines);
    }
    const empty = values.every(counts => counts.every(value => !(value > 0)));
    this.frame.hidden = empty || typeof window.Chart !== "function";
    this.details.hidden = empty;
    if (this.frame.hidden) {
      return;
    }
    if (this.chart === null) {
      window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
      window.Chart.defaults.font.size = 11;
      this.chart = new window.Chart(this.canvas, { type: "bar", data: { labels: [], datasets: [] }, options: options(this) });
    }
    this.chart.data.labels = labels;
    this.chart.data.datasets = this.series.map((one, at) => ({
      label: one.label, data: values[at], backgroundColor: colour(one.colour), borderRadius: this.stacked ? 0 : 2,
      barPercentage: this.stacked && !this.across ? 1 : 0.86, categoryPercentage: this.stacked && !this.across ? 0.94 : 0.86,
      maxBarThickness: this.across ? 16 : undefined,
    }));
    this.chart.update();
  }

  /** Again, in the colours that hold now. */
  repaint() {
    if (this.chart !== null) {
      this.chart.options = options(this);
      this.chart.data.datasets.forEach((set, at) => {
        set.backgroundColor = colour(this.series[at].colour);
      });
      this.chart.update();
    }
  }

  /** Ends it; its host may go. */
  end() {
    plots.splice(plots.indexOf(this), 1);
    if (this.chart !== null) {
      this.chart.destroy();
      this.chart = null;
    }
  }
}

dark.addEventListener("change", () => plots.forEach(plot => plot.repaint()));

/** Histograms of times on one scale: {labels, values}, without the empty ends that all of them have. */
export function histograms(all) {
  const values = all.map(steps => {
    const counts = EDGES_MS.map(() => 0);
    for (const step of Array.isArray(steps) ? steps : []) {
      counts[EDGES_MS.findIndex(edge => step.upToMs <= edge * 1.0001)] += step.count;
    }
    return counts;
  });
  const used = EDGES_MS.map((_, at) => values.some(counts => counts[at] > 0));
  const first = Math.max(0, used.indexOf(true) - 1);
  const last = used.lastIndexOf(true) + 1;
  const labels = EDGES_MS.map((edge, at) => edge === Infinity ? "> " + duration(EDGES_MS[at - 1]) : "≤ " + duration(edge));
  return last === 0 ? { labels: [], values: values.map(() => []) }
    : { labels: labels.slice(first, last), values: values.map(counts => counts.slice(first, last)) };
}
