import { button, get } from "../shared/dom.js";
import { ask } from "./ask.js";
import { Catalogue } from "./catalogue.js";
import { Editor } from "./editor.js";
import { AskError, say } from "./endpoint.js";
import { Files } from "./files.js";
import { Form } from "./form.js";
import { readPlace, VIEW_NAMES, writePlace } from "./place.js";
import { showAnswer } from "./views.js";

/**
 * @typedef {import("./ask.js").Asked} Asked
 * @typedef {import("./catalogue.js").Query} Query
 * @typedef {import("./endpoint.js").Endpoint} Endpoint
 * @typedef {import("./place.js").Place} Place
 * @typedef {import("./place.js").ViewName} ViewName
 * @typedef {import("./views.js").Shown} Shown
 * @typedef {import("./vocabulary.js").Vocabulary & { queries: Query[] }} Data
 */

const FIRST = "busiest-cities";
/** So long, in milliseconds, nobody is told that what they are typing is wrong. */
const WAIT = 450;
const NAMES = { table: "Table", network: "Network", map: "Map", chart: "Chart" };

/** The page: what is asked, what was answered, and how the answer is looked at. */
export class QueryPage {
  /**
   * @param {Data} data
   * @param {Endpoint} endpoint
   */
  constructor(data, endpoint) {
    this.data = data;
    this.endpoint = endpoint;
    /** @type {Query | null} whose text the editor holds, unchanged */
    this.query = null;
    /** @type {ViewName} */
    this.view = "table";
    /** @type {Asked | null} */
    this.asked = null;
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {AbortController | null} */
    this.running = null;
    /** @type {Promise<boolean>} whether the editor holds what the form says */
    this.bound = Promise.resolve(true);
    this.binding = new AbortController();
    this.viewing = new AbortController();
    const complete = endpoint.complete.bind(endpoint);
    this.editor = new Editor(get("editor"), data, {
      run: () => this.run(),
      edit: () => this.#edit(),
      complete,
    });
    this.form = new Form(get("form"), {
      change: () => this.#bind(WAIT),
      submit: () => {
        this.#bind(0);
        this.run();
      },
      complete,
    });
    this.catalogue = new Catalogue(data.queries, (query) => this.choose(query));
    this.files = new Files(endpoint, (error) => this.#tell(error));
    this.#furnish();
  }

  #furnish() {
    get("views").append(
      ...VIEW_NAMES.map((name) =>
        button({ "data-view": name, "aria-pressed": "false" }, () => this.look(name), NAMES[name]),
      ),
    );
    get("run").addEventListener("click", () => this.run());
    get("cancel").addEventListener("click", () => this.running?.abort());
    get("link").addEventListener("click", () => this.#copyLink());
    get("again").addEventListener("click", () => {
      if (this.former) this.choose(this.former);
    });
    window.addEventListener("popstate", () => this.arrive());
  }

  /** Go to what the address says; without a word there, to the first example. */
  async arrive() {
    const place = readPlace(location.hash) ?? {
      query: FIRST,
      values: {},
      text: "",
      view: /** @type {ViewName} */ ("table"),
    };
    const query = this.data.queries.find(({ name }) => name === place.query) ?? null;
    if (place.query && !query) {
      this.#fail(
        new AskError(`The address names a query that this catalogue has not: ${place.query}.`),
      );
      return;
    }
    this.view = place.view;
    this.#open(query, place.values);
    if (!query) this.editor.setText(place.text);
    await this.bound;
    if (this.asked?.text === this.editor.getText()) await this.#show();
    else await this.run(false);
  }

  /**
   * Take a query of the catalogue, with its defaults, and ask it.
   *
   * @param {Query} query
   */
  async choose(query) {
    this.#open(query, {});
    document.body.classList.remove("drawer");
    await this.run();
  }

