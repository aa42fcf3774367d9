/** What is told of a unit: to its own users, to portals, in webhooks. */
export { readHistory } from './history.ts';
export { readStatus, readStatusOf, type StatusDependencies } from './status.ts';
export { readStatuses, readUnitStatus } from './statuses.ts';
export { messageOf } from './webhooks.ts';
