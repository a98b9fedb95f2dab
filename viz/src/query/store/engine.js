import { AskError, say } from "../endpoint.js";

/**
 * @typedef {object} Parts what a worker is made of
 * @property {string} script
 * @property {Promise<WebAssembly.Module>} module
 * @property {Promise<Uint8Array>} data as Turtle
 *
 * @typedef {{ body: ArrayBuffer, seconds: number }} Answered
 *
 * @typedef {object} State
 * @property {"loading" | "ready" | "failed"} phase
 * @property {boolean} again whether an earlier worker was ended
 * @property {number} seconds that loading took
 * @property {string} error
 */

/** So many milliseconds a query that is stopped may still take: loading again would take longer. */
const GRACE = 250;

/**
 * Oxigraph in a worker. It cannot be interrupted, so a query is stopped by ending its worker; the
 * next one is started at once and filled again.
 */
export class Engine {
  /**
   * @param {Parts} parts
   * @param {(state: State) => void} tell
   */
  constructor(parts, tell) {
    this.parts = parts;
    this.tell = tell;
    this.again = false;
    this.last = 0;
    /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
    /** @type {Promise<void>} */
    this.ready = Promise.resolve();
    this.url = URL.createObjectURL(new Blob([parts.script], { type: "text/javascript" }));
    this.#start();
  }

  #start() {
    this.worker = new Worker(this.url);
    this.worker.onmessage = ({ data }) => this.#getLanguage(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new AskError(`The engine could not start: ${event.message}.`));
    };
    this.ready = this.#load();
    // Who asks is told; without anybody asking, the page's line of state tells it.
    this.ready.catch(() => undefined);
  }

  async #load() {
    const start = performance.now();
    const { worker, again } = this;
    const state = { again, seconds: 0, error: "" };
    this.tell({ ...state, phase: "loading" });
    try {
      const [module, data] = await Promise.all([this.parts.module, this.parts.data]);
      if (worker !== this.worker) return;
      await this.#post({ duty: "load", module, data });
      if (worker !== this.worker) return;
      const seconds = (performance.now() - start) / 1000;
      this.tell({ ...state, phase: "ready", seconds });
    } catch (error) {
      if (worker === this.worker) this.tell({ ...state, phase: "failed", error: say(error) });
      throw error;
    }
  }

  /**
   * @param {object} task
   * @returns {Promise<any>}
   */
  #post(task) {
    const id = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker?.postMessage({ ...task, id });
    });
  }

  /** @param {import("./worker.js").Reply} reply */
  #getLanguage(reply) {
    const asked = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("value" in reply) asked?.resolve(reply.value);
    else if (!reply.broken) asked?.reject(new AskError(reply.error));
    else {
      asked?.reject(
        new AskError(
          "The query broke the engine, which ran out of memory or of " +
            `depth (${reply.error}). The dataset is being loaded again: narrow the query.`,
        ),
      );
      this.#restart();
    }
  }

  /** @param {Error} error */
  #fail(error) {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  #restart() {
    this.worker?.terminate();
    this.#fail(new EndedError("The engine was ended."));
    this.again = true;
    this.#start();
  }

  /**
   * Answer a query as text of a media type that suits it, or say why not.
   *
   * @param {string} text
   * @param {string} type
   * @param {number} seconds after which it is stopped
   * @param {AbortSignal} signal that stops it
   * @returns {Promise<Answered>}
   */
  async ask(text, type, seconds, signal) {
    let ready;
    while (ready !== this.ready) {
      ready = this.ready;
      await untilStopped(ready, signal);
    }
    const answer = this.#post({ duty: "ask", text, type });
    const late = AbortSignal.timeout(seconds * 1000);
    try {
      return await untilStopped(answer, AbortSignal.any([signal, late]));
    } catch (error) {
      // A query that waited for one that was stopped has done nothing wrong.
      if (error instanceof EndedError) return this.ask(text, type, seconds, signal);
      if (!(error instanceof StoppedError)) throw error;
      const why = signal.aborted ? "Stopped" : `Stopped at the limit of ${seconds} s`;
      throw new AskError(`${why}.${await this.#end(answer)}`);
    }
  }

  /**
   * Wait a moment for a query that nobody wants, then end it with its worker.
   *
   * @param {Promise<Answered>} answer
   * @returns {Promise<string>} what to tell of it
   */
  async #end(answer) {
    const { worker } = this;
    const late = new Promise((resolve) => setTimeout(resolve, GRACE, true));
    const isLate = await Promise.race([
      answer.then(
        () => false,
        () => false,
      ),
      late,
    ]);
    if (!isLate || worker !== this.worker) return "";
    this.#restart();
    return " Nothing of the answer is kept, and the dataset is being loaded again.";
  }
}

/** A query ended because its worker was ended for another. */
class EndedError extends Error {}

class StoppedError extends AskError {}

/**
 * Wait for something, but not beyond the moment when a signal says stop.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
function untilStopped(promise, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new StoppedError("Stopped."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
