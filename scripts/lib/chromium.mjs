import { existsSync } from 'node:fs';
import { onPath, runnable } from './executables.mjs';
import { Fault } from './fault.mjs';

/**
 * The path of a Chromium for the browser tests: KYOSO_CHROMIUM, the system's, Playwright's own.
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const named = process.env.KYOSO_CHROMIUM;
  if (named && !runnable(named)) throw new Fault(`KYOSO_CHROMIUM names ${named}, which is not a program that can be run.`, 'Correct it, or unset it so that Kyoso looks for one itself.');
  const mac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
  const known = named ?? onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge') ?? mac.find(runnable);
  if (known) return known;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  throw new Fault('No Chromium was found for the browser tests.', 'Install one: apt-get install -y chromium fonts-noto-cjk   (or: npx playwright-core install chromium)');
}
