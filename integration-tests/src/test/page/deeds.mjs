// What people do with the page, against answers that are made up.
import { readFileSync } from "node:fs";
import { answer, base, clean, fail, picture, same, settled, visit } from "./browser.mjs";

const payloads = readFileSync(new URL("payloads.txt", import.meta.url), "utf8").trim().split("\n");
const PANELS = ["status", "outcomes", "parked", "decisions", "filters", "clients", "greylist", "callouts", "kept"];
const ROUTES = {
  status: "status", outcomes: "outcomes", parked: "parked", decisions: "decisions", filters: "filters", clients: "clients",
  greylist: "greylist-cost", callouts: "callout-providers", kept: "kept",
};
const to = name => url => url.pathname === "/dotgate/" + name;

async function fills(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  for (const panel of PANELS) {
    same(await page.locator(`#${panel} [data-body]`).isVisible(), true, panel + " is filled");
  }
  same(await page.locator("#verdict").textContent(), "1 problem", "verdict");
  same(await page.locator("#parked tbody tr").count(), 9, "parked sessions");
  same(await page.locator("#filters figure").count(), 7, "histograms");
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
  for (const button of await page.locator("#kept button:has-text('Show')").all()) {
    await button.click();
    await page.locator("#details pre.letter").waitFor();
    await page.keyboard.press("Escape");
  }
  for (const button of await page.locator("#decisions button:has-text('Explain')").all()) {
    await button.click();
    await page.locator("#details table").waitFor();
    await page.keyboard.press("Escape");
  }
  const tags = await page.evaluate(() => [...new Set([...document.querySelectorAll("body *")].map(one => one.localName))]
    .filter(name => ["script", "iframe", "object", "embed", "style", "base", "form", "math", "textarea"].includes(name)));
  same(tags, [], "elements that came from text");
  same(await page.evaluate(() => [...document.querySelectorAll("*")].flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith("on") || /^\s*javascript:/i.test(one.value) && one.name === "href").length), 0, "listeners in attributes");
  if (/[\u202a-\u202e\u2066-\u2069]/.test(await page.locator("body").textContent())) {
    fail("a direction was turned by a stranger's text");
  }
  await clean(visited);
  await visited.close();
}

async function searches(browser) {
  const asked = [];
  const visited = await visit(browser, { before: page => page.on("request", request => asked.push(request.url())) });
  const { page } = visited;
  await settled(page);
  await page.getByLabel("Search").fill("b71c4d0e-42");
  await page.waitForFunction(() => document.querySelectorAll("#decisions tbody tr").length === 1);
  same(asked.some(url => url.includes("text=b71c4d0e-42")), true, "the search was asked for");
  await page.getByLabel("Search").fill(payloads[1] + "&limit=1#");
  await page.getByText("No decision fits.").waitFor();
  await page.getByLabel("Search").fill("");
  await page.waitForFunction(() => document.querySelectorAll("#decisions tbody tr").length === 20);
  await page.getByRole("button", { name: "Older" }).click();
  await page.getByRole("button", { name: "Explain decision 160" }).waitFor();
  await page.getByRole("button", { name: "Newest" }).click();
  await page.getByRole("button", { name: "Explain decision 180" }).waitFor();
  await clean(visited);
  await visited.close();
}

