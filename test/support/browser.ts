import { arch, platform } from 'node:process';
import type { Browser } from 'playwright-core';

/** Why there is no browser here; null where there is one. The one that comes with npm is built for Linux on x64. */
export const browserless: string | null =
  platform === 'linux' && arch === 'x64'
    ? null
    : `the browser of the tests runs on Linux x64, not on ${platform} ${arch}`;

/** What the package would have for a machine without much: in one process a closed page takes the browser with it. */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** Starts a real browser, without windows; it is unpacked the first time, which takes some seconds. */
export async function openBrowser(): Promise<Browser> {
  const { default: bundled } = await import('@sparticuz/chromium');
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    args: bundled.args.filter((one) => !unwanted.includes(one)),
    headless: true,
    chromiumSandbox: false,
  });
}
