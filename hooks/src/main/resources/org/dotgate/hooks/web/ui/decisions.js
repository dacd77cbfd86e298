// What was decided lately, and why.

import { get, segment } from "./api.js";
import { facts, open } from "./dialogs.js";
import { badge, el, foreign, measured, roomy, table, time, write } from "./dom.js";
import { duration, shown } from "./format.js";
import { mailPath, place } from "./parked.js";
import { Poll } from "./poll.js";

const PER_PAGE = roomy ? 20 : 10;
const TYPING_MS = 300;
const VERDICT_KIND = { pass: "good", accept: "good", fail: "bad", "fail-keep": "bad", "shadow-fail": "info", cancelled: "" };
const ORIGIN = { timeout: "timed out", error: "error", cancelled: "cancelled" };

export function outcomeBadge(outcome) {
  const known = ["accepted", "refused", "deferred", "discarded"].includes(outcome);
  return badge(shown(outcome || "–", 30), known ? "outcome " + outcome : "");
}

function verdictCell(result) {
  return el("span", {}, badge(shown(result.verdict, 30), VERDICT_KIND[result.verdict]),
    result.shadow ? badge("shadow", "info") : null,
    ORIGIN[result.origin] && ORIGIN[result.origin] !== result.verdict ? badge(ORIGIN[result.origin], "bad") : null);
}

/** The explanation of one decision, of one that was only asked about as well. */
export function explanation(decision) {
  const results = el("div");
  const fill = table(results, "What each filter said", [
    { head: "Filter", card: "mark", cell: one => foreign(one.filter) },
    { head: "Verdict", card: "mark", cell: verdictCell },
    { head: "Time", number: true, cell: one => measured(one.timeMs, one.most, duration(one.timeMs)) },
    { head: "Score", number: true, cell: one => Number.isFinite(one.score) ? String(Math.round(one.score * 100) / 100) : "–" },
    { head: "Reason", wide: true, card: "text", cell: one => el("span", {}, foreign(one.reason || "–"), one.reply ? el("span", { class: "reply" }, foreign(one.reply)) : null) },
  ], "No filter ran.");
  const all = decision.results || [];
  const most = all.reduce((longest, one) => Math.max(longest, one.timeMs || 0), 0);
  fill(all.map((one, at) => ({ ...one, most, at })), one => one.at);
  return [
    facts([
      ["Outcome", el("span", {}, outcomeBadge(decision.outcome), decision.by ? el("span", {}, " by ", foreign(decision.by)) : null)],
      ["Reason", decision.reason ? foreign(decision.reason) : ""],
      ["Reply", el("code", {}, foreign(decision.reply || "none"))],
      ["When", el("span", {}, time(decision.at), " at " + place(decision.command) + ", after " + duration(decision.timeMs))],
      ["Client", foreign(decision.client)],
      ["Sender", foreign(decision.sender || "<>")],
      ["Recipients", el("ul", { class: "plain-list" }, (decision.recipients || []).slice(0, 100).map(one => el("li", {}, foreign(one))))],
      // one that was only asked about has neither
      ...(decision.number === null ? [] : [["Queue id", el("code", {}, foreign(decision.id || "none"))],
        ["Session", el("code", {}, foreign(decision.session || "none"))]]),
    ]),
    el("h3", {}, "What each filter said"), results,
  ];
}

async function explain(decision) {
  const dialog = open("Why it was " + shown(decision.outcome, 30));
  let fresh = decision;
  try {
    fresh = await get("decisions/" + segment(String(decision.number)));
  } catch (trouble) {
    if (!Array.isArray(decision.results)) {
      dialog.body.replaceChildren(el("p", { class: "notice" }, "Not available. " + shown(trouble.message, 300)));
      return;
    }
  }
  if (dialog.current()) {
    dialog.body.replaceChildren(...explanation(fresh));
  }
}

export function decisions() {
  const panel = document.getElementById("decisions");
  const search = document.getElementById("search");
  const older = panel.querySelector("[data-older]");
  const newest = panel.querySelector("[data-newest]");
  const none = "No decision fits.";
  let before = null;
  let typing = null;
  const fill = table(panel.querySelector("[data-table]"), "Recent decisions, the newest first", [
    { head: "When", tight: true, card: "mark", cell: one => time(one.at) },
    { head: "Outcome", card: "mark", cell: one => outcomeBadge(one.outcome) },
    { head: "Mail", wide: true, card: "title", cell: mailPath },
    { head: "Client", tight: true, cell: one => foreign(one.client) },
    { head: "By", cell: one => one.by ? foreign(one.by) : "–" },
    { head: "Reason", wide: true, card: "text", cell: one => foreign(one.reason || one.reply || "–", { class: one.reason ? "foreign reason" : "foreign reason none" }) },
    { head: "Took", number: true, cell: one => duration(one.timeMs) },
    { head: "", card: "corner", cell: one => el("button", { type: "button", "aria-label": "Explain decision " + one.number, click: () => explain(one) }, "Explain") },
  ], none, { few: "decisions" });
  const poll = new Poll(panel, {
    route: "decisions", every: 3000,
    // a page of the past does not change
    wanted: () => before === null || poll.answered === null,
    parameters: () => ({ text: search.value.trim(), before, limit: PER_PAGE }),
    draw: data => {
      fill(data.entries || [], one => one.number);
      newest.hidden = before === null;
      older.hidden = data.next === null || data.next === undefined;
      older.value = String(data.next);
    },
  });

  function turn(to) {
    before = to;
    poll.restart();
  }

  poll.onForget = () => {
    before = null;
  };
  older.addEventListener("click", () => turn(older.value));
  newest.addEventListener("click", () => turn(null));
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => turn(null), TYPING_MS);
  });
  search.addEventListener("keydown", event => {
    if (event.key === "Enter") {
      clearTimeout(typing);
      turn(null);
    }
  });
  write(panel.querySelector("[data-hint]"), "Queue id, session, sender, recipient or client.");
  return poll;
}
