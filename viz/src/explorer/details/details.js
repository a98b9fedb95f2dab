import { say, sayTerm } from "../../i18n/language.js";
import { sayKind } from "../../record/model.js";
import { button, el, get } from "../../shared/dom.js";
import { drawActions } from "./actions.js";
import { drawCooperation } from "./cooperation.js";
import { drawSign } from "./elements.js";
import { drawEvent } from "./event.js";
import { drawMember } from "./member.js";
import { drawPair } from "./pair.js";
import { drawPractice } from "./practice.js";

/**
 * @typedef {import("../../record/address.js").Place} Place
 * @typedef {import("./elements.js").Desk} Desk
 * @typedef {import("../../record/view.js").View} View
 * @typedef {import("../../record/model.js").Model} Model
 * @typedef {import("../../record/model.js").Node} Node
 */

/** The panel that tells everything about the node that was chosen. */
export class Details {
  /**
   * @param {Model} model
   * @param {(node: Node | null) => void} pick
   * @param {(part: Partial<Place>) => void} go
   */
  constructor(model, pick, go) {
    this.model = model;
    this.pick = pick;
    this.go = go;
    this.panel = get("details");
    this.shown = "";
  }

  /**
   * @param {View} view
   * @param {Place} place
   */
  show(view, place) {
    const { chosen: node, task, other } = place;
    this.panel.hidden = !node;
    document.body.classList.toggle("open", node !== null);
    if (!node) return;
    const held = this.panel.contains(document.activeElement);
    const { model, pick, go } = this;
    this.panel.replaceChildren(
      button({ class: "close", "aria-label": say("close") }, () => pick(null), "✕"),
      el("p", { class: "kind" }, drawSign(model, node), this.#sayKind(node)),
      el("h2", {}, this.#name(place, node)),
      ...this.#draw({ model, view, place, pick, go }, node),
    );
    const shown = `${node.key} ${task} ${other?.key}`;
    if (shown !== this.shown) this.panel.scrollTop = 0;
    this.shown = shown;
    if (held) this.focus();
  }

  /** Go to the panel, or to the box in it that asks for a second member. */
  focus() {
    const box = this.panel.querySelector("input");
    (box ?? this.panel).focus({ preventScroll: true });
  }

  /**
   * @param {Place} place
   * @param {Node} node
   */
  #name({ task, other }, node) {
    if (!other || task === "" || task === "ego") return node.label;
    return say("pair.name", { one: node.label, other: other.label });
  }

  /** @param {Node} node */
  #sayKind(node) {
    if (!node.joins) return sayKind(this.model, node);
    return sayTerm(this.model.groups.find((group) => group.id === node.group)?.label ?? "");
  }

  /**
   * @param {Desk} desk
   * @param {Node} node
   */
  #draw(desk, node) {
    const { task } = desk.place;
    if (node.member && (task === "compare" || task === "chain")) return drawPair(desk, node);
    return [drawActions(desk, node), ...this.#tell(desk, node)];
  }

  /**
   * @param {Desk} desk
   * @param {Node} node
   */
  #tell(desk, node) {
    if (node.member) return drawMember(desk, node);
    if (node.joins) return drawCooperation(desk, node);
    return node.kind === "practice" ? drawPractice(desk, node) : drawEvent(desk, node);
  }
}
