// Everything that can be said of the client without a browser: what CI runs. Stops at the first fault, with its output.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

function run(what, command, ...args) {
  const { status } = spawnSync(join('node_modules', '.bin', command), args, { stdio: 'inherit' });
  if (status !== 0) {
    process.exitCode = 1;
    throw new Error(`${what} failed.`);
  }
}

// The types come from the API's own document: who changes the one has to look at the other.
const folder = mkdtempSync(join(tmpdir(), 'focus-web-'));
try {
  const fresh = join(folder, 'schema.d.ts');
  const generate = JSON.parse(readFileSync('package.json', 'utf8')).scripts.generate.split(' ');
  run(
    'Generating the types',
    generate[0],
    ...generate.slice(1).map((word) => (word === 'src/api/schema.d.ts' ? fresh : word)),
  );
  if (readFileSync(fresh, 'utf8') !== readFileSync('src/api/schema.d.ts', 'utf8')) {
    throw new Error('src/api/schema.d.ts is not what src/api/openapi.json gives. Run: npm run generate');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

run('Biome', 'biome', 'check', '--error-on-warnings', '.');
run('TypeScript', 'tsc', '--noEmit');
run('Vitest', 'vitest', 'run');
run('The size check (npm run build comes before)', 'size-limit');
