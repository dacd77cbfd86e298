// What the page shows of a real James that has been sent hostile mail. Nothing is changed here.
import { readFileSync } from "node:fs";
import { base, choose, clean, fail, inert, picture, same, settled, visit } from "./browser.mjs";

const payloads = readFileSync(new URL("payloads.txt", import.meta.url), "utf8").trim().split("\n");
const PANELS = ["status", "outcomes", "parked", "decisions", "filters", "clients", "greylist", "entries", "callouts", "senders", "kept"];

/** A page of the configuration that mail was sent to. */
async function main(browser, options = {}) {
  const visited = await visit(browser, options);
  await settled(visited.page);
  same(await visited.page.locator("#config").inputValue(), "file://conf/main.ini", "the configuration");
  return visited;
}

async function fills(browser) {
  const visited = await main(browser);
  const { page } = visited;
  for (const panel of PANELS) {
    same(await page.locator(`#${panel} [data-body]`).isVisible(), true, panel + " is filled");
  }
  const text = async selector => page.locator(selector).first().textContent();
  same(await text("#verdict"), "All is well", "verdict");
  same(/^\d+ messages: /.test(await text("#outcomes [data-words]")), true, await text("#outcomes [data-words]"));
  same(await page.locator("#filters figcaption").allTextContents(), ["allow", "words", "slow", "greylist"], "histograms");
  same((await text("#filters [data-phrases]")).includes("lottery winner"), true, "phrases");
  same(/^\d+(\.\d+)? % dropped/.test(await text("#clients [data-words]")), true, await text("#clients [data-words]"));
  same(Number(await text("#greylist [data-figure=delayed]")) > 5, true, "delayed");
  same(Number(await text("#greylist [data-figure=passed]")) > 0, true, "came back");
  const domains = await page.locator("#greylist tbody tr td:first-child").allTextContents();
  same(["good.test", "hostile.test"].every(name => domains.includes(name)), true, domains);
  const providers = await page.locator("#callouts tbody tr td:first-child").allTextContents();
  same(["good.test", "hostile.test", "refusing.test"].every(name => providers.includes(name)), true, providers);
  const outcomes = await page.locator("#decisions tbody .badge").allTextContents();
  same(["accepted", "deferred", "refused"].filter(one => !outcomes.includes(one)), [], "outcomes that are missing in " + outcomes);
  await clean(visited);
  await visited.close();
}

/** Opens what every button of a list opens, on every page of the list; gives all that was shown. */
async function openAll(page, panel, more) {
  let all = "";
  for (let pages = 0; pages < 10; pages++) {
    all += await page.locator(`#${panel} tbody`).first().innerText();
    for (const button of await page.locator(`#${panel} [data-table] button:text-matches("^(Show|Explain)$")`).all()) {
      await button.click();
      await page.locator("#details dl").first().waitFor();
      all += await page.locator("#details").innerText();
      if (await page.locator("#details .notice:not(.quiet)").count() > 0) {
        fail(panel + ": " + await page.locator("#details").innerText());
      }
      await page.keyboard.press("Escape");
    }
    const next = page.locator(`#${panel}`).getByRole("button", { name: more });
    if (!await next.isVisible()) {
      return all;
    }
    const before = await page.locator(`#${panel} tbody`).first().innerText();
    await next.click();
    await page.waitForFunction(([id, text]) => document.querySelector(`#${id} tbody`).innerText !== text, [panel, before]);
  }
  return all;
}

async function interpretsNothing(browser) {
  const visited = await main(browser);
  const { page } = visited;
  const seen = {};
  for (const [panel, more] of [["decisions", "Older"], ["entries", "More"], ["senders", "More"], ["kept", "More"]]) {
    seen[panel] = await openAll(page, panel, more);
  }
  for (const [at, payload] of payloads.entries()) {
    // white space at its ends apart, it is what was sent
    if (at % 2 === 0 && !seen.kept.includes(payload.trim())) {
      fail("not shown as it was sent: " + payload);
    }
  }
  same(seen.kept.includes(payloads[0] + ".png"), true, "names of attachments");
  same(seen.decisions.includes(payloads[0]) && seen.decisions.includes(payloads[1]), true, "hostile addresses and replies are decisions' text");
  same(seen.senders.includes(payloads[2]), true, "what a hostile server said");
  await inert(page);
  await clean(visited);
  await visited.close();
}

