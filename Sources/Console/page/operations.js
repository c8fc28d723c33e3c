import { address, newKey, send, sentence } from "./api.js";
import { element, find, refusalPanel } from "./dom.js";

/** What the API answers, as it says itself, each operation to be tried. */
export async function showOperations(main) {
  main.dataset.view = "api";
  main.replaceChildren(
    element("h1", { tabindex: "-1" }, "API"),
    element("div", { id: "operations", "aria-busy": "true" }),
  );
  const place = find("#operations");
  const answer = await send({ path: "openapi.json" });
  place.ariaBusy = null;
  if (answer.ok) place.replaceChildren(...operations(answer.body).map(operationPanel));
  else place.replaceChildren(refusalPanel(sentence(answer, "There is no list."), () => showOperations(main)));
}

function operations(document) {
  const resolve = (part) =>
    part?.$ref ? part.$ref.slice(2).split("/").reduce((node, name) => node[name], document) : part;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      isPublic: operation.security?.length === 0,
      parameters: (operation.parameters ?? []).map(resolve).map((one) => ({ ...one, schema: resolve(one.schema) })),
      body: bodyOf(resolve(operation.requestBody)?.content?.["application/json"], resolve),
    }))
  );
}

/** A body to start from: an example of the document, or else one made of the schema. */
function bodyOf(content, resolve) {
  if (!content) return undefined;
  const example = content.example ?? resolve(Object.values(content.examples ?? {})[0])?.value ??
    sample(resolve(content.schema), resolve);
  return JSON.stringify(example, null, 2);
}

function sample(schema, resolve) {
  const { type, properties = {}, required = [], items } = schema;
  if (schema.enum) return schema.enum.at(-1);
  if (type === "object") {
    return Object.fromEntries(required.map((name) => [name, sample(resolve(properties[name]), resolve)]));
  }
  if (type === "array") return [sample(resolve(items), resolve)];
  return type === "integer" ? schema.minimum ?? 1 : "";
}

function operationPanel(operation) {
  const { operationId: id, method, path } = operation;
  const output = element("div", { class: "answer" }, element("p", { role: "status" }), element("div"));
  const curl = element("code", {});
  const form = element(
    "form",
    {
      oninput: () => curl.textContent = curlLine(operation, requestOf(form, operation)),
      onsubmit: (event) => {
        event.preventDefault();
        tryOut(requestOf(form, operation), output);
      },
    },
    element("p", {}, withCode(operation.description)),
    operation.parameters.map((parameter) => field(`${id}-${parameter.name}`, parameter, method)),
    operation.body === undefined ? null : labelled(
      `${id}-body`,
      "Body",
      element("textarea", { id: `${id}-body`, name: "body", rows: "4", spellcheck: "false" }, operation.body),
    ),
    element("pre", { tabindex: "0", role: "group", "aria-label": "As a command" }, curl),
    element("button", { class: "primary" }, "Send"),
    output,
  );
  curl.textContent = curlLine(operation, requestOf(form, operation));
  return element(
    "details",
    { class: "panel operation", id: `operation-${id}` },
    element(
      "summary",
      {},
      element("span", { class: "method", "data-method": method }, method),
      element("code", {}, path),
      element("span", { class: "muted" }, operation.summary),
    ),
    form,
  );
}

/** Text in which backticks set off code. */
function withCode(text) {
  return text.split("`").map((part, index) => index % 2 ? element("code", {}, part) : part);
}

function labelled(id, text, input, hint = "") {
  return element("div", { class: "field" }, element("label", { for: id }, text, " ", element("span", {}, hint)), input);
}

/** A dry run is what is tried first. */
function field(id, { name, schema = {}, required }, method) {
  const choices = schema.type === "boolean" ? ["true", "false"] : schema.enum && ["", ...schema.enum];
  const attributes = { id, name, required, autocomplete: "off", spellcheck: "false" };
  const input = choices
    ? element("select", attributes, choices.map((choice) => element("option", {}, choice)))
    : element("input", attributes);
  if (name === "Idempotency-Key" && method !== "GET") input.value = newKey();
  return labelled(id, name, input, required ? "" : "(optional)");
}

function requestOf(form, { method, path, parameters, isPublic }) {
  const request = { method, path: path.slice(1), query: {}, fields: {}, body: form.elements.body?.value, isPublic };
  for (const { name, in: where } of parameters) {
    const value = form.elements[name].value;
    if (value === "") continue;
    if (where === "path") request.path = request.path.replace(`{${name}}`, encodeURIComponent(value));
    else request[where === "query" ? "query" : "fields"][name] = value;
  }
  return request;
}

/** The request for a shell. The token is a variable of the shell: it must not be copied about. */
function curlLine({ isPublic }, { method, path, query, fields, body }) {
  const url = address(path, query).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
  const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), quoted(url)];
  if (!isPublic) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (body) parts.push("-H 'Content-Type: application/json'");
  for (const [name, value] of Object.entries(fields)) parts.push("-H", quoted(`${name}: ${value}`));
  if (method !== "GET") parts.push("--data-raw", quoted(body ?? ""));
  return parts.join(" ");
}

function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function tryOut(request, output) {
  const [status, rest] = output.children;
  rest.replaceChildren();
  const start = performance.now();
  const answer = await send({ ...request, body: request.body || undefined });
  if (!answer.status) return status.textContent = sentence(answer);
  const fields = [...answer.fields].map(([name, value]) => `${name}: ${value}`).join("\n");
  const body = answer.body === undefined ? answer.text : JSON.stringify(answer.body, null, 2);
  status.replaceChildren(
    element("b", { "data-ok": String(answer.ok) }, String(answer.status)),
    ` in ${Math.round(performance.now() - start)} ms`,
  );
  rest.append(element("pre", { tabindex: "0", role: "group", "aria-label": "Answer" }, `${fields}\n\n${body}`));
}
