import { say } from "../i18n/language.js";
import { button, el, get } from "../shared/dom.js";

/** @type {import("../record/address.js").Place["arcs"][]} */
const ARCS = ["partners", "practices"];

/**
 * Add the switch that says what the arcs of the map stand for.
 *
 * @param {import("./page.js").Page} page
 * @returns {() => void} shows the switch as it stands, on the map only
 */
export function addSwitch(page) {
  const buttons = ARCS.map((arcs) =>
    button(
      { "data-arcs": arcs, "data-say": `map.${arcs}` },
      () => page.go({ arcs }),
      say(`map.${arcs}`),
    ),
  );
  const group = el(
    "div",
    {
      class: "segments arcs",
      role: "group",
      id: "arcs",
      "aria-label": say("map.arcs.name"),
      "data-label": "map.arcs.name",
    },
    ...buttons,
  );
  get("stage").prepend(group);
  return () => {
    group.hidden = page.place.look !== "map";
    for (const made of buttons) {
      made.setAttribute("aria-pressed", String(made.dataset["arcs"] === page.place.arcs));
    }
  };
}
