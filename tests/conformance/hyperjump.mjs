// Says of every document of a folder whether @hyperjump/json-schema finds it valid by a schema.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, schema, folder] = process.argv.slice(2);
const draft = createRequire(packages).resolve("@hyperjump/json-schema/draft-2020-12");
const { registerSchema, validate } = await import(pathToFileURL(draft));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const form = read(schema);
registerSchema(form);
const isValid = await validate(form.$id);
for (const name of readdirSync(folder).sort()) {
  console.log(name, isValid(read(join(folder, name))).valid);
}
