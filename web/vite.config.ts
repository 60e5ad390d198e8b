import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** ICU messages become functions when the client is built: nothing is parsed in the browser, and the page needs no `eval`. */
function messages(): Plugin {
  const file = /\/i18n\/messages\/([a-z]+)(\.more)?\.json$/;
  return {
    name: 'icu-messages',
    enforce: 'pre',
    // As scripts: Vite resolves the imports of what it takes for JSON no further.
    resolveId(source, importer) {
      const path = importer === undefined ? source : resolve(dirname(importer), source);
      return file.test(path) ? `${path}.js` : null;
    },
    async load(id) {
      const path = id.endsWith('.json.js') ? id.slice(0, -'.js'.length) : '';
      const locale = file.exec(path)?.[1];
      if (locale === undefined) {
        return null;
      }
      this.addWatchFile(path);
      return compileModule(new MessageFormat(locale), JSON.parse(await readFile(path, 'utf8')));
    },
  };
}

/**
 * What the first screen needs, in one file. Else each module that a lazy screen needs as well is a file of its own: twenty requests, and
 * a tenth more to load.
 */
const first = [
  /node_modules\/(?!.*infinite)/i,
  /\/src\/(main|api\/(?!lists)|ui\/)/,
  /\/src\/app\/(?!Palette|KeyboardHelp)/,
  /\/src\/offline\/(?!sw|OutboxNotice)/,
  /\/src\/i18n\/(index|format|messages\/en\.json)/,
  /\/src\/timer\/(clock|live|end|useTimer|MiniTimer|durations)\./,
  /\/src\/program\/current/,
  /\/src\/today\/(Today|DayBoard|Missing|Tasks|needs|useKept)/,
];

const gateway = process.env.FOCUS_GATEWAY ?? 'http://localhost:8000';

export default defineConfig({
  base: '/app/',
  plugins: [messages(), react()],
  build: {
    outDir: process.env.FOCUS_WEB_OUT ?? 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/offline/sw.ts' },
      output: {
        // The service worker's address must not change: browsers look there for the next version.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [{ name: 'first', test: (id) => !id.endsWith('.css') && first.some((part) => part.test(id)) }],
        },
      },
    },
  },
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
    watch: { ignored: ['**/dist*/**'] },
    proxy: Object.fromEntries(
      ['/api', '/openapi.json', '/docs', '/app/session', '/app/clock'].map((path) => [path, { target: gateway }]),
    ),
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/browser.ts'],
    restoreMocks: true,
  },
} as Parameters<typeof defineConfig>[0]);
