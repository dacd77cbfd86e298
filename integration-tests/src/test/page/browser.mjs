// A real Chromium, and what is held of the page whatever a check does with it.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const { chromium } = createRequire(join(process.env.DOTGATE_PLAYWRIGHT, "here.js"))("playwright-core");

export const base = process.env.DOTGATE_PAGE_URL.replace(/\/$/, "");
const pictures = process.env.DOTGATE_SCREENSHOTS;

export const launch = () => chromium.launch({
  executablePath: process.env.DOTGATE_CHROMIUM, headless: true,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

export function fail(text) {
  throw new Error(text);
}

export function same(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    fail(what + ": expected " + JSON.stringify(expected) + ", was " + JSON.stringify(actual));
  }
}

/**
 * A page of its own in the browser. Whatever runs in it that should not, is written down in its troubles, and so is every
 * request to another origin.
 */
export async function visit(browser, { width = 1440, height = 900, scheme = "light", headers = {}, clock = false, before = async () => {}, expected = () => false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce",
    extraHTTPHeaders: headers,
  });
  // how long to wait for what must come in the end, on a machine that may be busy
  context.setDefaultTimeout(60000);
  const page = await context.newPage();
  const troubles = [];
  page.on("dialog", dialog => {
    troubles.push("a dialog of a script: " + dialog.message());
    dialog.dismiss();
  });
  page.on("pageerror", error => troubles.push("an error of a script: " + error.stack));
  page.on("request", request => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== base) {
      troubles.push("a request to another origin: " + request.url());
    }
  });
  page.on("console", message => {
    if ((message.type() === "error" || message.type() === "warning") && !expected(message.text())) {
      troubles.push("the console says: " + message.text());
    }
  });
  page.on("popup", popup => troubles.push("a window was opened: " + popup.url()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event => window.violations.push(event.violatedDirective + " " + event.blockedURI));
  });
  if (clock) {
    // time goes on as it does, and can be put forward
    await page.clock.install();
  }
  await before(page);
  await page.goto(base + "/dotgate/ui");
  return { page, troubles, close: () => context.close() };
}

/** That nothing ran and nothing was tried. */
export async function clean({ page, troubles }) {
  same(troubles, [], "troubles");
  same(await page.evaluate(() => ({ xss: window.__xss ?? null, polluted: ({}).polluted ?? null, violations: window.violations })),
    { xss: null, polluted: null, violations: [] }, "what ran in the page");
}

/** That no text has become a part of the page, or turned one round. */
export async function inert(page) {
  // but the one that the page itself has, for messages to be judged
  const tags = await page.evaluate(() => [...new Set([...document.querySelectorAll("body *:not(#judge > div > .paste > textarea)")].map(one => one.localName))]
    .filter(name => ["script", "iframe", "object", "embed", "style", "base", "form", "math", "textarea"].includes(name)));
  same(tags, [], "elements that came from text");
  same(await page.evaluate(() => [...document.querySelectorAll("*")].flatMap(one => [...one.attributes])
    .filter(one => one.name.startsWith("on") || /^\s*javascript:/i.test(one.value) && one.name === "href").length), 0, "listeners in attributes");
  if (/[\u202a-\u202e\u2066-\u2069]/.test(await page.locator("body").textContent())) {
    fail("a direction was turned by a stranger's text");
  }
}

/** Waits until every panel that is not folded away has said something: what it shows, or why it does not. */
export async function settled(page) {
  await page.waitForFunction(() => [...document.querySelectorAll(".panel:not(.folded)")].every(panel =>
    !panel.querySelector("[data-body]").hidden || !panel.querySelector("[data-notice]").hidden), null, { timeout: 60000 });
  // a frame more, for plots to take the size of what they are in
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Opens all that is folded away. */
export async function unfold(page) {
  for (const closed of [".fold[aria-expanded=false]", "details[data-tool]:not([open]) > summary"]) {
    while (await page.locator(closed).count() > 0) {
      await page.locator(closed).first().click();
    }
  }
  await settled(page);
}

/** Has the page be about another configuration. */
export const choose = (page, name) => page.getByLabel("Configuration").selectOption("file://conf/" + name + ".ini");

export async function picture(page, name, fullPage = true) {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, name + ".png"), fullPage });
}

export const answer = (status, body) => route => route.fulfill({
  status, contentType: "application/json", body: typeof body === "string" ? body : JSON.stringify(body),
});
