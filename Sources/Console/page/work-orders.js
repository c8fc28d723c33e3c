import { send, sentence } from "./api.js";
import { element, find, refusalPanel, statusBadge } from "./dom.js";
import { has, workOrder } from "./kinds.js";
import { key, showRecord } from "./record.js";
import { session } from "./session.js";
import { plainText, timeOf } from "./values.js";

const statuses = ["", "pending", "in-progress", "completed", "cancelled"];
const names = {
  "": "All",
  "pending": "Pending",
  "in-progress": "In progress",
  "completed": "Completed",
  "cancelled": "Cancelled",
};
const pageSize = 20;
const largestPage = 200;

/** What the API has answered: the counts, and the list as far as it was read. */
let list = { status: "", counts: {}, records: [], cursor: null, refusal: null };
/** The status before a cancel whose answer is awaited, by id: the list and the counts move at once. */
const foreseen = new Map();
let latest = 0;

/** The list, and beside it the work order with the id if there is one. */
export function showWorkOrders(main, id, takesFocus = true) {
  if (main.dataset.view !== workOrder.view) build(main);
  const panes = find(".panes", main);
  const place = find(".details", main);
  const left = panes.hasAttribute("data-open") && `#/${place.dataset.record}`;
  panes.toggleAttribute("data-open", id !== "");
  place.dataset.record = key(workOrder, id);
  renderList();
  if (id) {
    const on = {
      foresee: (status) => move(() => foreseen.set(id, statusInList(id) ?? status)),
      putBack: () => move(() => foreseen.delete(id)),
      settle: () => reload(() => foreseen.delete(id)),
    };
    showRecord(place, workOrder, id, { takesFocus, on });
  } else {
    place.replaceChildren(element("p", { class: "muted empty" }, "Choose a work order."));
    if (left) (rowOf(left) ?? find("h1", main)).focus();
  }
}

function build(main) {
  main.dataset.view = workOrder.view;
  list = { ...list, counts: {}, records: [], cursor: null, refusal: null };
  main.replaceChildren(
    element(
      "div",
      { class: "title" },
      element("h1", { id: "work-orders", tabindex: "-1" }, "Work orders"),
      has(session.caller, "staff", "admin") ? clientField(main) : null,
    ),
    element(
      "div",
      { class: "panes" },
      element(
        "section",
        { class: "list", "aria-labelledby": "work-orders" },
        element("div", { class: "filter", role: "group", "aria-label": "Status" }, statuses.map(filterButton)),
        element("div", { id: "rows" }),
      ),
      element(
        "section",
        { class: "details-pane", "aria-label": "Work order" },
        element("a", { class: "back", href: `#/${workOrder.view}` }, "← All work orders"),
        element("div", { class: "details" }),
      ),
    ),
  );
  load();
}

/** Staff and admins see the work orders of all clients, unless they choose one. */
function clientField(main) {
  const choose = (event) => {
    session.client = event.target.value.trim();
    load();
    showWorkOrders(main, find(".details").dataset.record.split("/")[1], false);
  };
  return element(
    "label",
    {},
    "Client",
    element("input", { inputmode: "numeric", placeholder: "all", value: session.client, onchange: choose }),
  );
}

function filterButton(status) {
  const choose = () => {
    list.status = status;
    load();
  };
  return element("button", { value: status, onclick: choose }, names[status], " ", element("span"));
}

/** Reads the counts and the list again, as far as it was read; `before` runs right before they are shown. */
function reload(before) {
  return load({ count: Math.max(pageSize, list.records.length), before });
}

/** Reads the counts, and so many records: the first ones, or those after the cursor. */
async function load({ cursor = "", count = pageSize, before = () => {} } = {}) {
  const turn = ++latest;
  const rows = find("#rows");
  if (rows) rows.ariaBusy = true;
  renderFilter();
  const page = await ask(list.status, cursor, count);
  before();
  if (turn === latest) {
    if (cursor && !page.refusal) page.records = [...list.records, ...page.records];
    list = { ...list, ...page };
    if (rows) rows.ariaBusy = null;
  }
  renderList();
}

async function ask(status, cursor, count) {
  const fields = workOrder.fields();
  const records = [];
  let counts;
  const summary = send({ path: "api/work-orders/summary", fields });
  do {
    const limit = Math.min(count - records.length, largestPage);
    const page = send({ path: "api/work-orders", query: { status, limit, cursor }, fields });
    const answers = await Promise.all([summary, page]);
    const refused = answers.find((answer) => !answer.ok);
    if (refused) return { refusal: sentence(refused, "The work orders cannot be shown.") };
    counts = answers[0].body.data;
    records.push(...answers[1].body.data);
    cursor = answers[1].body.nextCursor;
  } while (cursor && records.length < count);
  return { counts, records, cursor, refusal: null };
}

function move(change) {
  change();
  renderList();
}

function statusInList(id) {
  return list.records.find((record) => String(record.id) === id)?.status;
}

function statusOf(record) {
  return foreseen.has(String(record.id)) ? workOrder.cancelled : record.status;
}

function renderFilter() {
  for (const button of document.querySelectorAll(".filter button")) {
    button.ariaPressed = button.value === list.status;
    const count = list.counts[button.value || "total"];
    const left = [...foreseen.values()].filter((status) => status === button.value).length;
    const joined = button.value === workOrder.cancelled ? foreseen.size : 0;
    find("span", button).textContent = count === undefined ? "" : String(count - left + joined);
  }
}

function renderList() {
  const place = find("#rows");
  if (!place) return;
  renderFilter();
  if (list.refusal) return place.replaceChildren(refusalPanel(list.refusal, () => reload()));
  const shown = list.records.filter((record) => !list.status || statusOf(record) === list.status);
  const focused = document.activeElement?.getAttribute("href");
  place.replaceChildren(
    shown.length
      ? element("ul", {}, shown.map((record) => element("li", {}, row(record))))
      : element("p", { class: "muted empty" }, place.ariaBusy ? "Loading …" : "There are none."),
    list.cursor ? element("button", { class: "more", onclick: showMore }, "Show more") : "",
  );
  if (focused) rowOf(focused)?.focus();
}

async function showMore() {
  const last = list.records.length;
  await load({ cursor: list.cursor });
  document.querySelectorAll(".row")[last]?.focus();
}

function rowOf(link) {
  return find(`#rows [href="${CSS.escape(link)}"]`);
}

function row(record) {
  const link = `#/${workOrder.view}/${encodeURIComponent(plainText(record.id))}`;
  return element(
    "a",
    { href: link, class: "row", "aria-current": location.hash === link && "true" },
    element("b", {}, workOrder.title(record)),
    statusBadge(statusOf(record)),
    element("span", { class: "text" }, plainText(record.description)),
    element(
      "span",
      { class: "muted" },
      record.is_urgent === true ? element("em", {}, "Urgent") : null,
      plainText(record.property_name),
      " · ",
      timeOf(record.updatedAt),
    ),
  );
}
