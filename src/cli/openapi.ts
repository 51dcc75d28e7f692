import { writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import type { Invocation } from './command.ts';
import { print, say } from './output.ts';

/** `demarche openapi`: prints the OpenAPI document, or writes it to a file. */
export async function openapi(invocation: Invocation): Promise<0 | 1> {
  const { openapiDocument } = await import('../openapi/generate.ts');
  const document = `${JSON.stringify(await openapiDocument(), null, 2)}\n`;
  const path = invocation.text('write');
  if (path === undefined) await print(document);
  else {
    try {
      writeFileSync(path, document);
    } catch (cause) {
      throw new UsageError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code}); check the path.`);
    }
    say(`Wrote ${path}.`);
  }
  return 0;
}
