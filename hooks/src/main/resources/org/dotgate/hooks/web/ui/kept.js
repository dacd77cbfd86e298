// Messages that were refused and kept: to look at as plain text, to release, to delete.

import { get, post, remove, segment } from "./api.js";
import { carryOut, facts, open } from "./dialogs.js";
import { el, foreign, roomy, table, time, write } from "./dom.js";
import { bytes, clock, plural, shown } from "./format.js";
import { mailPath } from "./parked.js";
import { Poll } from "./poll.js";

const PER_PAGE = roomy ? 20 : 10;
const MOST_TEXT = 100000;
/** So many can be paged through. */
const MOST_LISTED = 100000;

const subject = one => one.problem ? el("span", { class: "none" }, shown(one.problem, 300))
  : one.subject ? foreign(one.subject) : el("span", { class: "none" }, "no subject");

const lines = all => el("ul", { class: "plain-list" }, all.slice(0, 100).map(one => el("li", {}, foreign(one))));

/** What is known of one, to tell it from others; one that cannot be read has a key only. */
function letter(one) {
  if (one.problem) {
    return [["Key", el("code", {}, foreign(one.key))], ["Problem", shown(one.problem, 300)]];
  }
  return [
    ["Subject", subject(one)],
    ["From", foreign(one.sender || "<>")],
    ["To", lines(one.recipients || [])],
  ];
}

/** Headers may come as text, as lines, or as names and values. */
function headerText(headers) {
  const lines = Array.isArray(headers) ? headers.map(one => typeof one === "string" ? one : one.name + ": " + one.value)
    : headers && typeof headers === "object" ? Object.entries(headers).map(([name, value]) => name + ": " + value) : [String(headers || "")];
  return lines.join("\n");
}

async function show(one, poll) {
  const dialog = open("A kept message");
  try {
    const whole = await get("kept/" + segment(one.key));
    if (dialog.current()) {
      dialog.body.replaceChildren(...[
        facts([...letter(whole), ["Kept", el("span", {}, time(whole.at), whole.by ? el("span", {}, " by ", foreign(whole.by)) : null)],
          ["Reason", whole.reason ? foreign(whole.reason) : ""], ["Client", foreign(whole.client)], ["Queue id", el("code", {}, foreign(whole.id || "none"))],
          ["Size", bytes(whole.size)],
          ...((whole.attachments || []).length > 0 ? [["Attachments", lines(whole.attachments)]] : [])]),
        el("p", { class: "deeds" }, el("button", { type: "button", click: () => release(whole, poll) }, "Release"),
          el("button", { type: "button", class: "danger-line", click: () => drop(whole, poll) }, "Delete")),
        whole.whole === false ? el("p", { class: "notice quiet" }, "There is more in it than is shown.") : null,
        el("h3", {}, "Headers"), el("pre", { tabindex: 0, "aria-label": "Headers" }, shown(headerText(whole.headers), MOST_TEXT)),
        el("h3", {}, "Text"), el("pre", { tabindex: 0, "aria-label": "Text", class: "letter" }, shown(whole.text, MOST_TEXT) || "There is no text in it.")].filter(part => part !== null));
    }
  } catch (trouble) {
    dialog.body.replaceChildren(el("p", { class: "notice" }, "Not available. " + shown(trouble.message, 300)));
  }
}

function release(one, poll) {
  return carryOut(letter(one), poll, {
    title: "Release this message?", meaning: "It goes to its recipients as if nothing had been found in it.", action: "Release",
    done: "The message is in James’s queue.", failed: "The message was not released.", danger: false,
  }, () => post("kept/" + segment(one.key) + "/release"));
}

function drop(one, poll) {
  return carryOut(letter(one), poll, {
    title: "Delete this message?", meaning: "It cannot be brought back.", action: "Delete",
    done: "The message is deleted.", failed: "The message was not deleted.", danger: true,
  }, () => remove("kept/" + segment(one.key)));
}

/** How many there are, and how sure that is. */
function known(data) {
  const all = plural(data.count, "message", "messages");
  if (data.complete === false && !data.asOf) {
    return "The repository is being read: " + all + " so far.";
  }
  return all + "." + (data.asOf ? " Looked through at " + clock(data.asOf) + "." : "")
    + (data.complete === false ? " Not all of this page was read in time; it is tried again." : "");
}

export function kept() {
  const panel = document.getElementById("kept");
  const more = panel.querySelector("[data-older]");
  const first = panel.querySelector("[data-newest]");
  const words = panel.querySelector("[data-words]");
  let offset = 0;
  const about = one => one.id || one.key;
  const list = panel.querySelector("[data-table]");
  const fill = table(list, "Kept messages", [
    { head: "Kept", tight: true, card: "mark", cell: one => one.at ? time(one.at) : "–" },
    { head: "Subject", wide: true, card: "title", cell: subject },
    { head: "Mail", wide: true, card: "text", cell: one => one.problem ? "–" : mailPath(one) },
    { head: "Why", wide: true, card: "text", cell: one => el("span", { class: "reason" }, one.by ? el("span", {}, foreign(one.by), ": ") : null, foreign(one.reason || "–")) },
    { head: "Size", number: true, card: "mark", cell: one => one.problem ? "–" : bytes(one.size) },
    { head: "", card: "actions", cell: one => el("span", { class: "actions" },
      one.problem ? null : el("button", { type: "button", "aria-label": "Show message " + shown(about(one), 60), click: () => show(one, poll) }, "Show"),
      one.problem ? null : el("button", { type: "button", "aria-label": "Release message " + shown(about(one), 60), click: () => release(one, poll) }, "Release"),
      el("button", { type: "button", class: "danger-line", "aria-label": "Delete message " + shown(about(one), 60), click: () => drop(one, poll) }, "Delete")) },
  ], "No message is kept.", { few: "kept" });
  const poll = new Poll(panel, {
    route: "kept", every: 5000, parameters: () => ({ limit: PER_PAGE, offset: offset || null }),
    draw: data => {
      const entries = data.entries || [];
      if (entries.length === 0 && offset > 0 && data.complete !== false) {
        // its last message is gone, by a deed or since others deleted some
        offset = Math.min(offset - PER_PAGE, PER_PAGE * Math.max(0, Math.ceil((data.count || 0) / PER_PAGE) - 1));
        poll.now();
        return;
      }
      fill(entries, one => one.key);
      // while not all is read, that nothing is listed does not say that nothing is kept
      list.hidden = entries.length === 0 && data.complete === false;
      first.hidden = offset === 0;
      more.hidden = offset + PER_PAGE >= Math.min(data.count || 0, MOST_LISTED);
      write(words, Number.isFinite(data.count) ? known(data) : "");
    },
  });
  more.addEventListener("click", () => {
    offset += PER_PAGE;
    poll.restart();
  });
  first.addEventListener("click", () => {
    offset = 0;
    poll.restart();
  });
  poll.onForget = () => {
    offset = 0;
  };
  return poll;
}