async function finds(browser) {
  const visited = await main(browser, { clock: true });
  const { page } = visited;
  const search = page.getByLabel("Search", { exact: true });
  const rows = page.locator("#decisions tbody tr");
  await search.fill("anna@good.test");
  await page.waitForFunction(() => {
    const found = [...document.querySelectorAll("#decisions tbody tr")];
    return found.length > 1 && found.every(one => one.textContent.includes("anna@good.test"));
  });
  await rows.first().getByRole("button").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("greylist").first().waitFor();
  same(await dialog.locator("tbody tr").count(), 4, "filters in the explanation");
  same(await dialog.evaluate(one => one.scrollWidth <= one.clientWidth), true, "the dialog fits");
  await picture(page, "explain-light", false);
  // the list is drawn again behind it, and the focus comes back all the same
  await page.clock.runFor(3000);
  await page.waitForTimeout(500);
  await page.keyboard.press("Escape");
  same((await page.evaluate(() => document.activeElement.getAttribute("aria-label"))).startsWith("Explain decision"), true, "focus after the dialog");
  await search.fill(payloads[1] + "&limit=1#%");
  await page.getByText("No decision fits.").waitFor();
  await search.fill("");
  await page.waitForFunction(() => document.querySelectorAll("#decisions tbody tr").length === 20);
  const newest = await rows.first().textContent();
  await page.getByRole("button", { name: "Older" }).click();
  await page.waitForFunction(text => document.querySelector("#decisions tbody tr").textContent !== text, newest);
  await page.getByRole("button", { name: "Newest" }).click();
  await page.waitForFunction(text => document.querySelector("#decisions tbody tr").textContent === text, newest);
  await clean(visited);
  await visited.close();
}

async function filtersRecords(browser) {
  const visited = await main(browser);
  const { page } = visited;
  const entries = page.locator("#entries");
  await entries.getByRole("search").getByLabel("Sender").fill("anna@good.test");
  await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length === 1);
  await entries.getByText("passed", { exact: true }).and(entries.locator(".badge")).waitFor();
  await entries.getByLabel("State").selectOption("waiting");
  await entries.getByText("No entry fits.").waitFor();
  await entries.getByRole("search").getByLabel("Sender").fill("");
  await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length > 3);
  await entries.getByRole("search").getByLabel("Client").fill("127.0.0.1");
  await page.waitForFunction(() => document.querySelectorAll("#entries tbody tr").length > 3);
  await entries.getByRole("search").getByLabel("Client").fill("192.0.2.7");
  await entries.getByText("No entry fits.").waitFor();
  await entries.getByRole("search").getByLabel("Client").fill("");
  await entries.getByLabel("State").selectOption("");
  await page.getByRole("button", { name: /^Explain entry .*anna@good.test/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Its origin").waitFor();
  await picture(page, "entry-light", false);
  await page.getByRole("button", { name: "Close" }).click();

  const senders = page.locator("#senders");
  for (const answer of ["found", "not_found", "refused", "unroutable"]) {
    await senders.getByLabel("Answer").selectOption(answer);
    await page.waitForFunction(text => {
      const found = [...document.querySelectorAll("#senders tbody tr .badge")].map(one => one.textContent);
      return found.length > 0 && found.every(one => one === text);
    }, answer.replace("_", " "));
  }
  await senders.getByLabel("Answer").selectOption("");
  await senders.getByLabel("Mail exchanger").fill("no.such.host");
  await senders.getByText("No address fits.").waitFor();
  await senders.getByLabel("Mail exchanger").fill("");
  await senders.getByLabel("Address", { exact: true }).fill("NOBODY@");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => {
    const found = [...document.querySelectorAll("#senders tbody tr")].map(one => one.textContent);
    return found.length > 0 && found.every(one => one.includes("nobody@"));
  });
  same(await dialog.count(), 0, "dialogs for a part of an address");
  await senders.getByLabel("Address", { exact: true }).fill("nobody@good.test");
  await senders.getByRole("button", { name: "Look it up" }).click();
  await dialog.getByText("RCPT TO:<nobody@good.test>").waitFor();
  await picture(page, "sender-light", false);
  await page.getByRole("button", { name: "Close" }).click();
  await clean(visited);
  await visited.close();

  const lost = await main(browser, { expected: text => text.includes("404") });
  await lost.page.locator("#senders").getByLabel("Address", { exact: true }).fill("never@asked.test");
  await lost.page.keyboard.press("Enter");
  await lost.page.getByText("nothing is remembered of this address").waitFor();
  await clean(lost);
  await lost.close();
}

