import { say } from "../../i18n/language.js";
import { indexNodes } from "../../record/search.js";
import { Combo } from "../../shared/combo.js";
import { button, el } from "../../shared/dom.js";
import { drawMatch } from "../finder.js";

/**
 * @typedef {import("../../record/model.js").Node} Node
 * @typedef {import("./elements.js").Desk} Desk
 */

/**
 * What can be done with the node that is chosen.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawActions(desk, node) {
  const { go, place, model } = desk;
  const ego = place.task === "ego";
  const made = [
    button(
      { class: "button", "aria-pressed": String(ego), "data-do": "ego" },
      () => go({ task: ego ? "" : "ego", other: null }),
      say(node.joins ? "do.only" : "do.ego"),
    ),
  ];
  if (node.member) {
    made.push(
      button(
        { class: "button", "data-do": "compare" },
        () => go({ task: "compare", other: null }),
        say("do.compare"),
      ),
      button(
        { class: "button", "data-do": "chain" },
        () => go({ task: "chain", other: null }),
        say("do.chain"),
      ),
    );
  }
  made.push(drawCopy());
  const page = linkPage(model.pages, node);
  return el("div", { class: "actions" }, ...made, page);
}

function drawCopy() {
  const made = button(
    { class: "button", "data-do": "copy" },
    () => {
      navigator.clipboard?.writeText(location.href).then(
        () => {
          made.textContent = say("do.copied");
        },
        () => undefined,
      );
    },
    say("do.copy"),
  );
  made.setAttribute("aria-live", "polite");
  return made;
}

/**
 * The page of a node on the site to which this page belongs, if it belongs to one.
 *
 * @param {string} pattern relative address with {key}
 * @param {Node} node
 */
function linkPage(pattern, node) {
  if (!/^[\w./-]*\{key\}[\w./-]*$/.test(pattern) || pattern.startsWith("//")) return null;
  const key = node.key.split("/").map(encodeURIComponent).join("/");
  return el("a", { class: "button", href: pattern.replace("{key}", () => key) }, say("do.page"));
}

/**
 * The box in which the second member is chosen.
 *
 * @param {Desk} desk
 * @param {Node} node
 */
export function drawChooser(desk, node) {
  const input = el("input", {
    id: "other",
    type: "text",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "others",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: say("other.hint"),
    "aria-label": say("other.name"),
  });
  const list = el("ul", {
    id: "others",
    class: "matches",
    role: "listbox",
    "aria-label": say("search.matches"),
    hidden: true,
  });
  const members = desk.model.nodes.filter((one) => one.member && one !== node);
  new Combo(input, list, {
    search: indexNodes(members),
    draw: (match) => drawMatch(desk.model, match),
    take: ({ find }) => desk.go({ other: find.node }),
    none: () => say("search.none"),
  });
  return el("div", { class: "search" }, input, list);
}
