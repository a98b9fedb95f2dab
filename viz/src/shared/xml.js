/** @type {Record<string, string>} */
const ENTITIES = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" };

/**
 * Write text as it may stand in XML 1.0, in an element or an attribute.
 *
 * @param {string | number} text
 */
export function escapeXml(text) {
  return String(text)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[<>&"']/g, (sign) => ENTITIES[sign]);
}

/**
 * Write an element; attributes that are null are left out.
 *
 * @param {string} name
 * @param {Record<string, string | number | null>} attributes
 * @param {string} [inside] XML
 */
export function tag(name, attributes, inside = "") {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(/** @type {string | number} */ (value))}"`);
  return `<${name}${written.join("")}${inside ? `>${inside}</${name}>` : "/>"}`;
}
