import { readAnswer } from "./answer.js";
import { AskError, say } from "./endpoint.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./endpoint.js").Endpoint} Endpoint
 * @typedef {{ answer: Answer, text: string, seconds: number, bytes: number }} Asked
 */

const WANTED = "application/sparql-results+json, application/n-triples;q=0.9";

/**
 * Ask and read the whole answer; a cut one is an error, never an answer.
 *
 * @param {Endpoint} endpoint
 * @param {string} text of the query
 * @param {AbortSignal} signal
 * @returns {Promise<Asked>}
 */
export async function ask(endpoint, text, signal) {
  const start = performance.now();
  const { type, body, seconds } = await endpoint.send(text, WANTED, signal);
  const written = new TextDecoder("utf-8", { fatal: true });
  try {
    const answer = readAnswer(type, written.decode(body));
    const waited = (performance.now() - start) / 1000;
    return { answer, text, seconds: seconds ?? waited, bytes: body.byteLength };
  } catch (error) {
    throw new AskError(
      `The answer cannot be read, so none of it is kept: ${say(error).replace(/\.$/, "")}.`,
    );
  }
}

/**
 * Ask for the answer in another form, to be kept as a file.
 *
 * @param {Endpoint} endpoint
 * @param {string} text
 * @param {string} accept media type
 * @param {AbortSignal} signal
 */
export async function fetchForm(endpoint, text, accept, signal) {
  const { body } = await endpoint.send(text, accept, signal);
  return new Blob([body], { type: accept });
}
