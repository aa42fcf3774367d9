/** Staff look up and change units here. */
export { countDue, type DueCount, type DueFilter, type DueUnit, readDue } from './due.ts';
export { FIGURE_DAYS, type Figures, readFigures } from './figures.ts';
export { readStaffNext } from './next-step.ts';
export {
  readReference,
  readSubmissions,
  type Recheck,
  type Referred,
  type SubmissionSeen,
} from './submissions.ts';
export { showUnit, type UnitOverview, type Unlisted, unlockAsClerk, unlockUnit } from './unit.ts';
export { COUNTED, readWaiting, type Waiting } from './waiting.ts';
