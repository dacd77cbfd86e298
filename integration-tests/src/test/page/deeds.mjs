// What the page does with answers that are made up: hostile, none, late, old.
import { readFileSync } from "node:fs";
import { answer, clean, fail, inert, picture, same, settled, visit } from "./browser.mjs";

const payloads = readFileSync(new URL("payloads.txt", import.meta.url), "utf8").trim().split("\n");
const PANELS = ["status", "outcomes", "parked", "decisions", "filters", "clients", "greylist", "entries", "callouts", "senders", "kept"];
const ROUTES = {
  status: "status", outcomes: "outcomes", parked: "parked", decisions: "decisions", filters: "filters", clients: "clients",
  greylist: "greylist-cost", entries: "greylist", callouts: "callout-providers", senders: "callouts", kept: "kept",
};
const to = name => url => url.pathname === "/dotgate/" + name;

/** What a provider's row says behind the count of its answers. */
async function cells(page, provider) {
  const row = page.locator("#callouts tbody tr").filter({ hasText: provider });
  return (await row.locator("td").allTextContents()).slice(-4);
}

async function fills(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  for (const panel of PANELS) {
    same(await page.locator(`#${panel} [data-body]`).isVisible(), true, panel + " is filled");
  }
  same(await page.locator("#verdict").textContent(), "1 problem", "verdict");
  const problem = await page.locator("#problems li").textContent();
  same(/^The store has failed since ([0-9-]+ )?[0-9:]{8}, so that mail it has something to say about passes\.redis:/.test(problem), true, problem);
  same(await page.locator("#parked tbody tr").count(), 9, "parked sessions");
  same(await page.locator("#filters figure").count(), 7, "histograms");
  same(await page.locator("#clients [data-words]").textContent(),
    "1.1 % dropped the connection while they waited; 142 messages came back afterwards.", "what became of impatient clients");
  same(await page.locator("#greylist [data-figure=never]").textContent(), "22 %", "delayed mail that nobody tried again");
  same(await page.locator("#greylist [data-figure=hops]").textContent(), "83", "hops within a pool");
  same(await cells(page, "mx.example.com"), ["0 of 2", "30 of 30", "12", "closed"], "a provider at its limit: connections, last minute, waiting, breaker");
  same((await cells(page, "mail.example.org")).slice(0, 3), ["2 of 2", "10 of 30", "–"], "connections, last minute and waiting of another");
  same(await cells(page, "tiny.example"), ["–", "–", "–", "closed"], "a provider that was not connected to");
  const [connections, minute, , breaker] = await cells(page, "outlook.example");
  same([connections, minute, /^open until [0-9]/.test(breaker)], ["1 of 2", "15 of 30", true], "a provider behind an open breaker, was " + breaker);
  const damaged = page.locator("#kept tbody tr").filter({ hasText: "the kept message Mail1763000000000 cannot be read" });
  same(await damaged.locator("button").allInnerTexts(), ["Delete"], "what can be done with a message that cannot be read");
  await clean(visited);
  await visited.close();
}

async function interpretsNothing(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const everything = await page.locator("body").textContent();
  for (const payload of [payloads[0], payloads[1], payloads[2], payloads[3]]) {
    if (!everything.includes(payload)) {
      fail("not shown as it is: " + payload);
    }
  }
  for (const button of (await page.locator("#kept button:has-text('Show')").all()).slice(0, 10)) {
    await button.click();
    await page.locator("#details pre.letter").waitFor();
    await page.keyboard.press("Escape");
  }
  for (const button of (await page.locator("#decisions button:has-text('Explain')").all()).slice(0, 10)) {
    await button.click();
    await page.locator("#details table").waitFor();
    await page.keyboard.press("Escape");
  }
  await inert(page);
  await clean(visited);
  await visited.close();
}

