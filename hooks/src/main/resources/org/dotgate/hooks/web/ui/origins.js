// Where mail comes from that has passed the greylist often, and need not wait any more: a network, or a domain that SPF vouches for.

import { get, remove, segment } from "./api.js";
import { carryOut, facts, open } from "./dialogs.js";
import { badge, el, foreign, moment } from "./dom.js";
import { count, shown } from "./format.js";

const FORGETTING = {
  title: "Forget how often it has passed?", meaning: "What comes from there has to wait again, unless its own entry lets it pass.", action: "Forget",
  done: "The origin is forgotten.", failed: "The origin was not forgotten.", danger: true,
};

/** How often an origin has passed, and the way to forget that. */
export function standing(origin, poll) {
  const forget = () => carryOut([["Origin", foreign(origin.origin)]], poll, FORGETTING, () => remove("greylist/" + segment(origin.origin)));
  return [
    facts([
      ["Origin", el("span", {}, foreign(origin.origin), origin.by === "spf" ? badge("SPF") : null)],
      ["Passes", count(origin.passes) + " of " + count(origin.needed) + (origin.regular ? ": is not delayed any more" : " before it is not delayed any more")],
      ["Since", moment(origin.since)], ["Is forgotten", moment(origin.expires)],
    ]),
    el("p", { class: "deeds" }, el("button", { type: "button", class: "danger-line", disabled: !(origin.passes > 0), click: forget }, "Forget its passes")),
  ];
}

async function explain(origin, poll) {
  const dialog = open("An origin of mail");
  try {
    const whole = await get("greylist/" + segment(origin));
    if (dialog.current()) {
      dialog.body.replaceChildren(...standing(whole, poll));
    }
  } catch (trouble) {
    dialog.body.replaceChildren(el("p", { class: "notice" }, shown(trouble.message || "Not available.", 300)));
  }
}

export function origins(panel, poll) {
  const tool = panel.querySelector("[data-tool=origin]");
  const field = tool.querySelector("input");
  // a key with blanks is an entry's
  const look = () => field.reportValidity() && explain(field.value.trim().replace(/\s+/g, ""), poll);
  tool.querySelector("button").addEventListener("click", look);
  field.addEventListener("keydown", event => {
    if (event.key === "Enter") {
      event.preventDefault();
      look();
    }
  });
}
