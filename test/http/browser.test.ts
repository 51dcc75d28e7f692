import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../support/app.ts';
import { browserless, openBrowser } from '../support/browser.ts';

describe.skipIf(browserless !== null)(
  `in a real browser${browserless === null ? '' : ` (skipped: ${browserless})`}`,
  () => {
    let app: TestApp;
    let browser: Browser;
    beforeAll(async () => {
      [app, browser] = await Promise.all([openApp(), openBrowser()]);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await app?.close();
    });

    /** Opens a page twice, as a visitor who comes back does, and looks at it each time. */
    async function visitTwice(path: string, look: (page: Page) => Promise<void>): Promise<void> {
      const context = await browser.newContext();
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      const since = app.log.length;
      await page.goto(app.address + path);
      await look(page);
      await page.reload();
      await look(page);
      expect(complaints).toEqual([]);
      await expect
        .poll(() => app.log.slice(since).flatMap(({ url, status }) => (url === path ? [status] : [])))
        .toEqual([200, 304]);
      await context.close();
    }

    test(
      'the documentation is there on the second visit as on the first',
      () =>
        visitTwice('/docs', async (page) => {
          await page.waitForSelector('.swagger-ui .opblock-tag-section', { timeout: 40_000 });
          expect(await page.locator('.swagger-ui .info .title').first().innerText()).toContain('Demarche');
          expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(5);
        }),
      120_000,
    );

    test(
      'the entrance has its style on the second visit as on the first',
      () =>
        visitTwice('/', async (page) => {
          expect(await page.locator('h1').innerText()).toBe('Demarche');
          expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).not.toBe('none');
        }),
      120_000,
    );
  },
);
