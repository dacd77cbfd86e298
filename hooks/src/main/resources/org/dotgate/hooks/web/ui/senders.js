// What call-outs have found of senders' addresses; each explained and forgotten.

import { get, remove, segment } from "./api.js";
import { carryOut, facts, open } from "./dialogs.js";
import { badge, el, foreign, moment, roomy, table, time } from "./dom.js";
import { shown } from "./format.js";
import { records } from "./records.js";
import { lacksCallouts } from "./status.js";

const PER_PAGE = roomy ? 20 : 10;
const KINDS = { found: "good", catch_all: "good", not_found: "bad", unroutable: "bad", refused: "info", unknown: "", pending: "" };
const MOST_TEXT = 100000;

const answer = one => badge(shown(one.answer || "–", 30).replace(/_/g, " "), KINDS[one.answer]);

const FORGETTING = {
  title: "Forget this address?", meaning: "Its server is asked again when its next message comes.", action: "Forget",
  done: "The address is forgotten.", failed: "The address was not forgotten.", danger: true,
};

function explanation(one, poll) {
  const told = one.checked ? [
    ["Told by", one.mx ? foreign(one.mx) : "no server"],
    ["Told at", el("span", {}, shown(one.at || "–", 20), ", with " + shown(one.stage || "–", 20) + " time-outs")],
    ["Asked", moment(one.checked)], ["Holds until", time(one.expires)],
  ] : [];
  return [
    facts([
      ["Address", foreign(one.address)], ["Answer", answer(one)], ...told, ["Reason", one.reason ? foreign(one.reason) : ""],
      ["Asked next", el("span", {}, time(one.nextProbe), one.answer === "pending" ? ", in the background" : " or later, when its mail comes")],
    ]),
    el("p", { class: "deeds" }, el("button", {
      type: "button", class: "danger-line", click: () => carryOut([["Address", foreign(one.address)]], poll, FORGETTING, () => remove("callouts/" + segment(one.address))),
    }, "Forget")),
    el("h3", {}, "What was said"),
    el("pre", { tabindex: 0, "aria-label": "What was said" }, shown((one.transcript || []).join("\n"), MOST_TEXT) || "Nobody was asked."),
  ];
}

async function explain(address, poll) {
  const dialog = open("A sender’s address");
  try {
    const whole = await get("callouts/" + segment(address));
    if (dialog.current()) {
      dialog.body.replaceChildren(...explanation(whole, poll));
    }
  } catch (trouble) {
    dialog.body.replaceChildren(el("p", { class: "notice" }, shown(trouble.message || "Not available.", 300)));
  }
}

export function senders() {
  const panel = document.getElementById("senders");
  const address = document.getElementById("sender-address");
  const fill = table(panel.querySelector("[data-table]"), "Senders’ addresses that were asked about", [
    { head: "Answer", card: "mark", cell: answer },
    { head: "Address", wide: true, card: "title", cell: one => foreign(one.address) },
    { head: "Told by", cell: one => one.mx ? foreign(one.mx) : "–" },
    { head: "Asked", tight: true, cell: one => time(one.checked) },
    { head: "Holds until", tight: true, cell: one => time(one.expires) },
    { head: "Reason", wide: true, card: "text", cell: one => foreign(one.reason || "–", { class: "foreign reason" }) },
    { head: "", card: "corner", cell: one => el("button", { type: "button", "aria-label": "Explain address " + shown(one.address, 300), click: () => explain(one.address, poll) }, "Explain") },
  ], "No address fits.", { few: "senders" });
  const poll = records(panel, { route: "callouts", limit: PER_PAGE, fill, key: one => one.address, lacking: lacksCallouts });
  const look = () => address.value.trim() && explain(address.value.trim(), poll);
  const isWhole = () => /.@./.test(address.value.trim());
  document.getElementById("sender-look").addEventListener("click", look);
  address.addEventListener("keydown", event => {
    // of a part of an address, the list is the answer
    if (event.key === "Enter" && isWhole()) {
      // or the same key would press the button of the dialog that has the focus by then
      event.preventDefault();
      look();
    }
  });
  return poll;
}
