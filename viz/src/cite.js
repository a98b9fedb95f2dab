import { sayFilter } from "./filter.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./filter.js").Filter} Filter
 */

/**
 * Say where a view comes from, so that another reader can make it again: the dataset with its
 * version, the command, what the page's own filters keep and the address of the view.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @param {string} address the part after #
 */
export function citeView(model, filter, address) {
  const version = model.version ? `, version ${model.version}` : "";
  const said = sayFilter(model, filter);
  return [
    `“${model.title}”.`,
    `Hanse: an open knowledge graph of European city cooperation${version}`,
    "(https://w3id.org/hanse/dataset), CC BY 4.0; with data of GeoNames (CC BY 4.0).",
    `Made with: hanse viz network${model.query ? ` ${model.query}` : ""}.`,
    said && `Filtered by ${said}.`,
    address && `View: #${address}`,
  ].filter(Boolean).join(" ");
}
