/** The keys that sign assertions. */
export {
  createSigningKeys,
  knownKeyIds,
  LIST_MAX_AGE,
  replaceSigningKey,
  SEALED_SIGNING_KEYS,
  type SigningKey,
  type SigningKeys,
} from './keys.ts';
