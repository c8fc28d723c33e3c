import { element, find } from "./dom.js";
import { key, showRecord } from "./record.js";

const unwatched = { foresee() {}, putBack() {}, settle() {} };

/** Jobs have no list: each is opened by its id. */
export function showJobs(main, kind, id) {
  if (main.dataset.view !== kind.view) {
    main.dataset.view = kind.view;
    const open = (event) => {
      event.preventDefault();
      const hash = `#/${kind.view}/${encodeURIComponent(find("#job-id").value.trim())}`;
      if (location.hash === hash) dispatchEvent(new HashChangeEvent("hashchange"));
      else location.hash = hash;
    };
    const heading = kind.name[0].toUpperCase() + kind.name.slice(1);
    main.replaceChildren(
      element("h1", { tabindex: "-1" }, `${heading}s`),
      element(
        "form",
        { class: "panel lookup", onsubmit: open },
        element("label", { for: "job-id" }, `${heading} id`),
        element("input", { id: "job-id", required: true, maxlength: "128", autocomplete: "off", spellcheck: "false" }),
        element("button", { class: "primary" }, "Show"),
      ),
      element("section", { class: "details", "aria-label": heading }),
    );
  }
  const place = find(".details", main);
  find("#job-id").value = id;
  place.dataset.record = key(kind, id);
  if (id) showRecord(place, kind, id, { takesFocus: true, on: unwatched });
  else place.replaceChildren();
}
