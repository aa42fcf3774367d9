/** Events: their types, their writing and signing, the seals over them, and the verification. */
export { AuditAlarm } from './alarm.ts';
export { type Head, headIn, headsIn, readHead } from './chain-head.ts';
export type { SignedLink } from './chain.ts';
export { DECIDING } from './compare.ts';
export {
  type Deed,
  eventValues,
  type EventValues,
  insertEvents,
  insertOneEvent,
  isGenuine,
  isOfLiveKey,
  type NewEvent,
  type OneEventValues,
  oneEventValues,
  type Recording,
  type StoredEvent,
  type ToldEvent,
  writeEvents,
} from './event.ts';
export {
  addTo,
  CHAIN_FAULTS,
  HEAD_FAULTS,
  type HeadFault,
  isOfUnit,
  joinTallies,
  kindsIn,
  MOST_KEPT,
  newTally,
  placeOf,
  ROW_FAULTS,
  type RowFault,
  type Tally,
  tallyOf,
  totalOf,
} from './faults.ts';
export {
  type EventFilter,
  eventsBetween,
  knownActor,
  lastEvent,
  listEvents,
  unitOfReference,
  UNKNOWN_ACTOR,
} from './list.ts';
export { type Genuineness, genuinenessOf, isRight, keyOf, macOf } from './mac.ts';
export { hasPersonsNumber, hasPhoneNumber, hasResidentNumber, isSurelyUnitCode } from './persons-number.ts';
export { readEvents, STORED_EVENT } from './read-chain.ts';
export {
  numberFault,
  type NumberFault,
  type OfficialAct,
  REASON_MAXIMUM,
  sentenceFault,
  type SentenceFault,
} from './reason.ts';
export { removeOldEvents, signAnchorAnew } from './retention.ts';
export { createSealer, isEventUnsealed, newestSealColumn, sealAll, sealLag } from './seal.ts';
export { type TermFacts, termFactsColumns, termMac } from './term-mac.ts';
export {
  type Audience,
  AUDIENCES,
  EVENTS,
  type EventType,
  isToldType,
  TOLD_TYPES,
  type ToldType,
  type WriterOf,
} from './types.ts';
export { type AuditReport, isSound, verifyAudit, type VerifyDependencies } from './verify.ts';
export { createWatermark, isEventAfter } from './watermark.ts';
