import { z } from 'zod';
import { type ErrorCode, errorTable } from '../errors.ts';

const codes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** What a client is told of a refusal or failure. @see https://www.rfc-editor.org/rfc/rfc9457 */
export const ProblemDetails = z
  .strictObject({
    type: z.string().describe('Where the code is explained.'),
    title: z.string().describe('The sort of problem, in short.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    detail: z.string().describe('What is wrong here, in words.'),
    code: z.enum(codes).describe('The stable code: branch on this.'),
    instance: z.string().nullable().describe('The request that met it, cut at 300 characters.'),
    errors: z
      .array(
        z.strictObject({
          parameter: z.string().nullable().describe('The parameter or header at fault.'),
          value: z.string().nullable().describe('What it was, cut at 200 characters; null when it is missing.'),
          message: z.string().describe('What is wrong with it.'),
          accepted: z.array(z.string()).optional().describe('What is accepted, where that is a list.'),
          did_you_mean: z.string().optional().describe('The accepted value that is nearest.'),
        }),
      )
      .describe('Every culprit.'),
  })
  .describe('A refusal or failure, as RFC 9457 has it.')
  .meta({ id: 'Problem' });
