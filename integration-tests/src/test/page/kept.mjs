// What the page says of kept messages where not all goes well: what James refuses, has not read yet, or cannot read.
import { answer, clean, picture, same, settled, visit } from "./browser.mjs";

const LIST = url => url.pathname === "/dotgate/kept";
const REFUSAL = { statusCode: 503, message: "the queue does not answer" };

/** Whether it is what a pointer meets at its middle and in its corners. */
const uncovered = locator => locator.evaluate(one => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  return [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]]
    .every(([x, y]) => one.contains(document.elementFromPoint(x, y)));
});

const refused = (width, height) => async browser => {
  const visited = await visit(browser, {
    width, height, before: page => page.route(/\/dotgate\/kept\/[^/]+\/release$/, answer(503, REFUSAL)), expected: text => text.includes("503"),
  });
  const { page } = visited;
  const details = page.locator("#details");
  const words = page.getByRole("alert").getByText("The message was not released. The queue does not answer.");
  await settled(page);
  for (const ended of [false, true]) {
    await page.locator("#kept").getByRole("button", { name: "Show message" }).first().click();
    await details.locator("pre.letter").waitFor();
    await details.getByRole("button", { name: "Release" }).click();
    await page.locator("#confirm").getByRole("button", { name: "Release" }).click();
    await words.waitFor();
    same(await details.isVisible(), true, "the message is still shown");
    same(await uncovered(words), true, "the words can be seen");
    const [inner, outer] = [await words.boundingBox(), await details.boundingBox()];
    same(inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width && inner.y >= outer.y
      && inner.y + inner.height <= outer.y + outer.height, true, "the words are within the dialog: " + JSON.stringify([inner, outer]));
    await picture(page, `refused-${width}`, false);
    if (ended) {
      await page.keyboard.press("Escape");
      await details.waitFor({ state: "hidden" });
      await words.waitFor();
      same(await uncovered(words), true, "the words stay when the dialog is closed");
    }
    // a click fails where something else would get it
    await page.getByRole("button", { name: "Put this message away" }).click({ timeout: 5000 });
    same(await words.count(), 0, "the words are put away");
    same(await details.isVisible(), !ended, "the dialog is as it was");
    await page.keyboard.press("Escape");
  }
  await clean(visited);
  await visited.close();
};

async function tellsHowSure(browser) {
  let now = { entries: [], count: 0, asOf: null, complete: false };
  const visited = await visit(browser, { clock: true, before: page => page.route(LIST, route => answer(200, now)(route)) });
  const { page } = visited;
  await settled(page);
  const words = page.locator("#kept [data-words]");
  const none = page.locator("#kept").getByText("No message is kept.");
  same(await words.textContent(), "The repository is being read: 0 messages so far.", "while it is being read");
  same(await none.isVisible(), false, "that there is none is not said while it is being read");

  now = { ...now, count: 7, asOf: "2026-11-24T10:00:00Z" };
  await page.clock.runFor(5000);
  await words.getByText(/^7 messages\. Looked through at .* Not all of this page was read in time; it is tried again\.$/).waitFor();
  same(await none.isVisible(), false, "that there is none is not said while not all was read");

  now = { ...now, count: 0, complete: true };
  await page.clock.runFor(5000);
  await words.getByText(/^0 messages\. Looked through at [-0-9: ]+\.$/).waitFor();
  same(await none.isVisible(), true, "that there is none");
  await clean(visited);
  await visited.close();
}

async function asksByKey(browser) {
  const visited = await visit(browser);
  const { page } = visited;
  await settled(page);
  await page.locator("#kept").getByRole("button", { name: "Delete message Mail1763000000000" }).click();
  const confirm = page.locator("#confirm");
  await confirm.getByText("Delete this message?").waitFor();
  same(await confirm.locator("dt").allTextContents(), ["Key", "Problem"], "what is known of a message that cannot be read");
  same(await confirm.locator("dd").first().textContent(), "Mail1763000000000", "its key");
  same((await confirm.textContent()).includes("<>"), false, "no reverse-path is made up");
  await page.keyboard.press("Escape");
  await clean(visited);
  await visited.close();
}

/** A page whose last message goes is no page any more. */
const stepsBack = goes => async browser => {
  let left = Array.from({ length: 41 }, (nothing, at) => ({ key: "k" + at, id: "Mail" + at, at: "2026-11-24T10:00:00Z", sender: "a@b.test", recipients: [], size: 1 }));
  const list = route => {
    const asked = new URL(route.request().url()).searchParams;
    const offset = Number(asked.get("offset") || 0);
    return answer(200, { entries: left.slice(offset, offset + Number(asked.get("limit"))), count: left.length, asOf: "2026-11-24T10:00:00Z", complete: true })(route);
  };
  const remove = route => {
    left = left.slice(0, -1);
    return route.fulfill({ status: 204 });
  };
  const visited = await visit(browser, { clock: true, before: async page => {
    await page.route(LIST, list);
    await page.route(/\/dotgate\/kept\/k40$/, remove);
  } });
  const { page } = visited;
  const panel = page.locator("#kept");
  const keys = async () => (await panel.getByRole("button", { name: "Delete message" }).all()).length;
  await settled(page);
  for (const [first, there] of [["Mail20", 20], ["Mail40", 1]]) {
    await panel.locator("[data-older]").click();
    await panel.getByRole("button", { name: "Delete message " + first }).waitFor();
    same(await keys(), there, "messages of the page that begins with " + first);
  }
  if (goes === "here") {
    await panel.getByRole("button", { name: "Delete message Mail40" }).click();
    await page.locator("#confirm").getByRole("button", { name: "Delete" }).click();
  } else {
    left = left.slice(0, 5);
    await page.clock.runFor(5000);
  }
  const [last, count, all] = goes === "here" ? ["Mail20", 20, "40 messages."] : ["Mail0", 5, "5 messages."];
  await panel.getByRole("button", { name: "Delete message " + last, exact: true }).waitFor();
  same(await keys(), count, "messages of the page before");
  same((await panel.locator("[data-words]").textContent()).startsWith(all), true, all);
  same(await panel.getByText("No message is kept.").isVisible(), false, "it is not said that there is none");
  same(await panel.locator("[data-older]").isVisible(), false, "there is nothing older");
  await clean(visited);
  await visited.close();
};

export const kept = [
  ["the list steps back when the last message of a page is deleted", stepsBack("here")],
  ["the list steps back when others have deleted a page", stepsBack("elsewhere")],
  ["what James refuses is said in the dialog", refused(1440, 900)], ["what James refuses is said in the sheet of a telephone", refused(400, 860)],
  ["the list says how sure it is", tellsHowSure], ["a message that cannot be read is known by its key", asksByKey],
];
