/** Registers and partners: their evidence of units and people, and the comparison of names. */
export { canonicalCode, canonicalUnit, prepareUnitRead, registryRow, unitNameOf } from './canonical.ts';
export type {
  BusinessRegistry,
  ComparablePerson,
  HandlerEvidence,
  Outage,
  RegistryEvidence,
  RegistryRecord,
  SocialInsurance,
  UsedSource,
} from './evidence.ts';
export { comparableName, personName, tableOf } from './names.ts';
export { answersFor, createInsurancePartner, createRegistryPartner } from './partners.ts';
export {
  comparablePerson,
  comparableRepresentatives,
  handlerDigests,
  handlerDigestsEver,
  nameDigests,
  nameDigestsEver,
  recordedHandlerDigests,
} from './people.ts';
export { REGISTRY_STATES, type RegistryState, registryStateOf } from './registry-state.ts';
export { documentNumber, hasDamagedNumber, isDamagedNumber } from './representatives.ts';
export { changedTables, digestOf, HANDLERS, REGISTRY } from './rows-digest.ts';
export { areSameName, countedName, isDamaged, peopleNamed } from './same-name.ts';
export {
  claimFieldsOf,
  createIsImported,
  type IsImported,
  readSources,
  type SourceState,
} from './sources.ts';
