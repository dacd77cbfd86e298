// Checks the page in a real browser: node page.mjs [words of the checks to run]. Where it is, and what it runs with, is in the
// environment; see Browser.java.
import { clean, launch, live, settled, visit } from "./browser.mjs";
import { deeds } from "./deeds.mjs";
import { looks } from "./looks.mjs";

const only = process.argv[2] || "";
const alive = [["nothing from mail is interpreted", async browser => {
  const visited = await visit(browser);
  await settled(visited.page);
  for (const button of await visited.page.locator("#decisions button:has-text('Explain'), #kept button:has-text('Show')").all()) {
    await button.click();
    await visited.page.locator("#details .dialog-body dl").waitFor();
    await visited.page.keyboard.press("Escape");
  }
  await clean(visited);
  await visited.close();
}]];

const browser = await launch();
let failed = 0;
for (const [name, check] of (live ? [...alive, ...looks] : [...looks, ...deeds]).filter(([name]) => name.includes(only))) {
  const start = Date.now();
  try {
    await check(browser);
    console.log(`ok      ${name} (${Date.now() - start} ms)`);
  } catch (error) {
    failed++;
    console.log(`not ok  ${name}: ${error.stack}`);
  }
}
await browser.close();
process.exitCode = failed === 0 ? 0 : 1;
