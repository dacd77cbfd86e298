// How an operator gets around on a telephone, and with a keyboard: what is short, what is folded, and what stays so.
import { clean, fail, picture, same, settled, visit } from "./browser.mjs";

const TELEPHONE = { width: 400, height: 860 };
const LISTS = { parked: 9, decisions: 10, kept: 10, entries: 20 };
const FOLDED = ["senders", "greylist", "clients", "filters", "callouts", "judge"];

const shown = (page, panel) => page.locator(`#${panel} [data-table] tbody tr:visible`).count();
const all = (page, panel) => page.locator(`#${panel} button.all`).first();
const open = (page, panel) => page.locator(`#${panel} .fold`).getAttribute("aria-expanded");

async function isShort(browser) {
  const asked = new Set();
  const visited = await visit(browser, { ...TELEPHONE, before: page => page.on("request", one => asked.add(new URL(one.url()).pathname)) });
  const { page } = visited;
  await settled(page);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > 5200) {
    fail("the page is " + height + " px long");
  }
  for (const [panel, rows] of Object.entries(LISTS)) {
    same(await shown(page, panel), 4, "cards of " + panel);
    same(await all(page, panel).textContent(), "Show " + (rows - 4) + " more", "the way to others of " + panel);
  }
  for (const panel of FOLDED) {
    same(await open(page, panel), "false", panel + " is folded");
    same(await page.locator(`#${panel} [data-body]`).isVisible(), false, panel + " takes no room");
  }
  same(["callouts", "greylist-cost", "clients", "filters", "callout-providers"].filter(route => asked.has("/dotgate/" + route)), [],
    "routes that were asked for what is folded away");
  const small = await page.evaluate(() => [...document.querySelectorAll("main button, main select, main input, summary")]
    .filter(one => one.checkVisibility()).filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML.slice(0, 100)));
  // WCAG 2.2, 2.5.8: 24 by 24 pixels
  same(small, [], "what a thumb misses");
  await clean(visited);
  await visited.close();
}

async function staysAsItWasLeft(browser) {
  const visited = await visit(browser, { ...TELEPHONE, clock: true });
  const { page } = visited;
  await settled(page);
  await all(page, "decisions").click();
  same(await shown(page, "decisions"), 10, "all decisions");
  same(await all(page, "decisions").getAttribute("aria-expanded"), "true", "that all are there is told");
  await page.locator("#greylist .fold").click();
  await page.locator("#greylist tbody tr").first().waitFor();
  await page.locator("#outcomes .fold").click();
  await page.locator("#entries [data-tool=advance] summary").click();
  const same_ = async when => {
    same(await shown(page, "decisions"), 10, "all decisions, " + when);
    same(await shown(page, "kept"), 4, "some kept messages, " + when);
    same(await open(page, "greylist"), "true", "what was unfolded, " + when);
    same(await open(page, "outcomes"), "false", "what was folded, " + when);
    same(await page.locator("#entries [data-tool=advance]").getAttribute("open"), "", "the tool that was opened, " + when);
  };
  await page.clock.runFor(12000);
  await page.waitForTimeout(300);
  await same_("after the page has asked anew");
  await page.reload();
  await settled(page);
  await same_("after loading");
  same(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""], "what is stored");
  same(new URL(page.url()).searchParams.get("parts"), "decisions.all_greylist_-outcomes_advance", "the page's address");
  await all(page, "decisions").click();
  same(await shown(page, "decisions"), 4, "some decisions");
  await clean(visited);
  await visited.close();
}

async function leads(browser) {
  const visited = await visit(browser, TELEPHONE);
  const { page } = visited;
  await settled(page);
  const nav = page.locator("nav");
  await nav.getByRole("link", { name: "Filters" }).click();
  await page.locator("#filters figure").first().waitFor();
  same(await open(page, "filters"), "true", "where a link leads is unfolded");
  await page.waitForFunction(() => {
    const { top } = document.getElementById("filters").getBoundingClientRect();
    return top > 0 && top < 120 || scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  });
  const box = await nav.boundingBox();
  same(box.y >= 0 && box.y + box.height <= 60, true, "the links stay, and are low: " + JSON.stringify(box));
  await page.evaluate(() => document.getElementById("kept").scrollIntoView());
  await page.waitForFunction(() => document.querySelector("nav [aria-current]")?.textContent === "Kept");
  const link = await nav.getByRole("link", { name: "Kept" }).boundingBox();
  same(link.x >= 0 && link.x + link.width <= 400, true, "the link of the part that is read can be seen: " + JSON.stringify(link));
  await clean(visited);
  await visited.close();
}

async function obeysKeys(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const kept = page.getByRole("button", { name: "Kept messages", exact: true });
  await kept.focus();
  await page.keyboard.press("Enter");
  same(await open(page, "kept"), "false", "folded by a key");
  await page.keyboard.press("Space");
  same(await open(page, "kept"), "true", "unfolded by a key");
  same(await page.evaluate(() => document.activeElement.textContent), "Kept messages", "the focus stays");
  same(await page.getByRole("heading", { name: "Kept messages" }).count(), 1, "it still is a heading");
  await page.locator("#judge .fold").focus();
  await page.keyboard.press("Enter");
  const reached = [];
  for (let steps = 0; steps < 8; steps++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.textContent));
  }
  same(reached.slice(0, 7), ["sender", "recipient", "client", "helo", "message", "message-file", "Judge it"], "what the keyboard comes to");
  await clean(visited);
  await visited.close();
}

async function fitsDialogs(browser) {
  for (const scheme of ["light", "dark"]) {
    const visited = await visit(browser, { ...TELEPHONE, scheme });
    const { page } = visited;
    await settled(page);
    const fits = async (dialog, name) => {
      const box = await page.locator(dialog).boundingBox();
      same([box.x, box.width, Math.round(box.y + box.height)], [0, 400, 860], name + " is a sheet at the bottom");
      same(await page.locator(dialog).evaluate(one => one.scrollWidth <= one.clientWidth), true, name + " fits");
      await picture(page, `${scheme}-narrow-${name}`, false);
      await page.keyboard.press("Escape");
    };
    await page.locator("#kept").getByRole("button", { name: "Show" }).first().click();
    await page.locator("#details pre.letter").waitFor();
    await fits("#details", "message");
    await page.locator("#kept").getByRole("button", { name: "Delete" }).nth(1).click();
    await fits("#confirm", "question");
    await page.locator("#decisions").getByRole("button", { name: "Explain" }).nth(1).click();
    await page.locator("#details table").first().waitFor();
    await fits("#details", "decision");
    await clean(visited);
    await visited.close();
  }
}

export const telephone = [
  ["the page is short on a telephone", isShort], ["the page stays as it was left", staysAsItWasLeft], ["links lead to parts", leads],
  ["keys are enough", obeysKeys], ["dialogs fit a telephone", fitsDialogs],
];
