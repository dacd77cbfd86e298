// Asks Dotgate's routes. Addresses are relative to the page, so that they are right behind a proxy with a path of its own.

const LONGEST_WAIT_MS = 15000;

let token = null;
let config = null;

/** An answer that is none: status is 0 if there was no answer at all. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Kept in this page only: it is gone when the page is. */
export function useToken(text) {
  token = text || null;
}

export function useConfig(name) {
  config = name || null;
}

/** The configuration that all is asked of; null if there is but one. */
export function configInUse() {
  return config;
}

/** A part of a path. One of dots only would lead elsewhere. */
export function segment(text) {
  const encoded = encodeURIComponent(text);
  if (encoded === "" || /^\.+$/.test(encoded)) {
    throw new Refusal(0, "There is no such address.");
  }
  return encoded;
}

function address(path, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, config })) {
    if (value !== null && value !== undefined && value !== "") {
      [value].flat().forEach(one => query.append(name, one));
    }
  }
  const text = query.toString();
  return path + (text ? "?" + text : "");
}

/** body is a message, for what takes one; signal ends the wait. */
async function ask(method, path, parameters, { body, longest = LONGEST_WAIT_MS, signal } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), longest);
  const stop = () => patience.abort();
  signal?.addEventListener("abort", stop);
  try {
    const headers = { Accept: "application/json" };
    if (body !== undefined) {
      headers["Content-Type"] = "message/rfc822";
    }
    if (token) {
      headers.Authorization = "Bearer " + token;
    }
    const response = await fetch(address(path, parameters), {
      method, headers, body, signal: patience.signal, cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Refusal(response.status, reason(text));
    }
    return text === "" ? null : JSON.parse(text);
  } catch (trouble) {
    if (trouble instanceof Refusal) {
      throw trouble;
    }
    throw new Refusal(0, trouble.name === "AbortError" ? "James has not answered within " + longest / 1000 + " seconds."
      : trouble instanceof SyntaxError ? "The answer is not one of Dotgate's." : "James does not answer.");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** What James's error body says; nothing if it only says that there is no such route. */
function reason(body) {
  try {
    const error = JSON.parse(body);
    const text = [error.message, error.details].filter(part => typeof part === "string" && part).join(": ");
    return / can not be found$/.test(text) ? "" : text;
  } catch {
    return "";
  }
}

export const get = (path, parameters) => ask("GET", path, parameters);
export const post = (path, parameters) => ask("POST", path, parameters);
export const send = (path, parameters, options) => ask("POST", path, parameters, options);
export const remove = path => ask("DELETE", path);