async function degrades(browser) {
  const cases = [
    [404, { statusCode: 404, type: "notFound", message: "GET /dotgate/x can not be found" }, /ot available\. $/],
    [404, { statusCode: 404, type: "notFound", message: payloads[0] }, /<script>window/],
    [500, "<html>" + payloads[1], /ot available\. James answers with an error \(500\)/],
    [503, { statusCode: 503, message: "the store does not answer" }, /The store does not answer\.$/],
    [200, "no JSON " + payloads[0], /not one of Dotgate's/],
    [200, "null", /not what this page expects/], [200, "[]", null],
    [200, '{"entries":7,"filters":7,"steps":7,"domains":7,"providers":7,"configurations":7,"answered":7}', null],
  ];
  let now = cases[0];
  let asked = new Set();
  const visited = await visit(browser, {
    before: async page => {
      for (const route of Object.values(ROUTES)) {
        await page.route(to(route), one => {
          asked.add(route);
          return answer(now[0], now[1])(one);
        });
      }
    },
    expected: text => /404|500|503/.test(text),
  });
  const { page } = visited;
  await settled(page);
  for (const one of cases) {
    now = one;
    asked = new Set();
    // as if somebody came back to the page: all is asked at once
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.waitForFunction(([words, panels]) => panels.every(panel => {
      const notice = document.querySelector(`#${panel} [data-notice]`);
      return words === null || !notice.hidden && new RegExp(words).test(notice.textContent);
    }), [one[2] && one[2].source, PANELS]);
    for (let waits = 0; asked.size < PANELS.length && waits < 50; waits++) {
      await page.waitForTimeout(100);
    }
    same(asked.size, PANELS.length, "routes that were asked");
    await settled(page);
    if (one === cases[0]) {
      await picture(page, "not-available");
    }
    await clean(visited);
  }
  await visited.close();
}

async function growsOld(browser) {
  let down = false;
  const visited = await visit(browser, {
    clock: true, before: page => page.route(to("parked"), route => down ? route.abort() : route.continue()),
    expected: text => text.includes("ERR_FAILED"),
  });
  const { page } = visited;
  await settled(page);
  same(await page.locator("#parked [data-age]").textContent(), "live", "a panel that is up to date");
  down = true;
  await page.clock.runFor(2000);
  await page.locator("#parked.old").waitFor();
  same(await page.locator("#parked tbody tr").count(), 9, "what was known is still shown");
  same((await page.locator("#parked [data-notice]").textContent()).startsWith("Old: not updated since"), true, "it says that it is old");
  down = false;
  await page.clock.runFor(5000);
  await page.locator("#parked:not(.old)").waitFor();
  await clean(visited);
  await visited.close();
}

async function polls(browser) {
  const flying = {};
  const most = {};
  let all = 0;
  const visited = await visit(browser, {
    clock: true,
    before: async page => {
      await page.addInitScript(() => {
        window.isHidden = false;
        Object.defineProperty(document, "hidden", { get: () => window.isHidden });
      });
      await page.route(url => /^\/dotgate\/(?!ui)/.test(url.pathname), async route => {
        const path = new URL(route.request().url()).pathname;
        all++;
        flying[path] = (flying[path] || 0) + 1;
        most[path] = Math.max(most[path] || 0, flying[path]);
        await new Promise(done => setTimeout(done, 700));
        await route.continue();
        flying[path]--;
      });
    },
  });
  const { page } = visited;
  const begun = Date.now();
  await settled(page);
  for (const letter of "anna") {
    await page.getByLabel("Search", { exact: true }).press(letter);
    await page.waitForTimeout(350);
  }
  await page.waitForTimeout(3500);
  same(Object.entries(most).filter(([, count]) => count > 1), [], "routes with more than one request on its way");
  const rate = all;
  const seconds = (Date.now() - begun) / 1000;
  await page.evaluate(() => {
    window.isHidden = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForTimeout(1000);
  const hidden = all;
  await page.clock.runFor(60000);
  same(all, hidden, "requests while nobody looks");
  await page.evaluate(() => {
    window.isHidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  for (let waits = 0; all < hidden + PANELS.length && waits < 600; waits++) {
    await page.waitForTimeout(100);
  }
  same(all >= hidden + PANELS.length, true, "requests as soon as somebody looks again");
  if (rate > 50 * Math.max(1, seconds / 7)) {
    fail(rate + " requests in " + seconds + " seconds");
  }
  await visited.close();
}

export const deeds = [
  ["panels are filled", fills], ["nothing from answers is interpreted", interpretsNothing], ["panels say what is not available", degrades],
  ["panels say that they are old", growsOld], ["asking has bounds", polls],
];