  /**
   * @param {Query | null} query
   * @param {Record<string, string>} values
   */
  #open(query, values) {
    // What was asked before is wanted no more, and a form may have to wait for it.
    this.running?.abort();
    this.running = null;
    this.query = query;
    this.former = query;
    get("title").textContent = query?.title ?? "Your own query";
    get("about").textContent = query?.about ?? "";
    get("again").hidden = true;
    this.form.show(query, values);
    this.catalogue.mark(query?.name ?? "");
    if (query) this.#bind(0);
    else this.bound = Promise.resolve(true);
  }

  /** The reader writes: from now on the text is their own, whatever the form holds. */
  #edit() {
    this.binding.abort();
    this.bound = Promise.resolve(true);
    if (!this.query) return;
    this.query = null;
    get("again").hidden = false;
  }

  /**
   * Let the server put the values of the form into the text.
   *
   * @param {number} wait milliseconds, in which more may be typed
   */
  #bind(wait) {
    const query = this.former;
    if (!query) return;
    this.binding.abort();
    this.binding = new AbortController();
    this.bound = this.#bindNow(query, this.form.getValues(), wait, this.binding.signal);
  }

  /**
   * @param {Query} query
   * @param {Record<string, string>} values
   * @param {number} wait
   * @param {AbortSignal} signal
   */
  async #bindNow(query, values, wait, signal) {
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    if (signal.aborted) return this.bound;
    try {
      const bound = await this.endpoint.bind(query.name, values, signal);
      if (signal.aborted) return this.bound;
      if ("error" in bound) {
        this.form.tell({}, bound);
        if (!bound.parameter) this.#fail(new AskError(bound.error));
        return false;
      }
      this.form.tell(bound.meant, null);
      this.query = query;
      get("again").hidden = true;
      this.editor.setText(bound.text);
      return true;
    } catch (error) {
      if (signal.aborted) return this.bound;
      this.#fail(new AskError(`The example cannot be filled in: ${say(error)}.`));
      return false;
    }
  }

  /**
   * Ask what the editor holds.
   *
   * @param {boolean} [remembered] whether the back button leads to what is left
   */
  async run(remembered = true) {
    if (!(await this.bound)) {
      /** @type {HTMLElement | null} */ (get("form").querySelector("[aria-invalid=true]"))?.focus();
      return;
    }
    this.running?.abort();
    const running = (this.running = new AbortController());
    const stop = this.#wait();
    try {
      const asked = await ask(this.endpoint, this.editor.getText(), running.signal);
      if (running !== this.running) return;
      this.running = null;
      stop();
      this.asked = asked;
      this.#remember(remembered);
      this.#say(asked);
      await this.#show();
    } catch (error) {
      if (running === this.running) this.#fail(error);
    } finally {
      if (running === this.running) this.running = null;
      stop();
    }
  }

  /** Show that an answer is awaited, and for how long by now. */
  #wait() {
    const start = performance.now();
    const tell = () => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      if (this.running) {
        get("said").textContent = `Asking… ${seconds} s${this.endpoint.sayLimit()}`;
      }
    };
    get("fault").hidden = true;
    get("cancel").hidden = false;
    document.body.classList.add("asking");
    const timer = setInterval(tell, 100);
    return () => {
      clearInterval(timer);
      if (this.running) return;
      get("cancel").hidden = true;
      document.body.classList.remove("asking");
    };
  }

  /** @param {Asked} asked */
  #say({ answer, seconds, bytes }) {
    const size =
      answer.kind === "boolean"
        ? "Answered"
        : countOf(answer.rows.length, answer.kind === "triples" ? "triple" : "row");
    const weight = bytes > 1_000_000 ? `, ${(bytes / 1e6).toFixed(1)} MB` : "";
    get("said").textContent = `${size} in ${seconds.toFixed(2)} s${weight}`;
  }

  /**
   * Look at the answer in another way.
   *
   * @param {ViewName} view
   */
  async look(view) {
    this.view = view;
    if (!this.asked) return this.#press();
    this.#remember(true);
    await this.#show();
    document.querySelector(".answer")?.scrollIntoView({ block: "nearest" });
  }

  #press() {
    for (const made of get("views").children) {
      made.setAttribute(
        "aria-pressed",
        String(/** @type {HTMLElement} */ (made).dataset["view"] === this.view),
      );
    }
  }

  async #show() {
    this.#press();
    const { asked } = this;
    if (!asked) return;
    this.viewing.abort();
    const { signal } = (this.viewing = new AbortController());
    this.shown?.close();
    this.shown = null;
    const title = get("title").textContent ?? "";
    document.title = `${title} · Hanse`;
    const stage = get("stage");
    delete stage.dataset["done"];
    try {
      const shown = await showAnswer(this.view, {
        stage,
        answer: asked.answer,
        vocabulary: this.data,
        endpoint: this.endpoint,
        title,
        signal,
      });
      if (signal.aborted) return shown.close();
      this.shown = shown;
      this.files.offer(asked, shown.picture, this.#name());
      stage.dataset["done"] = this.view;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #name() {
    return this.query ? `hanse-${this.query.name}` : "hanse-query";
  }

  /**
   * Tell what went wrong instead of an answer; no part of an older one stays beside it.
   *
   * @param {unknown} error
   */
  #fail(error) {
    this.viewing.abort();
    this.shown?.close();
    this.shown = null;
    this.asked = null;
    this.files.offer(null, null, "");
    get("stage").replaceChildren();
    get("said").textContent = "";
    this.#tell(error);
  }

  /**
   * Tell what went wrong and, where the server named a place in the query, mark it.
   *
   * @param {unknown} error
   */
  #tell(error) {
    const spot = error instanceof AskError ? error.spot : null;
    get("fault").hidden = false;
    get("fault-text").textContent = say(error);
    get("fault-spot").replaceChildren(
      ...(spot
        ? [
            button(
              { class: "button" },
              () => {
                this.editor.mark(spot);
                this.editor.focus();
              },
              `Go to line ${spot.line}, column ${spot.column}`,
            ),
          ]
        : []),
    );
    this.editor.mark(spot);
  }

  /** @returns {Place} */
  #place() {
    const values = this.form.getValues();
    const text = this.query ? "" : this.editor.getText();
    return {
      query: this.query?.name ?? "",
      values: this.query ? values : {},
      text,
      view: this.view,
    };
  }

  /** @param {boolean} remembered */
  #remember(remembered) {
    const hash = `#${writePlace(this.#place())}`;
    if (hash === location.hash) return;
    if (remembered) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }

  async #copyLink() {
    const link = new URL(`#${writePlace(this.#place())}`, location.href).href;
    const made = get("link");
    try {
      await navigator.clipboard.writeText(link);
      made.textContent = "Copied";
    } catch {
      // Without leave to write there, the address bar holds the same link.
      history.replaceState(null, "", link);
      made.textContent = "It is in the address bar";
    }
    setTimeout(() => {
      made.textContent = "Copy link";
    }, 2000);
  }
}

/**
 * Count in English, the one language of this page.
 *
 * @param {number} number
 * @param {string} one
 * @param {string} [many]
 */
function countOf(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
