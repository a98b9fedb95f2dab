/**
 * Write rows as CSV (RFC 4180), guarded for spreadsheets or as they are.
 *
 * @param {(string | number)[][]} rows
 * @param {boolean} guarded
 */
export function writeRows(rows, guarded) {
  const lines = rows.map((row) => row.map((cell) => quote(String(cell), guarded)));
  return (guarded ? "\ufeff" : "") + lines.map((line) => `${line.join(",")}\r\n`).join("");
}

/**
 * @param {string} cell
 * @param {boolean} guarded
 */
function quote(cell, guarded) {
  const safe = guarded && /^["']*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
