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
      query.set(name, value);
    }
  }
  const text = query.toString();
  return path + (text ? "?" + text : "");
}

async function ask(method, path, parameters) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LONGEST_WAIT_MS);
  try {
    const headers = { Accept: "application/json" };
    if (token) {
      headers.Authorization = "Bearer " + token;
    }
    const response = await fetch(address(path, parameters), {
      method, headers, signal: patience.signal, cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
    });
    const body = await response.text();
    if (!response.ok) {
      throw new Refusal(response.status, reason(body));
    }
    return body === "" ? null : JSON.parse(body);
  } catch (trouble) {
    if (trouble instanceof Refusal) {
      throw trouble;
    }
    throw new Refusal(0, trouble.name === "AbortError" ? "James has not answered within 15 seconds."
      : trouble instanceof SyntaxError ? "The answer is not one of Dotgate's." : "James does not answer.");
  } finally {
    clearTimeout(timer);
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
export const post = path => ask("POST", path);
export const remove = path => ask("DELETE", path);
