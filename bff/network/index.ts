/** Requests to other servers. */
export {
  type BreakerRule,
  type CircuitBreaker,
  createCircuitBreaker,
  DEFAULT_BREAKER,
} from './circuit-breaker.ts';
export {
  createDestinations,
  type Destinations,
  isPublicAddress,
  normalizeHost,
  PRIVATE_ADDRESS,
  type Refusal,
} from './destinations.ts';
export { askPartner, createPartnerClient, type Outage, type Partner, type Tuning } from './partner.ts';
export { LARGEST_ANSWER, request } from './request.ts';
