// Bundles the page's modules, minifies its style and collects the licences of what is bundled.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const out = process.argv[2] ?? "hanse_viz/assets";
/** @type {import("esbuild").BuildOptions} */
const COMMON = { bundle: true, minify: true, legalComments: "none", logLevel: "warning" };

const script = await build({
  ...COMMON,
  entryPoints: ["src/main.js"],
  outfile: join(out, "network.js"),
  format: "iife",
  target: "es2022",
  charset: "ascii",
  metafile: true,
  banner: { js: "/*! Hanse's pages, MIT. Bundled packages and their licences: THIRD-PARTY.txt */" },
});
await build({
  ...COMMON,
  entryPoints: ["src/network.css"],
  outfile: join(out, "network.css"),
  target: "chrome123",
});

const names = new Set(
  Object.keys(script.metafile?.inputs ?? {})
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined),
);
const notices = [...names].sort().map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file)).sort();
  // Of a package under either of two licences we take the MIT one.
  const file = files.find((one) => /mit/i.test(one)) ?? files[0];
  if (!file) throw new Error(`${name} ships no licence text`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r", "").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
});
const head = "The script of Hanse's pages bundles these packages. Each is used under the MIT licence.\n";
writeFileSync(join(out, "THIRD-PARTY.txt"), [head, ...notices].join(`\n${"-".repeat(72)}\n`));
