import { aggregateEndpoints } from './aggregate-routes.ts';
import { codeEndpoints } from './codes-routes.ts';
import { documentEndpoints } from './document-routes.ts';
import type { Endpoint } from './endpoint.ts';
import { healthEndpoints } from './health-routes.ts';
import type { Metrics } from './metrics.ts';
import { recordEndpoints } from './record-endpoints.ts';
import { rootEndpoint } from './root-route.ts';
import type { Service } from './service.ts';

/** Every endpoint there is; routing, documentation and tests read this list. */
export function endpointsOf(service: Service, metrics: Metrics): readonly Endpoint[] {
  return [
    ...recordEndpoints(service),
    ...aggregateEndpoints(service),
    ...codeEndpoints(service),
    rootEndpoint(service),
    ...documentEndpoints(service),
    ...healthEndpoints(service, metrics),
  ];
}
