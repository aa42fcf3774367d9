/** Work on all tables: retention, a person's data, verification, keys that are replaced. */
export { type Lag, LAGS, readLags } from './lags.ts';
export {
  digestNeeds,
  type Prepare,
  replaceKey,
  type Replacement,
  retireDigestKey,
  type Taken,
} from './replace-key.ts';
export { removeSite } from './remove-site.ts';
export { removeExpired } from './retention.ts';
export { eraseSubject, exportSubject, findSubject, type Subject } from './subject.ts';
export { verifyDatabase } from './verify.ts';
