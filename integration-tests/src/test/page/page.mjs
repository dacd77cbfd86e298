// Checks the page in a real browser: node page.mjs PART [words of the checks to run]. Where it is, and what it runs with, is in
// the environment; see Browser.java.
import { launch } from "./browser.mjs";
import { changes } from "./changes.mjs";
import { corrections } from "./corrections.mjs";
import { deeds } from "./deeds.mjs";
import { kept } from "./kept.mjs";
import { looks } from "./looks.mjs";
import { telephone } from "./telephone.mjs";
import { views } from "./views.mjs";

const PARTS = {
  // the looks of figures that are large and names that are long: at the widest, and at the narrowest
  stub: [looks[1], looks[5], ...deeds, ...kept],
  telephone,
  looking: [...views, ...looks],
  ...changes,
  forms: corrections,
};

const checks = PARTS[process.argv[2]].filter(([name]) => name.includes(process.argv[3] || ""));
const browser = await launch();
let failed = checks.length === 0 ? 1 : 0;
for (const [name, check] of checks) {
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
