// Says of every document of a folder whether ajv, in its strict mode, finds it valid by a schema.
const { createRequire } = require("node:module");
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const [packages, schema, folder] = process.argv.slice(2);
const Ajv = createRequire(packages)("ajv/dist/2020").default;
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const validate = new Ajv({ strict: true, validateSchema: true }).compile(read(schema));
for (const name of readdirSync(folder).sort()) {
  console.log(name, validate(read(join(folder, name))));
}
