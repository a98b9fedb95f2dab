// Bundles the pages' modules, minifies their styles, draws the outline of Europe and collects the
// licences of what is bundled.
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { drawEurope, drawGround } from "./atlas.js";
import { listCrates } from "./crates.js";

const out = process.argv[2] ?? "hanse_viz/assets";
/** @type {import("esbuild").BuildOptions} */
const COMMON = { bundle: true, minify: true, legalComments: "none", logLevel: "warning" };

const ENGINE = "node_modules/oxigraph/web_bg.wasm";
const CRATES = listCrates(readFileSync(ENGINE)).join(", ");

const PAGES = [
  {
    name: "network",
    entry: "src/network/main.js",
    notices: "THIRD-PARTY.txt",
    more: [],
    head: "The script of Hanse's pages bundles these packages. Each is used under the MIT licence.\n",
  },
  {
    name: "explorer",
    entry: "src/explorer/main.js",
    notices: "THIRD-PARTY-explorer.txt",
    more: ["node_modules/world-atlas/"],
    head: "The explorer holds these packages, each under the licence that stands with it.\n",
  },
  {
    name: "explorer-large",
    entry: "src/explorer/large/main.js",
    notices: "THIRD-PARTY-explorer-large.txt",
    more: ["node_modules/world-atlas/"],
    head:
      "The explorer of a large network holds these packages, each under the licence that stands " +
      "with it.\n",
  },
  {
    name: "sparql",
    entry: "src/query/main.js",
    notices: "THIRD-PARTY-sparql.txt",
    more: ["node_modules/world-atlas/"],
    head: "The query page holds these packages, each under the licence that stands with it.\n",
  },
  {
    name: "oxigraph",
    entry: "src/query/store/worker.js",
    notices: "THIRD-PARTY-oxigraph.txt",
    more: [],
    head:
      "The query page that needs no server holds Oxigraph as WebAssembly, under the MIT " +
      "licence.\nIt is compiled from Oxigraph's own crates and from others that may be used " +
      `under the MIT licence,\namong them:\n\n${CRATES.replace(/(.{1,90},) /g, "$1\n")}\n`,
  },
];

await build({
  ...COMMON,
  entryPoints: {
    network: "src/network/network.css",
    explorer: "src/explorer/explorer.css",
    figure: "src/site/figure.css",
    site: "src/site/site.css",
    sparql: "src/query/sparql.css",
  },
  external: ["europe.svg"],
  outdir: out,
  target: "chrome123",
});
const outline = drawEurope();
writeFileSync(join(out, "europe.json"), JSON.stringify(outline));
writeFileSync(join(out, "europe.svg"), drawGround(outline));
// The search of the static site bundles nothing but our own modules.
await build({
  ...COMMON,
  entryPoints: { search: "src/site/main.js" },
  outdir: out,
  format: "iife",
  target: "es2022",
  charset: "ascii",
});
copyFileSync(ENGINE, join(out, "oxigraph.wasm"));

/**
 * The packages that paths name; a package that was bundled before it came to us tells its own in
 * its source map.
 *
 * @param {string[]} paths
 * @returns {string[]}
 */
function findPackages(paths) {
  return paths.flatMap((path) => {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (!name) return [];
    const map = `${path}.map`;
    const inside =
      existsSync(map) && path.startsWith("node_modules")
        ? findPackages(JSON.parse(readFileSync(map, "utf8")).sources)
        : [];
    return [name, ...inside];
  });
}

/**
 * Write what a package is and the text of its licence.
 *
 * @param {string} name
 */
function writeNotice(name) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder)
    .filter((file) => /^licen[cs]e/i.test(file))
    .sort();
  // Of a package under either of two licences we take the MIT one, else the Apache one.
  const file = files.find((one) => /mit/i.test(one)) ?? files[0];
  const text = file ? readFileSync(join(folder, file), "utf8") : writeMit(name, about);
  return `${name} ${about.version} (${about.license})\n\n${text.replaceAll("\r", "").trim()}\n`;
}

/**
 * The licence of a package that says it is under the MIT licence and ships no text of it.
 *
 * @param {string} name
 * @param {any} about its package.json
 */
function writeMit(name, about) {
  if (!/^MIT( OR |$)/.test(about.license)) throw new Error(`${name} ships no licence text`);
  const named = [about.author, ...(about.contributors ?? [])].filter(Boolean);
  const people = named.length
    ? named.map((one) => one.name ?? one)
    : [`${name[0].toUpperCase()}${name.slice(1)} developers`];
  const terms = readFileSync("node_modules/codemirror/LICENSE", "utf8");
  return (
    `MIT License\n\nCopyright (c) ${people.join(", ")}\n\n` +
    terms.slice(terms.indexOf("Permission is hereby granted"))
  );
}

for (const { name, entry, notices, more, head } of PAGES) {
  const banner = `/*! Hanse's pages, MIT. Bundled packages and their licences: ${notices} */`;
  const { metafile } = await build({
    ...COMMON,
    entryPoints: { [name]: entry },
    outdir: out,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    metafile: true,
    banner: { js: banner },
    // The worker is given its engine and never looks for it beside itself.
    define: { "import.meta.url": '""' },
  });
  const names = new Set(findPackages([...Object.keys(metafile?.inputs ?? {}), ...more]));
  const texts = [...names].sort().map(writeNotice);
  writeFileSync(join(out, notices), [head, ...texts].join(`\n${"-".repeat(72)}\n`));
}
