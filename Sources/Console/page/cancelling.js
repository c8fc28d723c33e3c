import { newKey, send, sendUntilAnswered, sentence } from "./api.js";
import { element, find, toast } from "./dom.js";
import { plainText } from "./values.js";

/**
 * Cancels what is shown, once the caller has confirmed what a dry run foresees. `shown` has `kind`, `id`, `record` and
 * `etag`. `on` is told of it: `foresee()` when the request is sent, `putBack()` when it was refused or is unanswered, and
 * `settle(answer)` at the end of each.
 */
export async function cancel(shown, on) {
  if (isAsking) return;
  isAsking = true;
  const request = await confirmed(shown, on).finally(() => isAsking = false);
  if (request) await carryOut(shown.kind, request, on);
}

/** From the click on the button until the dialog is closed: a second click is not a second cancel. */
let isAsking = false;

/** The request that cancels; false or undefined if the dry run or the caller is against it. */
async function confirmed(shown, on) {
  const { kind, id, etag } = shown;
  const fields = { ...kind.fields(), "If-Match": etag };
  const preview = await send({ ...kind.cancel(id), query: { dryRun: "true" }, fields });
  if (preview.ok) {
    const reason = await confirm(shown, preview.body.changes);
    return reason !== null && { ...kind.cancel(id, reason), fields: { ...fields, "Idempotency-Key": newKey() } };
  }
  toast(sentence(preview, kind.failed), { failed: true, retry: preview.status ? null : () => cancel(shown, on) });
  if (preview.status) on.settle(preview);
}

async function carryOut(kind, request, on) {
  on.foresee();
  const retry = () => carryOut(kind, request, on);
  const answer = await sendUntilAnswered(request, () => toast("No answer yet: asking again, with the same key."));
  if (answer.ok) {
    toast(kind.done);
  } else if (answer.status) {
    on.putBack();
    toast(sentence(answer, kind.failed), { failed: true, retry: answer.status < 500 ? null : retry });
  } else {
    on.putBack();
    toast(`No answer came: whether the ${kind.name} is cancelled is not known. To try again is safe.`, {
      failed: true,
      retry,
    });
  }
  return on.settle(answer);
}

/** Asks in the dialog. Returns the reason, undefined if none was given, and null if the record is to stay as it is. */
function confirm({ kind, record }, changes) {
  const dialog = find("dialog");
  const reason = find("#reason");
  find("#question").textContent = `Cancel ${kind.name} ${kind.title(record)}?`;
  find("#warning").textContent = kind.warning;
  find("#changes").replaceChildren(
    ...listed("Released", changes.assignments.map(released)),
    ...listed("Noted", changes.notes.map((note) => plainText(note.note))),
    ...listed("Announced", changes.events.map((event) => `${plainText(event.type)} (${plainText(event.subject)})`)),
  );
  find("[value=keep]", dialog).textContent = `Keep ${kind.name}`;
  find("[value=cancel]", dialog).textContent = `Cancel ${kind.name}`;
  reason.value = "";
  dialog.returnValue = "keep";
  dialog.showModal();
  find("[value=keep]", dialog).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "cancel" ? reason.value.trim() || undefined : null);
    }, { once: true });
  });
}

function listed(label, items) {
  const entries = items.length ? items : ["nothing"];
  return [element("dt", {}, label), ...entries.map((item) => element("dd", {}, item))];
}

/** An assignment, or the id of a cleaner. */
function released(item) {
  if (typeof item !== "object" || item === null || JSON.isRawJSON?.(item)) return `Cleaner ${plainText(item)}`;
  return `Assignment ${plainText(item.id)}` +
    (item.contractorId == null ? "" : `, contractor ${plainText(item.contractorId)}`);
}

export function watchDialog() {
  const dialog = find("dialog");
  for (const button of dialog.querySelectorAll("button")) {
    button.addEventListener("click", () => dialog.close(button.value));
  }
}
