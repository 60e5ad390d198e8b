// Builds the client into dist/: vite, then what vite does not do. A build that fails leaves the last one as it is.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = join(root, 'dist');
const fresh = join(root, 'dist.new');
const compress = promisify(brotliCompress);
process.chdir(root);
process.env.FOCUS_WEB_OUT = fresh;

await build({ logLevel: 'warn' });

const files = (await readdir(fresh, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

// The service worker keeps all files of this build and no others. Its text changes when one of them does.
const worker = join(fresh, 'sw.js');
const kept = files
  .filter((file) => file !== worker)
  .map((file) => `/app/${relative(fresh, file).split(sep).join('/')}`)
  .sort();
const hash = createHash('sha256');
for (const file of files.toSorted()) {
  hash.update(await readFile(file));
}
const text = (await readFile(worker, 'utf8'))
  .replaceAll('__FILES__', JSON.stringify(kept))
  .replaceAll('__BUILD__', JSON.stringify(hash.digest('hex').slice(0, 12)));
await writeFile(worker, text);

for (const file of files.filter((name) => /\.(html|js|css|svg|json|webmanifest)$/.test(name))) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await compress(await readFile(file), { params }));
}

// The assets of the build before stay one build longer: a page that is open asks for them when it changes its screen.
const before = join(wanted, 'assets');
const old = await readdir(before).catch(() => []);
const list = join(wanted, 'assets.json');
const own = JSON.parse(await readFile(list, 'utf8').catch(() => '[]'));
await writeFile(join(fresh, 'assets.json'), JSON.stringify(await readdir(join(fresh, 'assets'))));
await mkdir(join(fresh, 'assets'), { recursive: true });
for (const name of old.filter((name) => own.includes(name))) {
  await cp(join(before, name), join(fresh, 'assets', name), { force: false });
}

await rm(join(root, 'dist.old'), { recursive: true, force: true });
await rename(wanted, join(root, 'dist.old')).catch(() => undefined);
await rename(fresh, wanted);
await rm(join(root, 'dist.old'), { recursive: true, force: true });
