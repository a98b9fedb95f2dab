/**
 * @typedef {object} Moment a date as exact as its source states it
 * @property {"day" | "month" | "year"} exact
 * @property {number} from in years, 2019.5 being the middle of 2019
 * @property {number} to where the day, month or year ends
 */

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** @param {number} year @param {number} [month] from 0 @param {number} [day] */
function measure(year, month = 0, day = 1) {
  const first = Date.UTC(year, 0, 1);
  return year + (Date.UTC(year, month, day) - first) / (Date.UTC(year + 1, 0, 1) - first);
}

/**
 * Place a date on the line of years; null where it has no year.
 *
 * @param {string} text 2019, 2019-01, 2019-01-31, --05-13 or ""
 * @returns {Moment | null}
 */
export function readMoment(text) {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (!year) return null;
  if (!month) return { exact: "year", from: year, to: year + 1 };
  if (!day) return { exact: "month", from: measure(year, month - 1), to: measure(year, month) };
  return {
    exact: "day",
    from: measure(year, month - 1, day),
    to: measure(year, month - 1, day + 1),
  };
}

/**
 * The moment so many months later.
 *
 * @param {string} text a date with a year
 * @param {number} months
 */
export function addMonths(text, months) {
  const [, year, month = 1, day = 1] = DATE.exec(text)?.map((part) => Number(part || 1)) ?? [];
  const then = new Date(Date.UTC(year, month - 1 + months, day));
  return measure(then.getUTCFullYear(), then.getUTCMonth(), then.getUTCDate());
}
