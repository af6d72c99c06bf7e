// Puts the fonts of the scripts that names are written in where the PDFs find them; node fonts.mjs [FOLDER].
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(process.argv[2] ?? join(HERE, "../src/muster/reporting/fonts"));
const PACKAGES = join(HERE, "node_modules/@expo-google-fonts");
// Those of ten thousand signs and more come in one weight alone.
const LARGE = ["noto-emoji", "noto-sans-kr", "noto-sans-sc"];

function copied(name) {
  const weights = LARGE.includes(name) ? ["400Regular"] : ["400Regular", "700Bold"];
  for (const weight of weights) {
    const folder = join(PACKAGES, name, weight);
    const [file] = readdirSync(folder).filter((one) => one.endsWith(".ttf"));
    cpSync(join(folder, file), join(OUT, file));
  }
}

// The same licence stands under each copyright line: once is enough.
function licences(names) {
  const texts = names.map((name) => readFileSync(join(PACKAGES, name, "LICENSE_FONT"), "utf8"));
  const [, licence] = texts[0].split(/^(?=This Font Software)/m);
  const lines = texts.map((text, place) => `${names[place]}: ${text.split("\n")[0]}`);
  return `${lines.join("\n")}\n\n${licence}`;
}

const names = readdirSync(PACKAGES).sort();
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
names.forEach(copied);
writeFileSync(join(OUT, "licences.txt"), licences(names));
