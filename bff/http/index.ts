/** All routes of the API, and the edge that every request passes. */
export { type AddressRange, addressResolver, parseRange } from './address.ts';
export { certificationRoutes } from './certification-routes.ts';
export { edge } from './edge.ts';
export type { Env } from './env.ts';
export { createGuards, type RequestLimits } from './guards.ts';
export { monitoringRoutes } from './monitoring-routes.ts';
export { documentOf } from './openapi-document.ts';
export { pageRoutes } from './page-routes.ts';
export { phoneRoutes } from './phone-routes.ts';
export { limitPipelining } from './pipelining.ts';
export { problem } from './problem.ts';
export { registrationRoutes } from './registration-routes.ts';
export { isRequestId } from './request-id.ts';
export { signingKeyRoutes } from './signing-routes.ts';
export { unitRoutes } from './unit-routes.ts';
export { scriptIntegrityIn, widgetRoutes } from './widget-routes.ts';
