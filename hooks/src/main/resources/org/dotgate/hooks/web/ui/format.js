// How numbers, times and strangers' text are written. All of it gives plain text.

const WHOLE = new Intl.NumberFormat("en");
// what would move, hide or reverse the text around it: control characters, and marks and overrides of direction
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const LONGEST = 2000;

/** Text from mail or clients as it can be shown on a line; nothing in it acts on its neighbours. */
export function shown(text, longest = LONGEST) {
  const whole = text === null || text === undefined ? "" : String(text);
  const cut = whole.length > longest ? whole.slice(0, longest) + "…" : whole;
  return cut.replace(UNSEEN, "\ufffd");
}

/** As a sentence, with what begins and ends one. */
export function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : first + ".";
}

export function count(number) {
  return Number.isFinite(number) ? WHOLE.format(number) : "–";
}

export function plural(number, one, many) {
  return count(number) + " " + (number === 1 ? one : many);
}

/** A duration in the unit that reads best. */
export function duration(ms) {
  if (!Number.isFinite(ms)) {
    return "–";
  }
  if (ms < 1) {
    return ms <= 0 ? "0 ms" : ms < 0.1 ? "<0.1 ms" : ms.toFixed(1) + " ms";
  }
  const steps = [[1000, "ms", 1], [120000, "s", 1000], [7200000, "min", 60000], [86400000, "h", 3600000], [Infinity, "d", 86400000]];
  const [, unit, size] = steps.find(([below]) => ms < below * 0.9995);
  const value = ms / size;
  return (value < 10 && ms >= 1000 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value))) + " " + unit;
}

/** A duration of those that were measured; there is none if none was. */
export const taken = (measured, ms) => measured.count > 0 ? duration(ms) : "–";

export function percent(part, whole) {
  if (!(whole > 0)) {
    return "–";
  }
  const value = part / whole * 100;
  return (value > 0 && value < 10 ? value.toFixed(1) : String(Math.round(value))) + " %";
}

export function bytes(size) {
  if (!Number.isFinite(size)) {
    return "–";
  }
  return size < 1024 ? size + " B" : size < 1048576 ? Math.round(size / 1024) + " KB" : (size / 1048576).toFixed(1) + " MB";
}

/** Moments in a text, as the page writes them elsewhere. */
export function withClocks(text) {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, at => clock(at));
}

/** The time of day here, with the day if it is another one. */
export function clock(at, seconds = true) {
  const date = at instanceof Date ? at : new Date(at);
  if (Number.isNaN(date.getTime())) {
    return "–";
  }
  const two = number => String(number).padStart(2, "0");
  const time = two(date.getHours()) + ":" + two(date.getMinutes()) + (seconds ? ":" + two(date.getSeconds()) : "");
  const today = new Date().toDateString() === date.toDateString();
  return today ? time : date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate()) + " " + time;
}

/** How far a moment is from now, in words. */
export function ago(at) {
  const ms = Date.now() - new Date(at).getTime();
  return !Number.isFinite(ms) ? "" : ms >= 0 ? "(" + duration(ms) + " ago)" : "(in " + duration(-ms) + ")";
}

/** A filter's or configuration's name without what all of them have. */
export function configName(config) {
  return shown(config, 200).replace(/^file:\/\//, "");
}
