/** Webhooks: made of events, sent, and given up. */
export { type ChosenDead, type DeadDelivery, discardDead, readDead, retryDead } from './dead.ts';
export { mendDeliveryRetries, type Unanswered } from './deliver.ts';
export { createFanOut, dropDeliveriesOfSite, fanOutUpTo, isEventUnaddressed } from './fan-out.ts';
export { createLanes, deliveriesAreDue, type Lanes } from './lanes.ts';
export { missingMessages } from './missing.ts';
export { createReport } from './report.ts';
export { createSend } from './send.ts';
export { vouchForMessages } from './voucher.ts';
