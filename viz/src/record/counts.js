import { applyFilter, FACETS, listValues } from "./filter.js";

/**
 * @typedef {import("./filter.js").Facet} Facet
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./model.js").Model} Model
 */

/**
 * Count for each value of each facet what all the other filters leave of it: networks and projects,
 * of a country its members. So a figure says what ticking the value would bring.
 *
 * @param {Model} model
 * @param {Filter} filter
 * @returns {Map<Facet, Map<string, number>>}
 */
export function countValues(model, filter) {
  const whole = applyFilter(model, filter);
  return new Map(
    FACETS.map((facet) => {
      const values = listValues(model, facet);
      const view =
        filter[facet].size === values.length
          ? whole
          : applyFilter(model, { ...filter, [facet]: new Set(values) });
      const counts = new Map(values.map((value) => [value, 0]));
      for (const node of model.nodes) {
        const counted = facet === "country" ? node.member : node.joins;
        if (!counted || !view.degree[node.index]) continue;
        counts.set(node[facet], (counts.get(node[facet]) ?? 0) + 1);
      }
      return [facet, counts];
    }),
  );
}
