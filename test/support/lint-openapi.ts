import { createConfig, formatProblems, getTotals, lint, logger } from '@redocly/openapi-core';

/** Lints the committed document with Redocly's recommended rules; neither errors nor warnings are let through. */
const config = await createConfig({ extends: ['recommended'] });
const problems = await lint({ ref: 'openapi/openapi.json', config });
const { errors, warnings } = getTotals(problems);
if (problems.length > 0) {
  formatProblems(problems, {
    format: 'codeframe',
    totals: { errors, warnings, ignored: 0 },
    version: '3.1.0',
    maxProblems: 50,
  });
}
logger.output(`openapi/openapi.json: ${errors} errors, ${warnings} warnings\n`);
process.exitCode = errors + warnings > 0 ? 1 : 0;
