// Compares each N.yaml of a folder, as js-yaml and yaml read it, with N.json.

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");

const [modules, folder] = process.argv.slice(2);
const readers = {
  "js-yaml": require(path.join(modules, "js-yaml")).load,
  yaml: require(path.join(modules, "yaml")).parse,
};

const files = fs.readdirSync(folder).filter((name) => name.endsWith(".json"));
assert.notEqual(files.length, 0);
for (const file of files) {
  const expected = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
  const written = fs.readFileSync(path.join(folder, file.replace(".json", ".yaml")), "utf8");
  for (const [name, read] of Object.entries(readers)) {
    assert.deepStrictEqual(read(written), expected, `${name} reads ${file} otherwise:\n${written}`);
  }
}
