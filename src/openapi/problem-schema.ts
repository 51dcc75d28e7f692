import { z } from 'zod';
import { type ErrorCode, errorTable } from '../errors.ts';

const codes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

/** The body of an error response. @see https://www.rfc-editor.org/rfc/rfc9457 */
export const ProblemDetails = z
  .strictObject({
    type: z.string().describe('Where the code is documented.'),
    title: z.string().describe('Short name of the kind of problem.'),
    status: z.int().min(400).max(599).describe('The HTTP status.'),
    detail: z.string().describe('What is wrong with this request.'),
    code: z.enum(codes).describe('The stable code: branch on this.'),
    instance: z.string().nullable().describe('The URL of the request, cut at 300 characters.'),
    errors: z
      .array(
        z.strictObject({
          parameter: z.string().nullable().describe('The parameter or header at fault.'),
          value: z.string().nullable().describe('Its value, cut at 200 characters; null if it is missing.'),
          message: z.string().describe('What is wrong with it.'),
          accepted: z.array(z.string()).optional().describe('The accepted values, if there is a list of them.'),
          did_you_mean: z.string().optional().describe('The closest accepted value.'),
        }),
      )
      .describe('Every invalid parameter or header.'),
  })
  .describe('An error, as defined by RFC 9457.')
  .meta({ id: 'Problem' });
