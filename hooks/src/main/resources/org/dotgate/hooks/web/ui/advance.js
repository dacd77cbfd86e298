// Lets mail pass the greylist before it has come.

import { post } from "./api.js";
import { carryOut } from "./dialogs.js";
import { foreign } from "./dom.js";

const WORDS = {
  title: "Let this mail pass in advance?", meaning: "Mail from there, of this sender to this recipient, passes from now on, whatever it says.",
  action: "Let it pass", done: "Its mail passes from now on.", failed: "Nothing was changed.", danger: false,
};

export function advance(panel, poll) {
  const tool = panel.querySelector("[data-tool=advance]");
  const fields = Object.fromEntries([...tool.querySelectorAll("input")].map(field => [field.name, field]));
  const all = Object.values(fields);

  async function allow() {
    if (!all.every(field => field.reportValidity())) {
      return;
    }
    const { client, sender, recipient } = Object.fromEntries(all.map(field => [field.name, field.value.trim()]));
    const facts = [["From", foreign(client)], ["Sender", foreign(sender || "<>")], ["Recipient", foreign(recipient)]];
    await carryOut(facts, poll, WORDS, async () => {
      await post("greylist", { client, sender, recipient });
      all.forEach(field => {
        field.value = "";
      });
    });
  }

  tool.querySelector("button").addEventListener("click", allow);
  all.forEach(field => field.addEventListener("keydown", event => {
    if (event.key === "Enter") {
      // or the same key would press a button of the dialog
      event.preventDefault();
      allow();
    }
  }));
}
