import { count, joinNames, say, sayCountry, sayTerm } from "../i18n/language.js";

/**
 * @typedef {import("./model.js").Scope} Scope
 */

/**
 * What the page shows, as its title: who, then theme, programme and years where they were asked.
 *
 * @param {Scope} scope
 */
export function sayHeading(scope) {
  const { about, names, codes, themes, programmes } = scope;
  const said = names.map((name, place) =>
    about === "country" ? sayCountry(codes[place] ?? "", name) : name,
  );
  const title = about
    ? count(names.length, `title.${about}`, { names: joinNames(said) })
    : say("title.all");
  const details = [joinNames(themes.map(sayTerm)), joinNames(programmes), sayYears(scope)];
  const asked = details.filter(Boolean).join(", ");
  return asked ? `${title}: ${asked}` : title;
}

/** @param {Scope} scope */
function sayYears({ start, end }) {
  if (start === null) return end === null ? "" : say("title.until", { end });
  return end === null ? say("title.since", { start }) : say("title.between", { start, end });
}
