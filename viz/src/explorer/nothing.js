import { say } from "../i18n/language.js";
import { listNarrowed } from "../record/narrowed.js";
import { openSelection } from "../record/selection.js";
import { button, el, get } from "../shared/dom.js";

/**
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("../record/selection.js").Selection} Selection
 * @typedef {import("../record/view.js").View} View
 */

const MOST_VALUES = 3;

/**
 * Say in the picture that nothing passes the filters, with a way back: each filter, or all, opens.
 *
 * @param {Model} model
 * @param {Selection} selection
 * @param {View} view
 * @param {(part: Partial<Selection>) => void} change
 */
export function showNothing(model, selection, view, change) {
  const room = get("nothing");
  room.hidden = view.shown.some(Boolean);
  if (room.hidden) {
    room.replaceChildren();
    return;
  }
  const open = openSelection(model);
  room.replaceChildren(
    el("p", {}, say("shown.none")),
    ...listNarrowed(model, selection, MOST_VALUES).map(({ words, open: part }) =>
      button(
        { class: "button", "aria-label": say("filter.open", { name: words }) },
        () => change(part),
        `${words} ×`,
      ),
    ),
    button({ class: "button", "data-clear": "" }, () => change(open), say("filter.clear")),
  );
}
