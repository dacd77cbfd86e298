// What would become of a message at the dot: one that is pasted, or of a file. Nothing is sent, kept or remembered.

import { send } from "./api.js";
import { open } from "./dialogs.js";
import { explanation } from "./decisions.js";
import { write } from "./dom.js";
import { bytes, sentence, shown } from "./format.js";

/** The budget at the dot has 170 s at most. */
const LONGEST_MS = 175000;
const LARGEST = 50 * 1048576;
/** An address: up to white space or a comma, of which there may be some between quotes. */
const ADDRESSES = /(?:"(?:[^"\\]|\\.)*"?|[^\s,"])+/g;

export function judge() {
  const panel = document.getElementById("judge");
  const text = document.getElementById("message");
  const file = document.getElementById("message-file");
  const go = panel.querySelector("[data-go]");
  const stop = panel.querySelector("[data-stop]");
  const notice = panel.querySelector("[data-notice]");
  const fields = [...panel.querySelectorAll("input[name]")];
  let patience = null;

  function tell(words) {
    notice.hidden = words === "";
    write(notice, words);
  }

  async function run() {
    const message = file.files[0] || text.value;
    if (!fields.every(field => field.reportValidity()) || !(message.size || message.length) && !text.reportValidity()) {
      return;
    }
    if (message.size > LARGEST) {
      tell("This file has " + bytes(message.size) + ". " + bytes(LARGEST) + " can be judged.");
      return;
    }
    const told = Object.fromEntries(fields.map(field => [field.name, field.value.trim()]));
    patience = new AbortController();
    go.disabled = true;
    stop.hidden = false;
    tell("");
    try {
      const decision = await send("judge", { ...told, recipient: told.recipient.match(ADDRESSES) || [] },
        { body: message, longest: LONGEST_MS, signal: patience.signal });
      open("It would be " + shown(decision.outcome, 30)).body.replaceChildren(...explanation(decision));
    } catch (trouble) {
      tell(patience.signal.aborted ? "Nobody waits for the verdict any more." : "Not judged. " + shown(sentence(trouble.message || "James answers with " + trouble.status), 500));
    } finally {
      patience = null;
      go.disabled = false;
      stop.hidden = true;
    }
  }

  go.addEventListener("click", run);
  stop.addEventListener("click", () => patience?.abort());
  file.addEventListener("change", () => {
    text.disabled = file.files.length > 0;
    panel.querySelector("[data-paste]").hidden = file.files.length === 0;
  });
  panel.querySelector("[data-paste]").addEventListener("click", () => {
    file.value = "";
    file.dispatchEvent(new Event("change"));
    text.focus();
  });
}
