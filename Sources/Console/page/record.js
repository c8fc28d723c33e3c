import { send, sentence } from "./api.js";
import { cancel } from "./cancelling.js";
import { element, find, refusalPanel, statusBadge } from "./dom.js";
import { workOrder } from "./kinds.js";
import { session } from "./session.js";
import { members, plainText, timeOf } from "./values.js";

/** The receipts of cancels in this tab, by kind and id. */
const receipts = new Map();

/**
 * Shows a record in a place. `on.foresee(status)`, `on.putBack()` and `on.settle()` are told of a cancel. Focuses the
 * heading if `takesFocus`.
 */
export async function showRecord(place, kind, id, { takesFocus = false, on }) {
  if (place.dataset.shown !== key(kind, id)) place.replaceChildren(element("p", { class: "muted empty" }, "Loading …"));
  place.ariaBusy = true;
  const shown = await read(kind, id);
  place.ariaBusy = null;
  if (!isOpen(place, kind, id)) return;
  const reload = () => showRecord(place, kind, id, { takesFocus: true, on });
  if (shown.refusal) return place.replaceChildren(refusalPanel(shown.refusal, reload));
  render(place, shown, on);
  document.title = `${kind.title(shown.record)} · Countermand`;
  if (takesFocus) find("h2", place).focus();
}

/** Whether nothing else has been opened in the place meanwhile. */
function isOpen(place, kind, id) {
  return place.dataset.record === key(kind, id);
}

export function key(kind, id) {
  return `${kind.view}/${id}`;
}

async function read(kind, id) {
  const fields = kind.fields();
  const requests = [send({ path: kind.path(id), fields })];
  if (kind === workOrder) requests.push(send({ path: `${kind.path(id)}/notes`, fields }));
  const [answer, notes] = await Promise.all(requests);
  if (!answer.ok) return { refusal: sentence(answer, `The ${kind.name} cannot be shown.`) };
  return {
    kind,
    id,
    record: kind.record(answer.body),
    // A web server that compresses the answer weakens its tag.
    etag: (answer.fields.get("ETag") ?? "*").replace(/^W\//, ""),
    notes: notes?.ok ? notes.body.data : [],
  };
}

/** `status` is that of a cancel that is foreseen. */
function render(place, shown, on, status = shown.record.status) {
  const { kind, id, record, notes } = shown;
  if (!isOpen(place, kind, id)) return;
  place.dataset.shown = key(kind, id);
  const hadFocus = place.contains(document.activeElement);
  const subtitle = kind.subtitle(record);
  place.replaceChildren(
    element(
      "article",
      { class: "panel" },
      element(
        "header",
        {},
        element("h2", { tabindex: "-1" }, kind.title(record)),
        statusBadge(status),
        subtitle == null ? null : element("p", { class: "subtitle" }, plainText(subtitle)),
      ),
      members(record, { except: ["status"] }),
      kind === workOrder ? notesOf(notes) : null,
      receiptOf(receipts.get(key(kind, id))),
      kind.final.includes(status) ? null : actions(place, shown, on),
    ),
  );
  if (hadFocus) find("h2", place).focus();
}

function notesOf(notes) {
  const entries = notes.map((note) =>
    element("li", {}, element("p", {}, plainText(note.note)), element("p", { class: "muted" }, timeOf(note.createdAt)))
  );
  return element(
    "section",
    {},
    element("h3", {}, "Notes"),
    entries.length ? element("ul", { class: "notes" }, entries) : element("p", { class: "muted" }, "There are none."),
  );
}

function receiptOf(receipt) {
  return receipt && element("section", { class: "receipt" }, element("h3", {}, "Receipt"), members(receipt));
}

function actions(place, shown, on) {
  const { kind, id } = shown;
  if (!kind.mayCancel(session.caller, shown.record)) {
    return element("p", { class: "muted actions" }, kind.whyNot(session.caller));
  }
  const begin = () =>
    cancel(shown, {
      foresee() {
        on.foresee(shown.record.status);
        render(place, shown, on, kind.cancelled);
      },
      putBack() {
        on.putBack();
        render(place, shown, on);
      },
      async settle(answer) {
        const event = answer.fields.get("Cancellation-Event");
        if (event) receipts.set(key(kind, id), { event, proof: answer.fields.get("Cancellation-Proof") });
        await Promise.all([on.settle(), showRecord(place, kind, id, { takesFocus: false, on })]);
      },
    });
  return element(
    "div",
    { class: "actions" },
    element("button", { class: "danger", onclick: begin }, `Cancel ${kind.name}`),
  );
}
