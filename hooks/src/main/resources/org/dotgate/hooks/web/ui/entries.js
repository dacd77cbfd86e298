// Greylist entries: who waits and who has passed; each explained, forgotten, ended or let in.

import { advance } from "./advance.js";
import { get, post, remove, segment } from "./api.js";
import { carryOut, facts, open } from "./dialogs.js";
import { badge, el, foreign, moment, roomy, table, time } from "./dom.js";
import { count, duration, shown, withClocks } from "./format.js";
import { origins, standing } from "./origins.js";
import { records } from "./records.js";
import { lacksGreylist } from "./status.js";

const PER_PAGE = roomy ? 20 : 10;
const STATES = { waiting: "info", passed: "good", regular: "good", unreadable: "bad" };

const state = one => el("span", {}, badge(shown(one.state || "–", 30), STATES[one.state]), one.allowed ? badge("allowed", "good") : null);

function letter(one) {
  return [["Origin", foreign(one.origin)], ["Sender", foreign(one.sender || "<>")], ["Recipient", foreign(one.recipient)]];
}

function attempts(all) {
  const host = el("div");
  const fill = table(host, "Contents that wait", [
    { head: "Content", wide: true, card: "title", cell: one => el("code", {}, foreign(shown(one.content, 24))) },
    { head: "First came", cell: one => moment(one.first) },
    { head: "Passes from", cell: one => time(one.passesFrom) },
    { head: "Until", cell: one => time(one.until) },
  ]);
  fill(all.slice(0, 50).map((one, at) => ({ ...one, at })), one => one.at);
  return [el("h3", {}, "Contents that wait"), host];
}

const ACTS = {
  allow: {
    title: "Let this mail pass?", meaning: "Mail from this origin and sender to this recipient passes from now on, whatever it says.", action: "Let it pass",
    done: "Its mail passes from now on.", failed: "Nothing was changed.", danger: false, act: one => post("greylist/" + segment(one.key) + "/allow"),
  },
  expire: {
    title: "End this wait?", meaning: "As if its time were over: what comes next is a first attempt.", action: "End it",
    done: "The wait has ended.", failed: "The wait was not ended.", danger: true, act: one => post("greylist/" + segment(one.key) + "/expire"),
  },
  forget: {
    title: "Forget this entry?", meaning: "What comes next is a first attempt, and has to wait.", action: "Forget",
    done: "The entry is forgotten.", failed: "The entry was not forgotten.", danger: true, act: one => remove("greylist/" + segment(one.key)),
  },
};

function explanation(one, poll) {
  const button = (name, label, danger) => el("button", {
    type: "button", class: danger ? "danger-line" : null, click: () => carryOut(letter(one), poll, ACTS[name], () => ACTS[name].act(one)),
  }, label);
  return [
    el("p", { class: "why" }, foreign(withClocks(shown(one.explanation)))),
    facts([
      ...letter(one), ["State", state(one)], ["First came", moment(one.first)], ["Last came", moment(one.last)],
      ...(one.passesFrom ? [["Passes from", moment(one.passesFrom)]] : []),
      ...(one.passedSince ? [["Passed since", moment(one.passedSince)], ["Passes", count(one.passes)]] : []),
      ...(Number.isFinite(one.delayMs) ? [["Was delayed", duration(one.delayMs)]] : []),
      ...(one.allowed ? [["Allowed", moment(one.allowed)]] : []),
      ["Is forgotten", moment(one.expires)],
    ]),
    el("p", { class: "deeds" }, button("allow", "Let it pass"), one.passedSince ? null : button("expire", "End its wait", true), button("forget", "Forget", true)),
    ...((one.attempts || []).length > 0 ? attempts(one.attempts) : []),
    ...(one.autoPass ? [el("h3", {}, "Its origin"), ...standing(one.autoPass, poll)] : []),
  ];
}

async function explain(one, poll) {
  const dialog = open("Why this mail " + (one.state === "passed" ? "passes" : "waits"));
  try {
    const whole = await get("greylist/" + segment(one.key));
    if (dialog.current()) {
      dialog.body.replaceChildren(...explanation(whole, poll));
    }
  } catch (trouble) {
    dialog.body.replaceChildren(el("p", { class: "notice" }, "Not available. " + shown(trouble.message, 300)));
  }
}

export function entries() {
  const panel = document.getElementById("entries");
  const fill = table(panel.querySelector("[data-table]"), "Greylist entries", [
    { head: "State", card: "mark", cell: state },
    { head: "Origin", card: "mark", cell: one => foreign(one.origin) },
    { head: "Mail", wide: true, card: "title", cell: one => el("span", { class: "path" }, foreign(one.sender || "<>"), el("span", { class: "to" }, " → "), foreign(one.recipient)) },
    { head: "First came", tight: true, cell: one => one.first ? time(one.first) : "–" },
    { head: "Passes from", tight: true, cell: one => one.passesFrom && !one.passedSince ? time(one.passesFrom) : "–" },
    { head: "Passes", number: true, cell: one => one.passes > 0 ? count(one.passes) : "–" },
    { head: "Delay", number: true, cell: one => Number.isFinite(one.delayMs) ? duration(one.delayMs) : "–" },
    { head: "", card: "corner", cell: one => el("button", { type: "button", "aria-label": "Explain entry " + shown(one.key, 300), click: () => explain(one, poll) }, "Explain") },
  ], "No entry fits.", { few: "entries" });
  const poll = records(panel, { route: "greylist", limit: PER_PAGE, fill, key: one => one.key, lacking: lacksGreylist });
  advance(panel, poll);
  origins(panel, poll);
  return poll;
}
