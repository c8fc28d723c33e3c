/**
 * Makes an element. Children are nodes, or text that is never read as markup; attributes whose name begins with `on` are
 * listeners, and those that are null or false are left out.
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value != null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child != null));
  return node;
}

export function find(selector, root = document) {
  return root.querySelector(selector);
}

export function statusBadge(status) {
  const letters = String(status).toLowerCase().replace(/[^a-z]/g, "");
  return element("span", { class: "badge", "data-status": letters }, String(status));
}

/** A refusal in the place of what was asked for. */
export function refusalPanel(sentence, retry) {
  return element(
    "div",
    { class: "panel refusal" },
    element("p", {}, sentence),
    retry && element("button", { onclick: retry }, "Try again"),
  );
}

/** Says in a corner what came of something, until it is dismissed or something else is said. */
export function toast(sentence, { failed = false, retry = null } = {}) {
  dismiss();
  const again = () => {
    dismiss();
    retry();
  };
  find(`#toasts [role=${failed ? "alert" : "status"}]`).append(
    element("p", {}, sentence),
    retry ? element("button", { onclick: again }, "Try again") : "",
    element("button", { class: "quiet", "aria-label": "Dismiss", onclick: dismiss }, "✕"),
  );
}

export function dismiss() {
  if (find("#toasts").contains(document.activeElement)) find("#main").focus();
  for (const region of find("#toasts").children) region.replaceChildren();
}
