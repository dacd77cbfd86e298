// The two dialogs of the page: one that shows something, one that asks before something is done. And what was done, said once.

import { el, write } from "./dom.js";
import { sentence, shown } from "./format.js";

const details = document.getElementById("details");
const confirmation = document.getElementById("confirm");
const said = document.getElementById("said");
let sayingEnds = null;

for (const dialog of [details, confirmation]) {
  dialog.querySelectorAll("[data-close]").forEach(button => button.addEventListener("click", () => dialog.close("")));
}
details.addEventListener("click", event => {
  if (event.target === details) {
    details.close("");
  }
});
details.addEventListener("close", showSaid);

/** Opens the dialog with a title; gives the element to fill, and whether it is still the same one that is open. */
export function open(title) {
  const body = el("div", { class: "dialog-body" }, el("p", { class: "none" }, "Asking …"));
  write(details.querySelector("h2"), title);
  details.querySelector("[data-dialog-body]").replaceChildren(body);
  if (!details.open) {
    details.showModal();
  }
  return { body, current: () => details.open && body.isConnected };
}

/** Whether the operator wants it: what is to be done, what it means, the facts of it, and the word on the button. */
export function ask(title, meaning, facts, action, danger) {
  write(confirmation.querySelector("h2"), title);
  write(confirmation.querySelector("[data-meaning]"), meaning);
  confirmation.querySelector("[data-facts]").replaceChildren(...facts);
  const button = confirmation.querySelector("[data-do]");
  write(button, action);
  button.className = danger ? "danger" : "primary";
  return new Promise(resolve => {
    button.onclick = () => confirmation.close("do");
    confirmation.addEventListener("close", () => resolve(confirmation.returnValue === "do"), { once: true });
    confirmation.returnValue = "";
    confirmation.showModal();
    confirmation.querySelector("[data-close]").focus();
  });
}

/** Beside a dialog that is open, nothing can be seen, heard or pressed. */
function showSaid() {
  const place = details.open ? details : document.body;
  if (said.parentElement !== place) {
    place.append(said);
  }
}

/** Says what came of it. Good news goes away by itself, bad news stays until it is put away. */
export function say(text, bad = false) {
  clearTimeout(sayingEnds);
  showSaid();
  const away = el("button", { type: "button", class: "plain", "aria-label": "Put this message away", click: () => said.replaceChildren() }, "×");
  said.replaceChildren(el("div", { class: bad ? "saying bad" : "saying", role: bad ? "alert" : "status" }, el("p", {}, text), away));
  if (!bad) {
    sayingEnds = setTimeout(() => said.replaceChildren(), 8000);
  }
}

/** Facts as a list of names and what they are; nothing is left out silently, an empty one is a dash. */
export function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value === "" || value === null ? "–" : value)]).flat());
}

/**
 * Does it if the operator wants it, once, and says what came of it. What was shown of the thing is put away then, for it is no
 * longer so.
 *
 * @param what facts about what it is done to
 * @param words title, meaning, action, danger, done and failed
 */
export async function carryOut(what, poll, words, act) {
  if (!await ask(words.title, words.meaning, [facts(what)], words.action, words.danger)) {
    return;
  }
  try {
    await act();
    details.close("");
    say(words.done);
  } catch (trouble) {
    say(words.failed + " " + shown(sentence(trouble.message || "James answered with " + trouble.status), 300), true);
  }
  poll.restart();
}
