// Builds the portal's stylesheet and script out of scss/, js/ and the pinned packages; node build.mjs [FOLDER].
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "../src/muster/portal/pages/static/muster"));

function style() {
  const { css } = compile(join(HERE, "scss/muster.scss"), {
    loadPaths: [join(HERE, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  return css;
}

async function script() {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, "js/muster.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    write: false,
  });
  return outputFiles[0].text;
}

// Compressed copies stand beside: the server sends whichever the browser takes.
function put(name, text) {
  writeFileSync(join(OUT, name), text);
  writeFileSync(join(OUT, `${name}.gz`), gzipSync(text, { level: 9 }));
  writeFileSync(join(OUT, `${name}.br`), brotliCompressSync(text));
}

const made = { "muster.css": style(), "muster.js": await script() };
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const [name, text] of Object.entries(made)) put(name, text);
for (const name of ["icon.svg", "licences.txt"]) cpSync(join(HERE, name), join(OUT, name));
