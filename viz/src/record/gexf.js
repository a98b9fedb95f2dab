import { tag } from "../shared/xml.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Node} Node
 * @typedef {import("./view.js").View} View
 */

const NODE_FACTS = [
  "kind",
  "country",
  "theme",
  "programme",
  "start",
  "end",
  "longitude",
  "latitude",
];
/** @type {Record<string, string>} */
const TYPES = { start: "integer", end: "integer", longitude: "double", latitude: "double" };

/**
 * Write the ties of a view as GEXF 1.3 with places and attributes, and without a date.
 *
 * @param {Model} model
 * @param {View} view
 */
export function writeGexf(model, view) {
  const shown = model.nodes.filter((node) => view.degree[node.index] > 0);
  const nodes = shown.map((node) => writeNode(node)).join("\n");
  const edges = [...view.ties].map((tie, place) =>
    tag(
      "edge",
      { id: place, source: tie.member.id, target: tie.cooperation.id },
      writeValues([tie.role, tie.through, tie.sources.map((source) => source.url).join(" ")]),
    ),
  );
  const graph =
    declare("node", NODE_FACTS) +
    declare("edge", ["role", "through", "source"]) +
    tag("nodes", {}, nodes) +
    tag("edges", {}, edges.join("\n"));
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    tag(
      "gexf",
      {
        xmlns: "http://gexf.net/1.3",
        "xmlns:viz": "http://gexf.net/1.3/viz",
        version: "1.3",
      },
      tag("graph", { defaultedgetype: "undirected" }, graph),
    )
  );
}

/** @param {Node} node */
function writeNode(node) {
  const values = [
    node.kind,
    node.country,
    node.themes[0] ?? "",
    node.programme,
    node.start,
    node.end,
    node.degrees?.[0] ?? "",
    node.degrees?.[1] ?? "",
  ];
  return tag(
    "node",
    { id: node.id, label: node.label },
    writeValues(values) + tag("viz:position", { x: node.x, y: -node.y, z: 0 }),
  );
}

/** @param {(string | number | null)[]} values */
function writeValues(values) {
  const written = values.map((value, place) =>
    value === null || value === "" ? "" : tag("attvalue", { for: place, value }),
  );
  return tag("attvalues", {}, written.join(""));
}

/**
 * @param {string} kind
 * @param {string[]} names
 */
function declare(kind, names) {
  return tag(
    "attributes",
    { class: kind },
    names
      .map((title, id) => tag("attribute", { id, title, type: TYPES[title] ?? "string" }))
      .join(""),
  );
}
