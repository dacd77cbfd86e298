// What people correct by the page's forms, of a real James. Whether it is so there, the test looks up that calls this.
import { readFileSync } from "node:fs";
import { clean, inert, picture, same, settled, unfold, visit } from "./browser.mjs";

const payloads = readFileSync(new URL("payloads.txt", import.meta.url), "utf8").trim().split("\n");
const NETWORK = "127.0.0.0/24";

async function letsInInAdvance(browser) {
  const visited = await visit(browser, { expected: text => text.includes("400") });
  const { page } = visited;
  await settled(page);
  await page.locator("#entries [data-tool=advance] summary").click();
  const tool = page.locator("#entries [data-tool=advance]");
  const confirm = page.locator("#confirm");
  const said = page.locator("#said");
  const button = tool.getByRole("button", { name: "Let it pass" });

  await button.click();
  same(await confirm.isVisible(), false, "nothing is asked while a field is empty");
  same(await page.evaluate(() => document.activeElement.name), "client", "the field that is empty has the focus");

  await tool.getByLabel("Client").fill(payloads[0]);
  await tool.getByLabel("Sender").fill(payloads[1]);
  await tool.getByLabel("Recipient").fill(payloads[2]);
  await page.keyboard.press("Enter");
  await confirm.getByText(payloads[1]).waitFor();
  await picture(page, "advance-hostile", false);
  await confirm.getByRole("button", { name: "Let it pass" }).click();
  await said.getByText("Nothing was changed. Client must be an address such as 192.0.2.7, a network").waitFor();
  same(await tool.getByLabel("Client").inputValue(), payloads[0], "what was typed is still there");
  await inert(page);
  await page.getByRole("button", { name: "Put this message away" }).click();

  await tool.getByLabel("Client").fill("127.0.0.1");
  await tool.getByLabel("Sender").fill("advance@client.test");
  await tool.getByLabel("Recipient").fill("ben@dotgate.test");
  await button.click();
  await confirm.getByRole("button", { name: "Cancel" }).click();
  same(await tool.getByLabel("Sender").inputValue(), "advance@client.test", "nothing is done when it is called off");
  await button.click();
  await confirm.getByRole("button", { name: "Let it pass" }).click();
  await said.getByText("Its mail passes from now on.").waitFor();
  same(await tool.getByLabel("Sender").inputValue(), "", "the form is empty again");
  await page.locator("#entries tbody tr").filter({ hasText: "advance@client.test" }).getByText("allowed", { exact: true }).waitFor();
  await clean(visited);
  await visited.close();
}

async function forgetsOrigins(browser) {
  const visited = await visit(browser, { expected: text => text.includes("404") });
  const { page } = visited;
  await settled(page);
  await unfold(page);
  const tool = page.locator("#entries [data-tool=origin]");
  const details = page.locator("#details");
  await tool.getByLabel("Origin").fill(" 127.0.0.1 ");
  await page.keyboard.press("Enter");
  await details.getByText("of 5").waitFor();
  await picture(page, "origin-light", false);
  await details.getByRole("button", { name: "Forget its passes" }).click();
  await page.locator("#confirm").getByText(NETWORK).waitFor();
  await page.locator("#confirm").getByRole("button", { name: "Forget" }).click();
  await page.getByText("The origin is forgotten.").waitFor();
  await tool.getByRole("button", { name: "Look it up" }).click();
  await details.getByText("nothing is remembered under this key").waitFor();
  await clean(visited);
  await visited.close();
}

async function judges(browser) {
  const visited = await visit(browser, { expected: text => text.includes("400") });
  const { page } = visited;
  await settled(page);
  await page.locator("#judge .fold").click();
  const judge = page.locator("#judge");
  const details = page.locator("#details");
  const go = judge.getByRole("button", { name: "Judge it" });
  const letter = "Subject: casino " + payloads[0] + "\n\nDear Ben,\n" + payloads[1] + "\n";
  await judge.getByLabel("Sender").fill("<mallory@hostile.test>");
  await judge.getByLabel("Recipients").fill("ben@dotgate.test, \"a, b\"@dotgate.test <carla@dotgate.test>");
  await go.click();
  same(await page.evaluate(() => document.activeElement.id), "message", "the message is what is lacking");
  await judge.getByLabel("Message, with its header").fill(letter);
  await go.click();
  await details.getByRole("heading", { name: "It would be refused" }).waitFor();
  same((await details.innerText()).includes("casino"), true, await details.innerText());
  for (const recipient of ["ben@dotgate.test", "\"a, b\"@dotgate.test", "carla@dotgate.test"]) {
    same((await details.innerText()).includes(recipient), true, await details.innerText());
  }
  await picture(page, "judged-light", false);
  await page.keyboard.press("Escape");

  await judge.locator("input[type=file]").setInputFiles({ name: payloads[3] + ".eml", mimeType: "message/rfc822", buffer: Buffer.from("Subject: lunch\r\n\r\nDear Ben\r\n") });
  await go.click();
  await details.getByRole("heading", { name: "It would be deferred" }).waitFor();
  await page.keyboard.press("Escape");
  await judge.getByRole("button", { name: "Paste it instead" }).click();
  same(await judge.getByLabel("Message, with its header").inputValue(), letter, "what was pasted is still there");

  await judge.getByLabel("Client").fill("mx.client.test");
  await go.click();
  await judge.getByRole("alert").getByText("Not judged. Client must be an IP address such as 192.0.2.1.").waitFor();
  await judge.getByLabel("Recipients").fill("Ben <ben@dotgate.test>");
  await go.click();
  await judge.getByRole("alert").getByText("Not judged. Recipient must be an address such as ben@example.net.").waitFor();
  await inert(page);
  await clean(visited);
  await visited.close();
}

async function letsGo(browser) {
  let asked;
  const waiting = new Promise(done => {
    asked = done;
  });
  const visited = await visit(browser, { before: page => page.route(url => url.pathname === "/dotgate/judge", asked) });
  const { page } = visited;
  await settled(page);
  await page.locator("#judge .fold").click();
  const judge = page.locator("#judge");
  await judge.getByLabel("Recipients").fill("ben@dotgate.test");
  await judge.getByLabel("Message, with its header").fill("Subject: lunch\n\nDear Ben\n");
  await judge.getByRole("button", { name: "Judge it" }).click();
  await waiting;
  same(await judge.getByRole("button", { name: "Judge it" }).isDisabled(), true, "one at a time");
  await judge.getByRole("button", { name: "Stop waiting" }).click();
  await judge.getByText("Nobody waits for the verdict any more.").waitFor();
  same(await judge.getByRole("button", { name: "Judge it" }).isDisabled(), false, "another may be judged");
  await clean(visited);
  await visited.close();
}

async function releasesWhatWasRead(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  const row = page.locator("#kept tbody tr").filter({ hasText: "read@client.test" });
  await row.getByRole("button", { name: "Show" }).click();
  await page.locator("#details").getByRole("button", { name: "Release" }).click();
  await page.locator("#confirm").getByRole("button", { name: "Release" }).click();
  await page.getByText("The message is in James’s queue.").waitFor();
  await page.locator("#details").waitFor({ state: "hidden" });
  await row.waitFor({ state: "detached" });
  await clean(visited);
  await visited.close();
}

export const corrections = [
  ["mail is let in in advance", letsInInAdvance], ["an origin is forgotten", forgetsOrigins], ["messages are judged", judges],
  ["nobody has to wait for a verdict", letsGo], ["a message that was read is released", releasesWhatWasRead],
];
