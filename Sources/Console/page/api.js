import { session } from "./session.js";

/** An address of the API, relative to this page, so that it is right under a stage or a base path. */
export function address(path, query = {}) {
  const url = new URL(path, new URL(".", location.href));
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url;
}

/**
 * Sends a request; returns the answer with `status`, `ok`, `fields`, `text`, and `body` if that is JSON. The status is 0 if
 * none came, or one that the API did not give, such as a page of a proxy: whether the request was carried out is not known.
 */
export async function send({ method = "GET", path, query = {}, fields = {}, body = undefined }) {
  const headers = new Headers(fields);
  if (session.token) headers.set("Authorization", `Bearer ${session.token}`);
  if (body !== undefined) headers.set("Content-Type", "application/json");
  try {
    const response = await fetch(address(path, query), { method, headers, body, cache: "no-store" });
    const text = await response.text();
    const answer = { status: response.status, ok: response.ok, fields: response.headers, text, body: parse(text) };
    if (answer.body || answer.status > 299 && answer.status < 500) return answer;
  } catch { /* The connection broke. */ }
  return { status: 0, ok: false, fields: new Headers(), text: "", body: { message: "No answer came." } };
}

/** Sends a request that has an idempotency key until there is an answer: with the same key it is carried out once. */
export async function sendUntilAnswered(request, onRetry) {
  for (const pause of [500, 2000, 0]) {
    const answer = await send(request);
    if (!pause || ![0, 409].includes(answer.status)) return answer;
    onRetry();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The sentence of a refusal, in whichever form its contract has it. */
export function sentence(answer, otherwise) {
  const { message, error, detail } = answer.body ?? {};
  return String(message ?? error ?? detail ?? otherwise);
}

/** A UUID; `crypto.randomUUID` is missing where the page came over plain HTTP. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Undefined if the text is not JSON. */
function parse(text) {
  try {
    return JSON.parse(text, exactly);
  } catch {
    return undefined;
  }
}

/** A number that would lose digits stays as it was written. */
function exactly(_name, value, context) {
  const isExact = typeof value !== "number" || !JSON.rawJSON || context.source === String(value);
  return isExact ? value : JSON.rawJSON(context.source);
}
