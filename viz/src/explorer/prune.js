/**
 * @typedef {import("../record/view.js").View} View
 * @typedef {import("../record/model.js").Model} Model
 * @typedef {import("./lines.js").Line} Line
 */

/** So many ties are drawn whatever the rule. */
export const FEW_TIES = 10_000;

/**
 * Draw of many lines those of the ties that the model's rule keeps; what stands for no tie is
 * drawn.
 *
 * @param {Model} model
 * @param {View} view
 * @param {Line[]} lines
 * @returns {{ lines: Line[], spare: Line[] }}
 */
export function pruneLines({ pruned }, view, lines) {
  if (!pruned || view.ties.size <= FEW_TIES) return { lines, spare: [] };
  const { drawn } = pruned;
  const all = /** @type {Set<object>} */ (view.ties);
  const keeps = (/** @type {Line} */ { key }) =>
    !all.has(key) || drawn.has(/** @type {import("../record/model.js").Tie} */ (key));
  return { lines: lines.filter(keeps), spare: lines.filter((line) => !keeps(line)) };
}
