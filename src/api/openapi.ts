import type { FastifyInstance } from 'fastify';
import type { Endpoint } from './endpoint.ts';
import type { Service } from './service.ts';

export async function addDocs(
  _server: FastifyInstance,
  _service: Service,
  _endpoints: readonly Endpoint[],
): Promise<void> {}
export async function openapiDocument(): Promise<object> {
  return {};
}
