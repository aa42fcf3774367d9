/** The status of a unit, as its own users, portals and webhooks are told it. */
export { readHistory } from './history.ts';
export { readStatus, type StatusDependencies } from './status.ts';
export { readStatuses, readUnitStatus } from './statuses.ts';
export { messageOf } from './webhooks.ts';
