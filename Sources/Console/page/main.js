import { send, sentence } from "./api.js";
import { watchDialog } from "./cancelling.js";
import { dismiss, element, find, toast } from "./dom.js";
import { showJobs } from "./jobs.js";
import { cleaningJob, dispatchJob, workOrder } from "./kinds.js";
import { showOperations } from "./operations.js";
import { close, open, reopen, session } from "./session.js";
import { showWorkOrders } from "./work-orders.js";

const main = find("#main");
const expired = "Your token has expired: sign in with another.";

/** The view and the id in the address, after `#/`. The address never has anything else in it. */
function place() {
  const [view = "", id = ""] = location.hash.slice(2).split("/");
  try {
    return { view, id: decodeURIComponent(id) };
  } catch {
    return { view, id: "" };
  }
}

function show() {
  if (session.caller?.expires < Date.now()) {
    close();
    toast(expired, { failed: true });
  }
  const { caller } = session;
  find("nav").hidden = find("#caller").hidden = !caller;
  if (!caller) return showSignIn();
  find("#caller b").textContent = caller.name;
  find("#caller span").textContent = caller.roles.join(", ") || "no role";
  const { view, id } = place();
  const kind = [cleaningJob, dispatchJob].find((kind) => kind.view === view);
  const current = kind || view === "api" ? view : workOrder.view;
  for (const link of document.querySelectorAll("nav a")) {
    const isCurrent = link.getAttribute("href") === `#/${current}`;
    if (isCurrent) document.title = `${link.textContent} · Countermand`;
    link.ariaCurrent = isCurrent ? "page" : null;
  }
  const isNew = main.dataset.view !== current;
  if (kind) showJobs(main, kind, id);
  else if (current === "api") showOperations(main);
  else showWorkOrders(main, id);
  if (isNew && !id) find("h1")?.focus();
  if (isNew) scrollTo(0, 0);
}

function showSignIn() {
  main.dataset.view = "sign-in";
  document.title = "Sign in · Countermand";
  const problem = element("p", { class: "problem", role: "alert" });
  const input = element("input", {
    id: "token",
    type: "password",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "token-hint",
  });
  const button = element("button", { class: "primary" }, "Sign in");
  const signIn = async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = await refusalOf(input.value.trim().replace(/^Bearer\s+/i, ""));
    button.disabled = false;
    if (problem.textContent) input.focus();
    else show();
  };
  main.replaceChildren(
    element(
      "form",
      { class: "panel sign-in", onsubmit: signIn },
      element("h1", { tabindex: "-1" }, "Sign in"),
      element("label", { for: "token" }, "Token"),
      input,
      element(
        "p",
        { class: "muted", id: "token-hint" },
        "A JSON Web Token. It stays in this tab, until you sign out or close it.",
      ),
      problem,
      button,
    ),
  );
  input.focus();
}

/** Signs in; returns why not, or nothing. */
async function refusalOf(token) {
  if (!open(token)) return "This is not a JSON Web Token.";
  const refusal = session.caller.expires < Date.now() ? expired : await refusalByTheAPI();
  if (refusal) close();
  return refusal;
}

/** Only 401 is a refusal: callers that may see no work orders can sign in too. */
async function refusalByTheAPI() {
  const answer = await send({ path: "api/work-orders/summary" });
  if (answer.status === 401) return `${sentence(answer, "Unauthorized!")} The token is not valid here.`;
  return answer.status ? "" : sentence(answer);
}

find("#caller button").addEventListener("click", () => {
  close();
  // Nothing of what was shown stays in memory.
  location.reload();
});
find(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener("hashchange", () => {
  if (!find("#toasts button + button")) dismiss();
  show();
});
watchDialog();
reopen();
show();
