import { getLanguage, say } from "../i18n/language.js";

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const SHAPES = {
  day: { year: "numeric", month: "long", day: "numeric" },
  month: { year: "numeric", month: "long" },
  anniversary: { month: "long", day: "numeric" },
};

/**
 * Say a date as exactly as it is recorded: a year, a month, a day, or a day of an unknown year.
 *
 * Source: XML Schema Part 2, gYear, gYearMonth, date and gMonthDay.
 *
 * @param {string} text 2018, 2018-04, 2018-04-04 or --05-13; anything else stays as it is
 */
export function sayDate(text) {
  const [, year, month, day] = /^(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text) ?? [];
  if (!year || !month) return text;
  const known = year !== "-";
  // A leap year, so that 29 February of an unknown year is a day.
  const date = new Date(Date.UTC(known ? Number(year) : 2000, Number(month) - 1, Number(day ?? 1)));
  const shape = known ? (day ? SHAPES["day"] : SHAPES["month"]) : SHAPES["anniversary"];
  const language = getLanguage() === "en" ? "en-GB" : getLanguage();
  const said = new Intl.DateTimeFormat(language, { ...shape, timeZone: "UTC" }).format(date);
  return known ? said : say("date.yearless", { date: said });
}

/**
 * Say when something was, from the first day to the last.
 *
 * @param {string} from
 * @param {string} until
 */
export function sayDates(from, until) {
  if (!until || until === from) return sayDate(from);
  const [first, last] = [sayDate(from), sayDate(until)];
  return from ? say("date.range", { first, last }) : last;
}

/**
 * Say the years of a cooperation in short, as a list has room for: 2018–2021, 2018–, "".
 *
 * @param {{ start: number | null, end: number | null }} cooperation
 */
export function sayPeriod({ start, end }) {
  if (start === null) return end === null ? "" : `–${end}`;
  if (end === null) return `${start}–`;
  return start === end ? String(start) : `${start}–${end}`;
}
