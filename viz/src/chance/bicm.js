/**
 * The bipartite configuration model, as graph/hanse/analysis/nulls.py has it: member i takes part
 * in cooperation k with p = x y / (1 + x y), so that everyone keeps their degree on average.
 * Sources: F. Saracco et al., Sci. Rep. 5:10595 (2015), doi:10.1038/srep10595; T. Squartini, D.
 * Garlaschelli, New J. Phys. 13:083001 (2011), doi:10.1088/1367-2630/13/8/083001.
 *
 * @typedef {object} Classes those of one side that have the same degree are alike
 * @property {number[]} of the class of each
 * @property {number[]} degrees of each class, the highest first
 * @property {number[]} many how many are in each class
 *
 * @typedef {object} Bicm
 * @property {number[]} rows the class of each row
 * @property {number[]} counts how many columns are in each class
 * @property {number[][]} chances of each class of rows, by class of columns
 */

const TOLERANCE = 1e-10;
const STEPS = 20_000;

/**
 * Fit the model to the degrees of rows and columns; null where it does not arrive.
 *
 * @param {number[]} rows
 * @param {number[]} columns
 * @returns {Bicm | null}
 */
export function fitBicm(rows, columns) {
  const [down, across] = [classify(rows), classify(columns)];
  const chances = down.degrees.map(() => across.degrees.map(() => 0));
  const whole = { top: 0, bottom: down.degrees.length, left: 0, right: across.degrees.length };
  const fitted = solve(chances, down, across, whole, 0, 0);
  return fitted ? { rows: down.of, counts: across.many, chances } : null;
}

/**
 * @param {number[]} degrees
 * @returns {Classes}
 */
function classify(degrees) {
  const distinct = [...new Set(degrees)].sort((a, b) => b - a);
  const place = new Map(distinct.map((degree, at) => [degree, at]));
  const of = degrees.map((degree) => /** @type {number} */ (place.get(degree)));
  const many = distinct.map(() => 0);
  for (const at of of) many[at] += 1;
  return { of, degrees: distinct, many };
}

/**
 * @typedef {{ top: number, bottom: number, left: number, right: number }} Block of classes
 */

/**
 * Fill a block; one whose degrees leave no choice falls into a full, an empty and two free blocks.
 * `fullRows` and `fullColumns` are what its rows and columns have already.
 *
 * @param {number[][]} chances
 * @param {Classes} down
 * @param {Classes} across
 * @param {Block} block
 * @param {number} fullRows
 * @param {number} fullColumns
 * @returns {boolean} whether it was found
 */
function solve(chances, down, across, block, fullRows, fullColumns) {
  const { top, bottom, left, right } = block;
  if (top === bottom || left === right) return true;
  const rows = cut(down, top, bottom, fullRows);
  const columns = cut(across, left, right, fullColumns);
  const tight = findCut(rows, columns);
  if (!tight) return iterate(chances, rows, columns, top, left);
  const [s, t] = [top + tight[0], left + tight[1]];
  for (let row = top; row < s; row += 1) chances[row].fill(1, left, t);
  const wide = sum(across.many.slice(left, t));
  const high = sum(down.many.slice(top, s));
  return (
    solve(
      chances,
      down,
      across,
      { top, bottom: s, left: t, right },
      fullRows + wide,
      fullColumns,
    ) &&
    solve(chances, down, across, { top: s, bottom, left, right: t }, fullRows, fullColumns + high)
  );
}

/**
 * @typedef {{ degrees: number[], many: number[] }} Side
 */

/**
 * @param {Classes} classes
 * @param {number} first
 * @param {number} last
 * @param {number} less
 * @returns {Side}
 */
function cut({ degrees, many }, first, last, less) {
  return {
    degrees: degrees.slice(first, last).map((one) => one - less),
    many: many.slice(first, last),
  };
}

/**
 * Find classes s, t such that the first s have all that the columns allow (Gale and Ryser with
 * equality): they fill the first t columns, and the others are in none of the rest.
 *
 * @param {Side} rows
 * @param {Side} columns
 * @returns {[number, number] | null}
 */
function findCut(rows, columns) {
  const [high, wide] = [rows, columns].map(({ many }) => addUp(many));
  const [ofRows, ofColumns] = [rows, columns].map(({ degrees, many }) =>
    addUp(many.map((number, at) => number * degrees[at])),
  );
  const total = ofColumns[ofColumns.length - 1];
  for (let s = 0; s < high.length; s += 1) {
    for (let t = 0; t < wide.length; t += 1) {
      const trivial = (s === 0 && t === wide.length - 1) || (t === 0 && s === high.length - 1);
      if (!trivial && high[s] * wide[t] + total - ofColumns[t] === ofRows[s]) return [s, t];
    }
  }
  return null;
}

/**
 * Solve the equations of maximum likelihood by fixed point, rows and columns in turn.
 *
 * @param {number[][]} chances into which the block goes
 * @param {Side} rows
 * @param {Side} columns
 * @param {number} top
 * @param {number} left
 */
function iterate(chances, rows, columns, top, left) {
  const scale = Math.sqrt(sum(rows.degrees.map((degree, at) => degree * rows.many[at])));
  let x = rows.degrees.map((degree) => degree / scale);
  let y = columns.degrees.map((degree) => degree / scale);
  const chance = (/** @type {number} */ i, /** @type {number} */ k) =>
    (x[i] * y[k]) / (1 + x[i] * y[k]);
  for (let step = 0; step < STEPS; step += 1) {
    x = rows.degrees.map(
      (degree, i) =>
        degree / sum(y.map((fitness, k) => (columns.many[k] * fitness) / (1 + x[i] * fitness))),
    );
    y = columns.degrees.map(
      (degree, k) =>
        degree / sum(x.map((fitness, i) => (rows.many[i] * fitness) / (1 + fitness * y[k]))),
    );
    const off = Math.max(
      ...rows.degrees.map((degree, i) =>
        Math.abs(sum(y.map((_, k) => columns.many[k] * chance(i, k))) - degree),
      ),
      ...columns.degrees.map((degree, k) =>
        Math.abs(sum(x.map((_, i) => rows.many[i] * chance(i, k))) - degree),
      ),
    );
    if (off > TOLERANCE) continue;
    for (const i of x.keys()) {
      for (const k of y.keys()) chances[top + i][left + k] = chance(i, k);
    }
    return true;
  }
  return false;
}

/** @param {number[]} numbers */
function sum(numbers) {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** @param {number[]} numbers @returns {number[]} 0 and the sum up to each */
function addUp(numbers) {
  let total = 0;
  return [0, ...numbers.map((number) => (total += number))];
}