async function chooses(browser) {
  const asked = [];
  const visited = await main(browser, { before: page => page.on("request", request => asked.push(request.url())) });
  const { page } = visited;
  same(await page.locator("#config option").allTextContents(), ["conf/main.ini", "conf/second.ini"], "the choice");
  same(await page.locator("#setups li").count(), 2, "configurations in the status");
  await page.locator("#judge .fold").click();
  await choose(page, "second");
  await page.waitForFunction(() => [...document.querySelectorAll("#filters figcaption")].map(one => one.textContent).join() === "hold");
  await settled(page);
  same(await page.locator("#decisions").getByText("No decision fits.").isVisible(), true, "decisions of the other are gone");
  for (const [panel, words] of [["greylist", "has no greylist."], ["entries", "has no greylist."], ["callouts", "asks about no senders."],
    ["senders", "asks about no senders."]]) {
    same((await page.locator(`#${panel} [data-notice]`).textContent()).includes(words), true, panel + " says what there is not");
    same(await page.locator(`#${panel} [data-body]`).isVisible(), false, panel + " shows nothing of the other");
  }
  await picture(page, "second-light");
  same(asked.filter(url => url.includes("config=") && /callout|greylist/.test(url) && url.includes("second")), [], "what is not there is not asked for");
  same(new URL(page.url()).searchParams.get("config"), "file://conf/second.ini", "the address of the page");
  await page.reload();
  await settled(page);
  same(await page.locator("#config").inputValue(), "file://conf/second.ini", "the choice after loading");
  same(await page.locator("#judge [data-body]").isVisible(), true, "what was unfolded after loading");
  await choose(page, "main");
  await page.waitForFunction(() => document.querySelectorAll("#filters figcaption").length === 4);
  await page.locator("#entries tbody tr").first().waitFor();
  await clean(visited);
  await visited.close();
}

async function refusesForeigners(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // the same server under another name is another origin; an answer in JSON has no policy that would keep its page from asking
  await page.goto(base + "/dotgate/status");
  const read = await page.evaluate(async there => {
    const outcomes = [];
    for (const [method, path, headers] of [["GET", "kept", {}], ["POST", "reload", {}], ["POST", "reload", { "X-Requested-With": "x" }],
      ["DELETE", "kept/k", {}], ["POST", "greylist/k/allow", {}]]) {
      outcomes.push(await fetch(there + "/dotgate/" + path, { method, headers }).then(answer => answer.status, () => "no answer"));
    }
    return outcomes;
  }, base.replace("127.0.0.1", "localhost"));
  same(read, [403, 403, "no answer", "no answer", 403], "what another origin gets");
  await context.close();
}

export const views = [
  ["panels are filled", fills], ["nothing from mail is interpreted", interpretsNothing], ["decisions are found and explained", finds],
  ["records are found and explained", filtersRecords], ["a configuration is chosen", chooses], ["pages of other origins get nothing", refusesForeigners],
];
