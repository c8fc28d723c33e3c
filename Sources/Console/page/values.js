import { element } from "./dom.js";

const deepest = 3;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** `job_no` and `jobNo` as "Job no". */
function label(name) {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").trim().toLowerCase();
  return words ? words[0].toUpperCase() + words.slice(1) : name;
}

/** A value of a record as one line of text. */
export function plainText(value) {
  if (JSON.isRawJSON?.(value)) return value.rawJSON;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A time in the reader's own zone; whatever else was written in its place as it is. */
export function timeOf(value) {
  const date = typeof value === "string" && time.test(value) ? new Date(value) : null;
  if (!date || isNaN(date.getTime())) return plainText(value);
  return element("time", { datetime: value, title: value }, format.format(date));
}

/** The members of a record, whatever they are. */
export function members(record, { except = [], depth = 0 } = {}) {
  const shown = Object.entries(record).filter(([name]) => !except.includes(name));
  return element(
    "dl",
    { class: "members" },
    shown.map(([name, value]) =>
      element("div", {}, element("dt", {}, label(name)), element("dd", {}, valueOf(value, depth + 1)))
    ),
  );
}

function valueOf(value, depth) {
  if (typeof value !== "object" || value === null || JSON.isRawJSON?.(value)) return timeOf(value);
  if (!Array.isArray(value)) {
    return depth < deepest && Object.keys(value).length ? members(value, { depth }) : plainText(value);
  }
  const isFlat = value.every((item) => typeof item !== "object" || item === null);
  return isFlat ? (value.map(plainText).join(", ") || "none") : plainText(value);
}
