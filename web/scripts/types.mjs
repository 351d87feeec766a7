// A JSON Schema on standard input becomes TypeScript on standard output. server/generate.py calls this.
import { text } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(await text(process.stdin));
const options = {
  additionalProperties: false,
  bannerComment: "",
  format: true,
  ignoreMinAndMaxItems: true,
  style: { printWidth: 120 },
};
process.stdout.write(await compile(schema, schema.title, options));
