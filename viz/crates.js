// The Rust crates inside Oxigraph's WebAssembly, which names them where it may panic.

// Of Oxigraph's own repository, under its licence.
const OWN = new Set([
  "oxigraph",
  "oxjsonld",
  "oxrdf",
  "oxrdfio",
  "oxrdfxml",
  "oxsdatatypes",
  "oxttl",
  "sparesults",
  "spareval",
  "spargebra",
  "spargeo",
  "sparopt",
]);
// Each may be used under the MIT licence, alone or at choice, as its page at crates.io says. What
// is not here has to be looked up before it is shipped.
const UNDER_MIT = new Set([
  "aho-corasick",
  "console_error_panic_hook",
  "crossbeam-epoch",
  "dashmap",
  "dlmalloc",
  "geo",
  "geo-types",
  "geographiclib-rs",
  "geojson",
  "hashbrown",
  "i_key_sort",
  "i_overlay",
  "i_shape",
  "i_tree",
  "itoa",
  "js-sys",
  "json-event-parser",
  "memchr",
  "once_cell",
  "oxilangtag",
  "oxiri",
  "parking_lot_core",
  "quick-xml",
  "rand",
  "rayon",
  "rayon-core",
  "regex",
  "regex-automata",
  "regex-syntax",
  "robust",
  "rstar",
  "serde",
  "serde_core",
  "serde_json",
  "tinyvec",
  "tokio",
  "wasm-bindgen",
  "wkt",
]);

/**
 * Name the crates that a WebAssembly file holds, each with its version.
 *
 * @param {Buffer} wasm
 * @returns {string[]}
 * @throws {Error} for one whose licence nobody has looked up
 */
export function listCrates(wasm) {
  const found = wasm
    .toString("latin1")
    .matchAll(/\/([a-z0-9_-]+?)-(\d+\.\d+\.\d+)[^/]{0,12}\/src\//g);
  const crates = [...new Set([...found].map(([, name, version]) => `${name} ${version}`))].sort();
  const odd = crates.filter((crate) => {
    const [name] = crate.split(" ");
    return !UNDER_MIT.has(name) && !OWN.has(name);
  });
  if (odd.length) throw new Error(`look up the licences of ${odd.join(", ")}, then add them`);
  return crates;
}
