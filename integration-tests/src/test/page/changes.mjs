// What people change by the page, of a real James. Whether it is changed there, the test looks up that calls this.
import { base, clean, picture, same, settled, visit } from "./browser.mjs";

async function waits(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await page.waitForFunction(() => document.querySelectorAll("#parked tbody tr").length === 3);
  same(await page.locator("#status [data-figure=parked]").textContent(), "3", "parked sessions in the status");
  const rows = await page.locator("#parked tbody tr").allTextContents();
  same(["window.__xss=2", "ann@client.test", "<>"].filter(text => !rows.some(row => row.includes(text))), [], "senders that are missing in " + rows);
  same(rows.every(row => row.includes("the dot") && row.includes("hold") && row.includes("127.0.0.1")), true, rows);
  await picture(page, "parked-light", false);
  const age = () => page.locator("#parked tbody td").first().textContent();
  const before = await age();
  await page.waitForFunction(text => {
    const first = document.querySelector("#parked tbody td");
    return first !== null && first.textContent !== text;
  }, before);
  await page.getByText("No session waits.").waitFor();
  await clean(visited);
  await visited.close();
}

async function keeps(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const row = sender => page.locator("#kept tbody tr").filter({ hasText: sender });
  const dialog = page.getByRole("dialog");
  await row("released@client.test").getByRole("button", { name: "Show" }).click();
  await dialog.getByText("this is about the good casino").waitFor();
  await picture(page, "kept-light", false);
  await page.getByRole("button", { name: "Close" }).click();

  await row("deleted@client.test").getByRole("button", { name: "Delete" }).click();
  await dialog.getByText("It cannot be brought back.").waitFor();
  await picture(page, "delete-light", false);
  await page.keyboard.press("Enter");
  same(await row("deleted@client.test").count(), 1, "Enter alone deletes nothing");
  await row("deleted@client.test").getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByText("The message is deleted.").waitFor();
  await row("deleted@client.test").waitFor({ state: "detached" });

  await row("released@client.test").getByRole("button", { name: "Release" }).click();
  await dialog.getByRole("button", { name: "Release" }).click();
  await page.getByText("The message is in James’s queue.").waitFor();
  await row("released@client.test").waitFor({ state: "detached" });
  await clean(visited);
  await visited.close();
}

async function corrects(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const entries = page.locator("#entries");
  const details = page.locator("#details");
  async function act(sender, deed, sure, done) {
    await entries.getByRole("search").getByLabel("Sender").fill(sender);
    await page.waitForFunction(text => {
      const found = [...document.querySelectorAll("#entries tbody tr")];
      return found.length === 1 && found[0].textContent.includes(text);
    }, sender);
    await entries.getByRole("button", { name: "Explain entry" }).click();
    await details.getByRole("button", { name: deed, exact: true }).click();
    await page.locator("#confirm").getByRole("button", { name: sure, exact: true }).click();
    await page.getByText(done).waitFor();
    await details.waitFor({ state: "hidden" });
  }
  await act("allowed@client.test", "Let it pass", "Let it pass", "Its mail passes from now on.");
  await entries.getByText("allowed", { exact: true }).waitFor();
  await act("later@good.test", "End its wait", "End it", "The wait has ended.");
  await entries.getByText("No entry fits.").waitFor();
  await act("anna@good.test", "Forget", "Forget", "The entry is forgotten.");
  await entries.getByText("No entry fits.").waitFor();

  const senders = page.locator("#senders");
  await senders.getByLabel("Address", { exact: true }).fill("friend@good.test");
  await page.keyboard.press("Enter");
  await details.getByRole("button", { name: "Forget" }).click();
  await page.locator("#confirm").getByRole("button", { name: "Forget" }).click();
  await page.getByText("The address is forgotten.").waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll("#senders tbody tr")].some(one => one.textContent.includes("friend@good.test")));
  await clean(visited);
  await visited.close();
}

