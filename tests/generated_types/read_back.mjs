// Reads every document of a folder, writes it anew by the compiled program, and says whether it is what was read.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";

const [, program, folder] = process.argv.slice(2);
const { copy } = await import(pathToFileURL(program));

for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), "utf8");
  const written = JSON.stringify(copy(JSON.parse(text)));
  console.log(name, isDeepStrictEqual(JSON.parse(written), JSON.parse(text)));
}
