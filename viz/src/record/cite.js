import { getLanguage, say, sayTerm } from "../i18n/language.js";
import { sayFilter } from "./narrowed.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./selection.js").Selection} Selection
 */

/**
 * Say where a view comes from, so that another reader can make it again: the dataset with its
 * version and hash, the command, what the page's own filters keep, the address of the view and the
 * day on which it was seen.
 *
 * @param {Model} model
 * @param {Selection} filter
 * @param {string} address of the page, or the part after #
 * @param {Date | null} [seen]
 */
export function citeView(model, filter, address, seen = null) {
  const { title, version, digest, command, query } = model;
  const kept = sayFilter(model, filter);
  return [
    `“${sayTerm(title)}”.`,
    version ? say("cite.version", { version }) : say("cite.dataset"),
    digest && say("cite.digest", { digest }),
    say("cite.command", { command: ["hanse viz", command, query].filter(Boolean).join(" ") }),
    kept && say("cite.kept", { kept }),
    seen && say("cite.seen", { date: sayDay(seen) }),
    address && say("cite.address", { address }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {Date} day by the reader's clock */
function sayDay(day) {
  const language = getLanguage() === "en" ? "en-GB" : getLanguage();
  return new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(day);
}
