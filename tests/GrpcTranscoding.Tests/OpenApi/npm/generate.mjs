// Makes TypeScript of every OpenAPI document in a folder, all in one process: node generate.mjs <folder>
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";

const folder = process.argv[2];
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".json"))) {
  const document = JSON.parse(await readFile(join(folder, file), "utf8"));
  const types = await openapiTS(document, { silent: true });
  await writeFile(join(folder, file.replace(/\.json$/, ".d.ts")), astToString(types));
}
