// Lighthouse's scores of the built client against a running system, by hand:
//   ./focus up                                     (in another terminal)
//   npm install --no-save lighthouse@12.8.2 && node scripts/lighthouse.mjs [http://localhost:8000] [runs]
// It is no dependency: it is large, and a score is worth something on a quiet machine only.
// Each run has a browser of its own. In one that has run scripts before, starting V8's profiler blocks the page for 100 ms
// and more, which Lighthouse multiplies by four and counts as the page's.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const origin = process.argv[2] ?? 'http://localhost:8000';
const runs = Number(process.argv[3] ?? 5);
const user = { email: 'demo@focus.local', password: 'demo-password-1' };
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function openBrowser(folder) {
  const executablePath = browsers.find(existsSync);
  if (!executablePath) {
    throw new Error(`No Chromium: looked for ${browsers.join(', ')}.`);
  }
  return puppeteer.launch({ executablePath, userDataDir: folder, args: ['--no-sandbox'] });
}

async function signIn(browser) {
  const page = await browser.newPage();
  await page.goto(`${origin}/app/`);
  await page.locator('input[type=email]').fill(user.email);
  await page.locator('input[type=password]').fill(user.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav', { timeout: 20_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.close();
}

async function measure(signedIn, desktop) {
  const folder = mkdtempSync(join(tmpdir(), 'focus-lighthouse-'));
  try {
    if (signedIn) {
      const before = await openBrowser(folder);
      await signIn(before);
      await before.close();
    }
    const browser = await openBrowser(folder);
    try {
      const flags = { output: 'json', logLevel: 'error', disableStorageReset: true, onlyCategories: categories };
      const page = await browser.newPage();
      const { lhr } = await lighthouse(`${origin}/app/`, flags, desktop ? desktopConfig : undefined, page);
      if (((await page.$('nav')) !== null) !== signedIn) {
        throw new Error('Lighthouse saw another screen than it was meant to.');
      }
      return lhr;
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const [name, signedIn, desktop] of [
  ['Sign-in, mobile', false, false],
  ['Today, mobile', true, false],
  ['Today, desktop', true, true],
]) {
  const reports = [];
  for (let run = 0; run < runs; run++) {
    reports.push(await measure(signedIn, desktop));
  }
  const scores = categories.map((id) => reports.map(({ categories }) => Math.round(categories[id].score * 100)));
  const shown = categories.map(
    (id, i) => `${id} ${median(scores[i])} (${Math.min(...scores[i])} to ${Math.max(...scores[i])})`,
  );
  const taken = times.map((id) => `${id} ${Math.round(median(reports.map(({ audits }) => audits[id].numericValue)))}`);
  process.stdout.write(`${name}: ${shown.join(', ')}\n  ${taken.join(', ')} (ms)\n`);
}
