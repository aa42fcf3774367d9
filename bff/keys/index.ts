/**
 * Cryptography and its keys: the profile, data keys, digests, encryption, and the caller as
 * digests.
 */
export {
  actorOf,
  addressDigest,
  type Asking,
  type Caller,
  type CallerIdentity,
  callerOf,
  createCallers,
} from './caller.ts';
export { type Cipher, createCipher, ifReadable } from './cipher.ts';
export {
  DataKeyFault,
  inState,
  KEY_USES,
  type KeyUse,
  MasterKeyFault,
  newKey,
  openDataKeys,
  type OpenKeys,
  ProfileFault,
  type ReadKeys,
  readKeysAgain,
  WRAPPED_KEYS,
  type WrappedKey,
} from './data-keys.ts';
export { createDigester, type Digester, equalInConstantTime } from './digest.ts';
export { CLOCKS, instantOf, KeysTooOld, liveKeys, type LiveKeys } from './live-keys.ts';
export { type KeyRing, type Keys, type MasterSecret, parseMasterKeys } from './keys.ts';
export { type MacKey, type ProfileName, PROFILES } from './profile.ts';
export { addKey, changeKeys, readLiveKeys, readUpTo } from './stored-keys.ts';
export { countOthers, reseal, type SealedColumn } from './reseal.ts';
