import { isOpen, openAmong } from "../record/selection.js";
import { button, get } from "../shared/dom.js";

/**
 * @typedef {import("../record/selection.js").Among} Among
 * @typedef {import("../record/selection.js").Selection} Selection
 */

const ROLES = /** @type {const} */ (["any", "lead", "partner"]);
const MATCHES = /** @type {const} */ (["any", "all"]);
const SHOWN = /** @type {const} */ (["all", "lead", "country"]);

/** What is asked of members: role, one country or each, and which of them are shown. */
export class MemberChoice {
  /**
   * @param {() => Selection} read what is selected now
   * @param {(part: Partial<Selection>) => void} change
   */
  constructor(read, change) {
    get("role").append(
      ...ROLES.map((role) =>
        button({ "data-role": role, "data-say": `role.${role}` }, () =>
          change({ role: role === "any" ? null : new Set([role]) }),
        ),
      ),
    );
    get("match").append(
      ...MATCHES.map((match) =>
        button({ "data-match": match, "data-say": `match.${match}` }, () => change({ match })),
      ),
    );
    get("among").append(
      ...SHOWN.map((shown) =>
        button({ "data-among": shown, "data-say": `among.${shown}` }, () =>
          change({ among: makeAmong(shown, read()) }),
        ),
      ),
    );
  }

  /** @param {Selection} selection */
  show(selection) {
    const { role, country, match, among } = selection;
    const roleNow = role?.size === 1 ? [...role][0] : "any";
    press("role", (made) => made.dataset["role"] === roleNow);
    get("match").hidden = (country?.size ?? 0) < 2;
    press("match", (made) => made.dataset["match"] === match);
    press("among", (made) => isPressed(made.dataset["among"] ?? "", among));
    for (const made of get("among").querySelectorAll("button")) {
      made.disabled = made.dataset["among"] === "country" && !country && !among.country;
    }
  }
}

/**
 * @param {string} group
 * @param {(made: HTMLButtonElement) => boolean} isOn
 */
function press(group, isOn) {
  for (const made of get(group).querySelectorAll("button")) {
    made.setAttribute("aria-pressed", String(isOn(made)));
  }
}

/**
 * @param {(typeof SHOWN)[number]} shown
 * @param {Selection} selection
 * @returns {Among}
 */
function makeAmong(shown, { country }) {
  if (shown === "lead") return { ...openAmong(), role: new Set(["lead"]) };
  return shown === "country" ? { ...openAmong(), country } : openAmong();
}

/**
 * @param {string} shown
 * @param {Among} among
 */
function isPressed(shown, among) {
  if (shown === "lead") return among.role?.size === 1 && among.role.has("lead");
  return shown === "country" ? among.country !== null : isOpen(among);
}
