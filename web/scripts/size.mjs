// The script of a room's first load, gzipped, against its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 150;
const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist), "utf8");
const files = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
if (files.length === 0) throw new Error("dist/index.html names no script: run npm run build first");

let total = 0;
for (const file of new Set(files)) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
  total += size;
  console.log(`${size.toFixed(1).padStart(7)} KB  ${file}`);
}
console.log(`${total.toFixed(1).padStart(7)} KB  of ${BUDGET_KB} KB`);
if (total > BUDGET_KB) process.exitCode = 1;
