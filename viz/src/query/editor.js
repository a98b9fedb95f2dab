import Yasqe from "@zazuko/yasqe";
import { el } from "../shared/dom.js";
import { completeAt, mayStart } from "./hints.js";

/**
 * @typedef {import("./endpoint.js").Spot} Spot
 * @typedef {import("./vocabulary.js").Vocabulary} Vocabulary
 * @typedef {{ run: () => void, edit: () => void, complete: Complete }} Listener
 * @typedef {import("./endpoint.js").Endpoint["complete"]} Complete
 */

// Its own completers ask web sites. A list given to the constructor is merged into the default one,
// so the default itself has to be empty.
Yasqe.defaults.autocompleters = [];

/**
 * The editor of YASGUI, told to keep nothing, to load nothing and to complete from our own words.
 */
export class Editor {
  /**
   * @param {HTMLElement} parent
   * @param {Vocabulary} vocabulary
   * @param {Listener} listener
   */
  constructor(parent, vocabulary, listener) {
    this.vocabulary = vocabulary;
    this.listener = listener;
    const run = () => listener.run();
    /** @type {any} the editor, and all that it inherits from CodeMirror */
    const code = new Yasqe(
      parent,
      /** @type {any} */ ({
        value: "",
        persistenceId: null,
        consumeShareLink: null,
        createShareableLink: null,
        showQueryButton: false,
        resizeable: false,
        // Its own marks carry inline styles, which our policy forbids: we set ours.
        syntaxErrorCheck: false,
        editorHeight: "",
        screenReaderLabel: "SPARQL query",
        extraKeys: {
          "Ctrl-Enter": run,
          "Cmd-Enter": run,
          "Ctrl-Space": () => this.complete(),
          // Whoever uses the keyboard must be able to leave: Tab goes on.
          Tab: false,
          "Shift-Tab": false,
        },
      }),
    );
    this.code = code;
    // What scrolls must be reachable by keyboard, also where nobody means to write.
    const scroller = code.getScrollerElement();
    for (const [name, value] of Object.entries({
      tabindex: "0",
      role: "group",
      "aria-label": "Text of the query",
    }))
      scroller.setAttribute(name, value);
    code.on("changes", (/** @type {any} */ _, /** @type {any[]} */ changes) =>
      this.#follow(changes),
    );
    new ResizeObserver(() => code.refresh()).observe(parent);
  }

  /** @param {{ origin?: string }[]} changes */
  #follow(changes) {
    this.#markSyntax();
    if (changes.every(({ origin }) => origin === "setValue")) return;
    this.mark(null);
    this.listener.edit();
    if (changes.some(({ origin }) => origin === "+input") && mayStart(this.code)) this.complete();
  }

  complete() {
    const code = this.code;
    if (code.state.completionActive) return;
    code.showHint({
      hint: () => completeAt(code, this.vocabulary, this.listener.complete),
      completeSingle: false,
      closeCharacters: /[\s()[\]{};,]/,
      container: code.rootEl,
    });
  }

  getText() {
    return this.code.getValue();
  }

  /** @param {string} text */
  setText(text) {
    if (text === this.getText()) return;
    this.code.setValue(text);
    this.mark(null);
  }

  focus() {
    this.code.focus();
  }

  /** Put a mark at the first line that the grammar does not allow. */
  #markSyntax() {
    const code = this.code;
    code.clearGutter("gutterErrorBar");
    for (let line = 0; line < code.lineCount(); line += 1) {
      const { state } = code.getTokenAt({ line, ch: code.getLine(line).length }, true);
      if (state.OK !== false) continue;
      const expected = (state.possibleCurrent ?? []).slice(0, 12).join(", ");
      code.setGutterMarker(
        line,
        "gutterErrorBar",
        el("span", { class: "fault", title: `Not allowed here. Expected: ${expected}` }, "!"),
      );
      return;
    }
  }

  /**
   * Mark the place that the server named, and go there; null takes the mark away.
   *
   * @param {Spot | null} spot
   */
  mark(spot) {
    const code = this.code;
    this.marked?.clear();
    this.marked = null;
    if (!spot || spot.line > code.lineCount()) return;
    const line = spot.line - 1;
    const length = code.getLine(line).length;
    const ch = Math.max(0, Math.min(spot.column - 1, length - 1));
    const end = Math.max(ch + 1, code.getTokenAt({ line, ch: ch + 1 }).end);
    this.marked = code.markText({ line, ch }, { line, ch: end }, { className: "wrong" });
    code.setCursor({ line, ch });
    code.scrollIntoView({ line, ch }, 60);
  }
}
