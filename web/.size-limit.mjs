// What the first screen needs, as the built page names it. Budgets in bytes, as sent.
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('dist/index.html', import.meta.url), 'utf8');
const files = [...page.matchAll(/(?:src|href)="\/app\/(assets\/[^"]+)"/g)].map((match) => `dist/${match[1]}`);

export default [
  {
    name: 'script of the first screen',
    path: files.filter((file) => file.endsWith('.js')),
    limit: '90 kB',
    brotli: true,
  },
  {
    name: 'style of the first screen',
    path: files.filter((file) => file.endsWith('.css')),
    limit: '15 kB',
    brotli: true,
  },
];