async function read(page) {
  await page.getByRole("button", { name: "Reload configuration" }).click();
  await page.getByRole("button", { name: "Read it" }).click();
}

async function reads(browser) {
  const visited = await visit(browser);
  await settled(visited.page);
  await read(visited.page);
  await visited.page.getByText("was read again and is in force").waitFor();
  await clean(visited);
  await visited.close();
}

async function misreads(browser) {
  const visited = await visit(browser, { clock: true, expected: text => text.includes("400") });
  const { page } = visited;
  await settled(page);
  await read(page);
  await page.locator("#said").getByText("The configuration is wrong, so the old one stays in force: ").waitFor();
  same((await page.locator("#said").textContent()).includes("main.ini:1"), true, "where it is wrong");
  await page.clock.runFor(3000);
  await page.getByText("1 problem", { exact: true }).waitFor();
  await page.getByText("conf/main.ini: The changed configuration is wrong").waitFor();
  await picture(page, "problem-light", false);
  await page.getByRole("button", { name: "Put this message away" }).click();
  await clean(visited);
  await visited.close();
}

const secret = process.env.DOTGATE_PAGE_SECRET;

async function isTold(browser) {
  const visited = await visit(browser, { expected: text => text.includes("401") });
  const { page } = visited;
  await page.getByRole("heading", { name: "James asks who you are" }).waitFor();
  same((await page.locator("body").innerText()).includes("Authorization: Bearer TOKEN"), true, "what is needed");
  const answers = await page.evaluate(async () => {
    const all = [];
    for (const path of ["status", "decisions", "kept", "greylist", "callouts", "ui/main.js"]) {
      all.push((await fetch("/dotgate/" + path).catch(() => ({ status: "blocked" }))).status);
    }
    return all;
  });
  same(answers.every(status => status === 401 || status === "blocked"), true, answers);
  await picture(page, "stranger", false);
  same(await page.evaluate(() => window.__xss ?? null), null, "what ran");
  await visited.close();
}

async function isLetIn(browser) {
  const visited = await visit(browser, { headers: { Authorization: "Bearer " + secret } });
  await settled(visited.page);
  same(await visited.page.locator("#door").isVisible(), false, "nothing is asked for");
  same(await visited.page.locator("#verdict").textContent(), "All is well", "verdict");
  await clean(visited);
  await visited.close();
}

async function asksWho(browser) {
  // a proxy that adds the token to the page's files, and to nothing else
  const visited = await visit(browser, {
    before: page => page.route(url => url.origin === base && /^\/dotgate\/ui/.test(url.pathname), route =>
      route.continue({ headers: { ...route.request().headers(), authorization: "Bearer " + secret } })),
    expected: text => text.includes("401"),
  });
  const { page } = visited;
  await page.getByText("James asks who you are").waitFor();
  await settled(page);
  await picture(page, "token-light", false);
  await page.getByLabel("Token").fill("eyJ.made.up");
  await page.getByRole("button", { name: "Use it" }).click();
  await page.waitForTimeout(500);
  same(await page.locator("#door").isVisible(), true, "a wrong token opens nothing");
  await page.getByLabel("Token").fill(secret);
  await page.keyboard.press("Enter");
  await page.locator("#door").waitFor({ state: "hidden" });
  same(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length, document.getElementById("token").value]),
    ["", 0, 0, ""], "where the token is kept");
  await page.locator("#kept tbody tr").first().getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("The message is deleted.").waitFor();
  await clean(visited);
  await visited.close();
}

export const changes = {
  waiting: [["parked sessions are seen until they are gone", waits]],
  keeping: [["kept messages are shown, released, deleted", keeps]],
  correcting: [["records are let in, ended, forgotten", corrects], ["the configuration is read again", reads]],
  misreading: [["a wrong configuration is told", misreads]],
  asking: [["a stranger is told what is needed", isTold], ["a token in front opens all", isLetIn], ["a token opens the page", asksWho]],
};
