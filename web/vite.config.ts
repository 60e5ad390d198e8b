import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** ICU messages become functions when the client is built: nothing is parsed in the browser, and the page needs no `eval`. */
function messages(): Plugin {
  return {
    name: 'icu-messages',
    enforce: 'pre',
    transform(code, id) {
      const locale = /\/i18n\/messages\/([a-z]+)\.json$/.exec(id)?.[1];
      if (locale === undefined) {
        return null;
      }
      return { code: compileModule(new MessageFormat(locale), JSON.parse(code)), moduleType: 'js', map: null };
    },
  };
}

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
      },
    },
  },
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: true,
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