async function explains(browser) {
  for (const [width, scheme, name] of [[1440, "light", "explain-light"], [400, "dark", "explain-narrow"]]) {
    const visited = await visit(browser, { width, scheme });
    const { page } = visited;
    await settled(page);
    await page.getByRole("button", { name: "Explain decision 177" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("550 5.7.1 Message refused by local policy").first().waitFor();
    same(await dialog.locator("tbody tr").count(), 4, "filters in the explanation");
    same(await dialog.evaluate(one => one.scrollWidth <= one.clientWidth), true, "the dialog fits");
    await picture(page, name, false);
    // the list is drawn again behind it, and the focus comes back all the same
    await page.waitForTimeout(3500);
    await page.keyboard.press("Escape");
    same(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Explain decision 177", "focus after the dialog");
    await clean(visited);
    await visited.close();
  }
}

async function keeps(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const rows = () => page.locator("#kept tbody tr").count();
  same(await rows(), 20, "kept messages on a page");
  await page.getByRole("button", { name: "Show message 9d2e-0" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Dear winner").waitFor();
  same((await dialog.locator("pre.letter").textContent()).startsWith(payloads.join("\n")), true, "the text is shown as it is");
  await picture(page, "kept-light", false);
  await page.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Delete message 9d2e-2", exact: true }).click();
  await dialog.getByText("It cannot be brought back.").waitFor();
  await picture(page, "delete-light", false);
  await page.keyboard.press("Enter");
  same(await page.getByRole("button", { name: "Delete message 9d2e-2", exact: true }).count(), 1, "Enter alone deletes nothing");
  await page.getByRole("button", { name: "Delete message 9d2e-2", exact: true }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("The message is deleted.").waitFor();
  await page.getByRole("button", { name: "Delete message 9d2e-2", exact: true }).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Release message 9d2e-0" }).click();
  await dialog.getByRole("button", { name: "Release" }).click();
  await page.getByText("The message is in James’s queue.").waitFor();
  await page.getByRole("button", { name: "Release message 9d2e-0" }).waitFor({ state: "detached" });
  await clean(visited);
  await visited.close();
}

async function reloads(browser) {
  const visited = await visit(browser, { expected: text => text.includes("400") });
  const { page } = visited;
  await settled(page);
  const read = async () => {
    await page.getByRole("button", { name: "Reload configuration" }).click();
    await page.getByRole("button", { name: "Read it" }).click();
  };
  await read();
  await page.getByText("was read again and is in force").waitFor();
  await read();
  await page.getByText("did you mean threshold?").waitFor();
  same((await page.locator("#said").textContent()).includes("The old configuration stays."), true, "what became of it is said");
  await page.getByRole("button", { name: "Put this message away" }).click();
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
    [200, "[]", null], [200, "null", /not what this page expects/], [200, '{"entries":7,"filters":7,"steps":7,"domains":7,"providers":7,"configurations":7,"answered":7}', null],
  ];
  for (const [status, body, words] of cases) {
    const visited = await visit(browser, {
      before: async page => {
        for (const route of Object.values(ROUTES)) {
          await page.route(to(route), answer(status, body));
        }
      },
      expected: text => status !== 200 && text.includes(String(status)),
    });
    await settled(visited.page);
    for (const panel of PANELS) {
      const notice = visited.page.locator(`#${panel} [data-notice]`);
      if (words !== null && !words.test(await notice.textContent())) {
        fail(`${panel} at ${status}: ${await notice.textContent()}`);
      }
    }
    if (status === 404) {
      await picture(visited.page, "not-available");
    }
    await clean(visited);
    await visited.close();
  }
}

async function growsOld(browser) {
  let down = false;
  const visited = await visit(browser, {
    before: page => page.route(to("parked"), route => down ? route.abort() : route.continue()),
    expected: text => text.includes("ERR_FAILED"),
  });
  const { page } = visited;
  await settled(page);
  same(await page.locator("#parked [data-age]").textContent(), "live", "a panel that is up to date");
  down = true;
  await page.locator("#parked.old").waitFor();
  same(await page.locator("#parked tbody tr").count(), 9, "what was known is still shown");
  same((await page.locator("#parked [data-notice]").textContent()).startsWith("Old: not updated since"), true, "it says that it is old");
  down = false;
  await page.locator("#parked:not(.old)").waitFor();
  await clean(visited);
  await visited.close();
}

async function asksWho(browser) {
  const good = "Bearer eyJ.made.up";
  const visited = await visit(browser, {
    before: page => page.route(url => /^\/dotgate\/(?!ui)/.test(url.pathname), async route =>
      (await route.request().headerValue("authorization")) === good ? route.continue() : answer(401, "No Bearer header.")(route)),
    expected: text => text.includes("401"),
  });
  const { page } = visited;
  await page.getByText("James asks who you are").waitFor();
  await settled(page);
  await picture(page, "token", false);
  await page.getByLabel("Token").fill("eyJ.made.up");
  await page.keyboard.press("Enter");
  await page.locator("#door").waitFor({ state: "hidden" });
  await page.locator("#kept tbody tr").first().waitFor();
  same(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length, document.getElementById("token").value]),
    ["", 0, 0, ""], "where the token is kept");
  await clean(visited);
  await visited.close();
}

async function polls(browser) {
  const flying = {};
  const most = {};
  let all = 0;
  const visited = await visit(browser, {
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
  await settled(page);
  for (const letter of "anna") {
    await page.getByLabel("Search").press(letter);
    await page.waitForTimeout(350);
  }
  await page.waitForTimeout(5000);
  same(Object.entries(most).filter(([, count]) => count > 1), [], "routes with more than one request on its way");
  const rate = all;
  await page.evaluate(() => {
    window.isHidden = true;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForTimeout(2000);
  const hidden = all;
  await page.waitForTimeout(6000);
  same(all, hidden, "requests while nobody looks");
  await page.evaluate(() => {
    window.isHidden = false;
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForTimeout(1500);
  same(all >= hidden + PANELS.length, true, "requests as soon as somebody looks again");
  if (rate > 60) {
    fail(rate + " requests in about nine seconds");
  }
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
      ["DELETE", "kept/k", {}]]) {
      outcomes.push(await fetch(there + "/dotgate/" + path, { method, headers }).then(answer => answer.status, () => "no answer"));
    }
    return outcomes;
  }, base.replace("127.0.0.1", "localhost"));
  same(read, [403, 403, "no answer", "no answer"], "what another origin gets");
  await context.close();
}

export const deeds = [
  ["panels are filled", fills], ["nothing from mail is interpreted", interpretsNothing], ["decisions are found", searches],
  ["a decision is explained", explains], ["kept messages are shown, released, deleted", keeps], ["the configuration is read again", reloads],
  ["panels say what is not available", degrades], ["panels say that they are old", growsOld], ["a token opens the page", asksWho],
  ["asking has bounds", polls], ["pages of other origins get nothing", refusesForeigners],
];
