import { NoAnswer, send, sentence } from "./api.js";
import { element, find, refusalPanel, statusBadge } from "./dom.js";
import { workOrder } from "./kinds.js";
import { key, showRecord } from "./record.js";
import { plainText, timeOf } from "./values.js";

const statuses = ["", "pending", "in-progress", "completed", "cancelled"];
const names = {
  "": "All",
  "pending": "Pending",
  "in-progress": "In progress",
  "completed": "Completed",
  "cancelled": "Cancelled",
};
const pageSize = "20";

/** What the API has told: the counts, and the pages of the list so far. */
let told = { status: "", counts: {}, records: [], cursor: null, refusal: null };
/** The status before a cancel whose answer is awaited, by id: the list and the counts move at once. */
const foreseen = new Map();
let latest = 0;

/** The list, and beside it the work order with the id if there is one. */
export function showWorkOrders(main, id) {
  if (main.dataset.view !== workOrder.view) build(main);
  const panes = find(".panes", main);
  const wasOpen = panes.hasAttribute("data-open");
  panes.toggleAttribute("data-open", id !== "");
  const place = find(".details", main);
  place.dataset.record = key(workOrder, id);
  renderList();
  if (id) {
    const on = {
      foresee: (status) => move(() => foreseen.set(id, toldStatus(id) ?? status)),
      putBack: () => move(() => foreseen.delete(id)),
      settle: () => load(() => foreseen.delete(id)),
    };
    showRecord(place, workOrder, id, { takesFocus: true, on });
  } else {
    place.replaceChildren(element("p", { class: "muted empty" }, "Choose a work order."));
    if (wasOpen) find("h1", main).focus();
  }
}

function build(main) {
  main.dataset.view = workOrder.view;
  told = { ...told, counts: {}, records: [], cursor: null, refusal: null };
  main.replaceChildren(
    element("h1", { id: "work-orders", tabindex: "-1" }, "Work orders"),
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

function filterButton(status) {
  const choose = () => {
    told.status = status;
    load();
  };
  return element("button", { type: "button", value: status, onclick: choose }, names[status], " ", element("span"));
}

/** Reads the counts and the first page, or one more; `before` runs right before they are shown. */
async function load(before = () => {}, cursor = "") {
  const turn = ++latest;
  const rows = find("#rows");
  rows?.setAttribute("aria-busy", "true");
  renderFilter();
  const heard = await ask(told.status, cursor);
  before();
  if (turn === latest) {
    if (cursor && !heard.refusal) heard.records = [...told.records, ...heard.records];
    told = { ...told, ...heard };
    rows?.removeAttribute("aria-busy");
  }
  renderList();
}

async function ask(status, cursor) {
  try {
    const [summary, page] = await Promise.all([
      send({ path: "api/work-orders/summary" }),
      send({ path: "api/work-orders", query: { status, limit: pageSize, cursor } }),
    ]);
    const refused = [summary, page].find((answer) => !answer.ok);
    if (refused) return { refusal: sentence(refused, "The work orders cannot be shown."), records: [], cursor: null };
    return { counts: summary.body.data, records: page.body.data, cursor: page.body.nextCursor, refusal: null };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { refusal: "No answer came.", records: [], cursor: null };
  }
}

function move(change) {
  change();
  renderList();
}

function toldStatus(id) {
  return told.records.find((record) => String(record.id) === id)?.status;
}

function statusOf(record) {
  return foreseen.has(String(record.id)) ? workOrder.cancelled : record.status;
}

function renderFilter() {
  for (const button of document.querySelectorAll(".filter button")) {
    button.setAttribute("aria-pressed", String(button.value === told.status));
    const count = told.counts[button.value || "total"];
    const left = [...foreseen.values()].filter((status) => status === button.value).length;
    const joined = button.value === workOrder.cancelled ? foreseen.size : 0;
    find("span", button).textContent = count === undefined ? "" : String(count - left + joined);
  }
}

function renderList() {
  const place = find("#rows");
  if (!place) return;
  renderFilter();
  if (told.refusal) return place.replaceChildren(refusalPanel(told.refusal, () => load()));
  const shown = told.records.filter((record) => !told.status || statusOf(record) === told.status);
  const focused = document.activeElement?.getAttribute("href");
  place.replaceChildren(
    shown.length
      ? element("ul", {}, shown.map((record) => element("li", {}, row(record))))
      : element("p", { class: "muted empty" }, place.hasAttribute("aria-busy") ? "Loading …" : "There are none."),
    told.cursor
      ? element("button", { type: "button", class: "more", onclick: () => load(undefined, told.cursor) }, "Show more")
      : "",
  );
  if (focused?.startsWith("#/work-orders/")) find(`#rows [href="${CSS.escape(focused)}"]`)?.focus();
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
