// Puts the page together: panels, the choice of configuration, the token, and reading the configuration again.

import { configInUse, post, useConfig, useToken } from "./api.js";
import { callouts } from "./callouts.js";
import { addressed, note } from "./choices.js";
import { clients } from "./clients.js";
import { decisions } from "./decisions.js";
import { ask, say } from "./dialogs.js";
import { el } from "./dom.js";
import { entries } from "./entries.js";
import { filters } from "./filters.js";
import { configName, sentence, shown } from "./format.js";
import { greylist } from "./greylist.js";
import { judge } from "./judge.js";
import { kept } from "./kept.js";
import { outcomes } from "./outcomes.js";
import { parked } from "./parked.js";
import { askAll, begin, forgetAll, whenUnknown } from "./poll.js";
import { sections } from "./sections.js";
import { senders } from "./senders.js";
import { status } from "./status.js";

const choice = document.getElementById("config");
const door = document.getElementById("door");
const token = document.getElementById("token");
const reload = document.getElementById("reload");

let known = "";

/** Offers the configurations that there are, if there is a choice; the page's own address may name one. */
function offer(names) {
  const all = JSON.stringify(names);
  if (all === known) {
    return;
  }
  known = all;
  document.getElementById("config-choice").hidden = names.length < 2;
  const usual = names.find(name => name.endsWith("/dotgate.ini")) || names[0];
  const asked = [choice.value, addressed("config")];
  const chosen = asked.find(name => names.includes(name)) || usual;
  choice.replaceChildren(...names.map(name => el("option", { value: name, selected: name === chosen }, configName(name))));
  use(names.length > 1 ? chosen : null);
}

function use(name) {
  if (name !== configInUse()) {
    useConfig(name);
    forgetAll();
  }
}

choice.addEventListener("change", () => {
  note("config", choice.value);
  use(choice.value);
});

const refused = new Set();

whenUnknown((poll, unknown) => {
  if (unknown) {
    refused.add(poll);
  } else {
    refused.delete(poll);
  }
  door.hidden = refused.size === 0;
});

function enter() {
  useToken(token.value.trim());
  token.value = "";
  askAll();
}

document.getElementById("enter").addEventListener("click", enter);
token.addEventListener("keydown", event => {
  if (event.key === "Enter") {
    enter();
  }
});

reload.addEventListener("click", async () => {
  const sure = await ask("Read the configuration again?", "Messages that arrive from now on are judged by it. If anything in it is wrong, the old one stays.",
    [], "Read it", false);
  if (!sure) {
    return;
  }
  reload.disabled = true;
  try {
    await post("reload");
    say("The configuration was read again and is in force.");
    askAll();
  } catch (trouble) {
    say(trouble.status === 400 ? shown(sentence(trouble.message), 1000)
      : "The configuration was not read. " + shown(trouble.message, 300), true);
  } finally {
    reload.disabled = false;
  }
});

sections();
status(offer);
parked();
outcomes();
decisions();
filters();
clients();
greylist();
entries();
callouts();
senders();
kept();
judge();
begin();
