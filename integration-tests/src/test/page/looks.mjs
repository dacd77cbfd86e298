// How the page looks: nothing sticks out, everything can be read, and everything has a name.
import { clean, fail, picture, same, settled, unfold, visit } from "./browser.mjs";

const SIZES = [["wide", 1440, "light"], ["wide", 1440, "dark"], ["middle", 1024, "light"], ["narrow", 400, "light"], ["narrow", 400, "dark"],
  ["narrowest", 320, "light"]];

async function noneSticksOut(page, what) {
  const wide = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    parts: [...document.querySelectorAll("main *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1
      && !one.closest(".scroller, nav, .unseen, pre")).slice(0, 5).map(one => one.outerHTML.slice(0, 120)),
  }));
  same(wide, { page: 0, parts: [] }, what);
}

export const looks = SIZES.map(([name, width, scheme]) => [`page fits ${width} px, ${scheme}`, async browser => {
  const visited = await visit(browser, { width, height: width < 500 ? 860 : 900, scheme });
  await settled(visited.page);
  await noneSticksOut(visited.page, "what sticks out at " + width + " px");
  const paper = await visited.page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  same(paper[0] < 128, scheme === "dark", "dark paper");
  await picture(visited.page, `${scheme}-${name}`);
  await unfold(visited.page);
  for (const more of await visited.page.locator("button.all:visible").all()) {
    await more.click();
  }
  await noneSticksOut(visited.page, "what sticks out at " + width + " px when all is unfolded");
  await picture(visited.page, `${scheme}-${name}-whole`);
  await clean(visited);
  await visited.close();
}]);

/** WCAG 2.1, 1.4.3: 4.5 to 1 between text and what is behind it. */
async function contrasts(browser) {
  for (const scheme of ["light", "dark"]) {
    const visited = await visit(browser, { scheme });
    await settled(visited.page);
    await unfold(visited.page);
    const weak = await visited.page.evaluate(() => {
      const channels = text => (text.match(/[\d.]+/g) || []).map(Number);
      const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
      const behind = one => {
        for (let at = one; at; at = at.parentElement) {
          const colour = channels(getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) {
            return colour;
          }
        }
        return [255, 255, 255];
      };
      const found = new Set();
      for (const one of document.querySelectorAll("body *")) {
        const text = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== "");
        if (text && one.checkVisibility() && !one.closest("option")) {
          const [a, b] = [light(channels(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
          if ((a + 0.05) / (b + 0.05) < 4.5) {
            found.add(((a + 0.05) / (b + 0.05)).toFixed(2) + " " + one.tagName + "." + one.className + " " + one.textContent.slice(0, 30));
          }
        }
      }
      return [...found];
    });
    same(weak, [], "text that is hard to read, " + scheme);
    await visited.close();
  }
}

async function names(browser) {
  const visited = await visit(browser);
  await settled(visited.page);
  await unfold(visited.page);
  const nameless = await visited.page.evaluate(() => {
    const bad = [];
    const told = (selector, fine) => document.querySelectorAll(selector).forEach(one => fine(one) || bad.push(one.outerHTML.slice(0, 150)));
    told("button", one => (one.getAttribute("aria-label") || one.textContent).trim() !== "");
    told("input, select, textarea", one => one.labels.length > 0);
    told("table", one => one.caption && one.caption.textContent.trim() !== "");
    told("canvas", one => one.getAttribute("role") === "img" && (one.getAttribute("aria-label") || "").length > 5);
    told("canvas", one => one.closest("[data-plot], figure").querySelector("details table") !== null);
    told("section", one => document.getElementById(one.getAttribute("aria-labelledby")).textContent.trim() !== "");
    told("img", one => one.hasAttribute("alt"));
    told("dialog", one => one.hasAttribute("aria-labelledby"));
    const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
    ids.filter((id, at) => ids.indexOf(id) !== at).forEach(id => bad.push("twice: " + id));
    same_(document.querySelectorAll("h1").length, 1);
    function same_(a, b) {
      if (a !== b) {
        bad.push("h1: " + a);
      }
    }
    return bad;
  });
  same(nameless, [], "what has no name");
  await visited.close();
}

async function plots(browser) {
  const visited = await visit(browser);
  await settled(visited.page);
  const blank = await visited.page.evaluate(() => [...document.querySelectorAll("canvas")].filter(one => {
    const pixels = one.getContext("2d").getImageData(0, 0, one.width, one.height).data;
    return !pixels.some(value => value > 0);
  }).map(one => one.getAttribute("aria-label")));
  same(blank, [], "plots with nothing in them");
  if (await visited.page.locator("canvas").count() < 4) {
    fail("there are not enough plots");
  }
  await visited.close();
}

looks.push(["text can be read", contrasts], ["everything has a name", names], ["plots are drawn", plots]);
