import { writeRows } from "../shared/csv.js";

/**
 * @typedef {import("./view.js").View} View
 */

const HEAD = [
  "member",
  "member_name",
  "member_kind",
  "country",
  "longitude",
  "latitude",
  "cooperation",
  "cooperation_name",
  "type",
  "theme",
  "programme",
  "start",
  "end",
  "role",
  "through",
  "source",
  "source_url",
];

/**
 * Write the ties of a view as CSV (RFC 4180), one row each.
 *
 * With `guarded`, for spreadsheets: a cell that one would read as a formula gets an apostrophe.
 *
 * @param {View} view
 * @param {boolean} guarded
 */
export function writeCsv(view, guarded) {
  const rows = [...view.ties].map(({ member, cooperation, role, through, sources }) => [
    member.id,
    member.label,
    member.kind,
    member.country,
    member.degrees?.[0] ?? "",
    member.degrees?.[1] ?? "",
    cooperation.id,
    cooperation.label,
    cooperation.type,
    cooperation.themes[0] ?? "",
    cooperation.programme,
    cooperation.start ?? "",
    cooperation.end ?? "",
    role,
    through,
    sources.map((source) => source.label).join("; "),
    sources.map((source) => source.url).join(" "),
  ]);
  return writeRows([HEAD, ...rows], guarded);
}
