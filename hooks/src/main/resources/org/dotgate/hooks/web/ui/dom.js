// Builds elements. Text only ever becomes a text node, so nothing in it can become markup.

import { choose, chosen } from "./choices.js";
import { ago, clock, count, shown } from "./format.js";

/**
 * An element with attributes and children; a child that is no node becomes text. Attributes whose value is null, undefined or
 * false are left out; a function is a listener.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined)
    .map(child => child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
}

/** Text that a stranger wrote: its direction stays its own. */
export function foreign(text, attributes = {}) {
  return el("bdi", { class: "foreign", ...attributes }, shown(text));
}

export function time(at) {
  return el("time", { datetime: at, title: at }, clock(at));
}

/** A time, and how far it is; a dash for none. */
export function moment(at) {
  return at ? el("span", {}, time(at), el("span", { class: "none" }, " " + ago(at))) : "–";
}

export function badge(text, kind) {
  return el("span", { class: "badge " + (kind || "") }, text);
}

/** A figure behind a bar as long as its share, which says nothing that the figure does not say. */
export function measured(value, most, text) {
  return el("span", { class: "measured" }, bar(value, most), el("span", {}, text));
}

function bar(value, most) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const width = most > 0 && value > 0 ? Math.max(1, Math.round(value / most * 64)) : 0;
  for (const [name, attribute] of [["class", "bar"], ["width", 64], ["height", 6], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, attribute);
  }
  for (const [name, attribute] of [["width", width], ["height", 6], ["rx", 1]]) {
    rect.setAttribute(name, attribute);
  }
  svg.append(rect);
  return svg;
}

/** Whether a row is a row: on a telephone, it is a card. */
export const roomy = matchMedia("(min-width: 641px)").matches;

/** So many cards are shown of a list at first. */
const FEW = 4;

/** Puts text into an element, if it is not there already: screen readers speak of changes. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * A table whose rows stay the same elements while what they show does, so that focus and selection survive. Where there is
 * little room, a row becomes a card; with sheet, it stays a row, and the table is moved sideways.
 *
 * @param columns of {head, cell, number, wide, tight, card}: cell makes what a row shows of an item; card is what that is on a
 *     card: "mark" and "title" need no name, "text" is a line of its own
 * @param few how many cards there are at first, by the name under which the reader's choice to see all is remembered
 */
export function table(host, caption, columns, empty, { sheet = false, few = null } = {}) {
  const body = el("tbody", { role: "rowgroup" });
  const none = el("p", { class: "none", hidden: true }, empty || "Nothing.");
  const heads = columns.map(column => el("th", { role: "columnheader", scope: "col", class: column.number ? "number" : null },
    column.head));
  const scroller = el("div", sheet ? { class: "scroller", tabindex: 0, role: "region", "aria-label": caption } : { class: "scroller" },
    el("table", { role: "table", class: sheet ? "sheet" : "cards" }, el("caption", { class: "unseen" }, caption),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads)), body));
  const all = el("button", { type: "button", class: "all", hidden: true });
  host.replaceChildren(scroller, none, el("p", { class: "pages" }, all));
  let before = new Map();

  /** On a telephone, some rows stand for all until all are wanted. */
  function shorten() {
    const rows = [...body.children];
    const whole = few === null || roomy || chosen(few + ".all") === true;
    rows.forEach((row, at) => {
      row.hidden = !whole && at >= FEW;
    });
    all.hidden = few === null || roomy || rows.length <= FEW;
    all.setAttribute("aria-expanded", String(whole));
    write(all, whole ? "Show " + FEW + " only" : "Show " + count(rows.length - FEW) + " more");
    all.setAttribute("aria-label", all.textContent + ": " + caption);
  }

  all.addEventListener("click", () => {
    choose(few + ".all", chosen(few + ".all") !== true);
    shorten();
  });

  function row(item) {
    return el("tr", { role: "row" }, columns.map(column => {
      const cell = el("td", { role: "cell", "data-head": column.head }, column.cell(item));
      const kinds = [column.number && "number", column.wide && "wide", column.tight && "tight", column.card && "card-" + column.card,
        cell.textContent === "–" && "empty"];
      cell.className = kinds.filter(Boolean).join(" ");
      return cell;
    }));
  }

  /** Shows these items; key tells one from another. */
  return function fill(items, key) {
    const now = new Map();
    for (const item of items) {
      const name = String(key(item));
      const content = JSON.stringify(item);
      const known = before.get(name);
      now.set(name, known && known.content === content ? known : { content, row: row(item) });
    }
    const rows = [...now.values()].map(entry => entry.row);
    if (rows.length !== body.children.length || rows.some((one, at) => body.children[at] !== one)) {
      const focused = body.contains(document.activeElement) ? document.activeElement : null;
      const label = focused && focused.getAttribute("aria-label");
      body.replaceChildren(...rows);
      if (focused) {
        const again = body.contains(focused) ? focused
          : [...body.querySelectorAll("[aria-label]")].find(one => one.getAttribute("aria-label") === label);
        if (again) {
          again.focus({ preventScroll: true });
        }
      }
    }
    before = now;
    shorten();
    scroller.hidden = rows.length === 0;
    none.hidden = rows.length !== 0;
  };
}
