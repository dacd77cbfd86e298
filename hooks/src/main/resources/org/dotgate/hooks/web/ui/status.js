// How it goes, at the top: what needs somebody, in plain words, and how much there is to do.

import { configInUse } from "./api.js";
import { el, foreign, write } from "./dom.js";
import { configName, count, sentence, shown, withClocks } from "./format.js";
import { Poll } from "./poll.js";

const panel = document.getElementById("status");
const verdict = document.getElementById("verdict");
const lamp = document.getElementById("lamp");
const problems = document.getElementById("problems");

let setups = [];

/** What is known of the configuration in use; nothing before the first answer. */
function setupInUse() {
  return setups.find(one => one.config === configInUse()) || (setups.length === 1 ? setups[0] : {});
}

export const lacksGreylist = () => setupInUse().greylistAt === null ? "This configuration has no greylist." : null;
export const lacksCallouts = () => setupInUse().calloutReplyAt === null ? "This configuration asks about no senders." : null;

function figure(name, value) {
  write(panel.querySelector("[data-figure=" + name + "]"), count(value));
}

/** Every problem as a sentence and what goes with it. */
function troubles(status) {
  const several = (status.configurations || []).length > 1;
  return (status.problems || []).map(one => {
    const where = one.config && several ? configName(one.config) + ": " : "";
    return [where + sentence(withClocks(shown(one.text))), one.detail];
  });
}

function setup(one) {
  const dot = (one.dot || []).map(name => shown(name, 100)).join(" → ") || "nothing";
  const parts = ["At the dot: " + dot, one.greylistAt ? "greylist at " + shown(one.greylistAt, 20) : "no greylist",
    one.calloutReplyAt ? "call-outs applied at " + shown(one.calloutReplyAt, 20) : "no call-outs"];
  return el("li", {}, el("strong", {}, configName(one.config)), " " + parts.join(" · "));
}

function draw(status) {
  const found = troubles(status);
  write(verdict, found.length === 0 ? "All is well" : found.length === 1 ? "1 problem" : found.length + " problems");
  verdict.className = found.length === 0 ? "good" : "bad";
  lamp.className = "lamp " + verdict.className;
  const told = JSON.stringify(found);
  if (problems.dataset.told !== told) {
    problems.dataset.told = told;
    problems.replaceChildren(...found.map(([text, cause]) => el("li", {}, text, cause ? el("span", { class: "cause" }, foreign(cause)) : null)));
  }
  problems.hidden = found.length === 0;
  const sum = name => (status.callouts || []).reduce((all, one) => all + (one[name] || 0), 0);
  figure("parked", status.parked);
  figure("waiting", status.workersWaiting);
  figure("probing", sum("probing"));
  figure("queued", sum("queued"));
  write(document.getElementById("version"), status.version ? shown(status.version, 40) : "");
  setups = Array.isArray(status.configurations) ? status.configurations : [];
  const list = document.getElementById("setups");
  const lines = JSON.stringify(setups);
  if (list.dataset.told !== lines) {
    list.dataset.told = lines;
    list.replaceChildren(...setups.map(setup));
  }
}

/** @param onConfigurations is told the names of all configurations */
export function status(onConfigurations) {
  return new Poll(panel, {
    route: "status", every: 3000, name: "The status",
    draw: data => {
      draw(data);
      onConfigurations((data.configurations || []).map(one => String(one.config)));
    },
  });
}
