// The parts of the page: each can be folded away, and is not asked for then; the links at the top lead to them.

import { choose, chosen } from "./choices.js";
import { roomy } from "./dom.js";

/** On a telephone, what corrects something is there, and what explains is a touch away. */
const FOLDED_WHERE_NARROW = ["senders", "greylist", "clients", "filters", "callouts"];

/** Whether it is folded away. */
export const folded = panel => panel.classList.contains("folded");

function fold(panel, away) {
  panel.classList.toggle("folded", away);
  panel.querySelector(".fold").setAttribute("aria-expanded", String(!away));
  panel.dispatchEvent(new Event(away ? "fold" : "unfold"));
}

/** Opens a part to which the reader goes. */
function enter(panel) {
  if (panel && panel.querySelector(".fold") && folded(panel)) {
    const body = panel.querySelector("[data-body]");
    if (body.hidden) {
      // there may be no room to go there before it is filled
      const filled = new MutationObserver(() => {
        filled.disconnect();
        panel.scrollIntoView();
      });
      filled.observe(body, { attributeFilter: ["hidden"] });
    }
    fold(panel, false);
    choose(panel.id, true);
  }
}

/** Has the link of the part that is read be marked, and seen. */
function follow(links) {
  const nav = document.querySelector("nav");
  const seen = new Set();
  function mark() {
    const ids = [...links.keys()];
    const end = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const at = end ? ids[ids.length - 1] : ids.find(id => seen.has(id));
    links.forEach((link, id) => {
      if (id === at) {
        link.setAttribute("aria-current", "true");
        nav.scrollTo({ left: link.offsetLeft - nav.clientWidth / 2 + link.clientWidth / 2 });
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }
  const observer = new IntersectionObserver(changes => {
    changes.forEach(change => change.isIntersecting ? seen.add(change.target.id) : seen.delete(change.target.id));
    mark();
  }, { rootMargin: "-100px 0px -55% 0px" });
  links.forEach((_, id) => observer.observe(document.getElementById(id)));
  addEventListener("scrollend", mark);
}

export function sections() {
  for (const panel of document.querySelectorAll(".panel:has(.fold)")) {
    const usual = !panel.hasAttribute("data-folded") && (roomy || !FOLDED_WHERE_NARROW.includes(panel.id));
    fold(panel, !(chosen(panel.id) ?? usual));
    panel.querySelector(".fold").addEventListener("click", () => {
      choose(panel.id, folded(panel));
      fold(panel, !folded(panel));
    });
  }
  for (const details of document.querySelectorAll("details[data-tool]")) {
    details.open = chosen(details.dataset.tool) ?? false;
    details.addEventListener("toggle", () => choose(details.dataset.tool, details.open));
  }
  const links = new Map([...document.querySelectorAll("nav a")].map(link => [link.hash.slice(1), link]));
  links.forEach((link, id) => link.addEventListener("click", () => enter(document.getElementById(id))));
  enter(document.getElementById(location.hash.slice(1)));
  follow(links);
}
