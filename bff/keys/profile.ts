/**
 * The port to cryptography of what is stored: all that the rest of the service can ask for. A
 * profile is one implementation of it. Callers hold keys and never see an algorithm, so that a
 * certified device can stand behind a profile: its keys are handles. Calls are synchronous, as
 * those of such devices (GB/T 36322) are.
 */
import type { KeyObject } from 'node:crypto';

export const PROFILES = ['standard', 'sm'] as const;
export type ProfileName = (typeof PROFILES)[number];

/** Everything that is made with a key begins with its id. */
export interface NamedKey {
  id: string;
}

/** Digests and signs. */
export interface MacKey extends NamedKey {
  /**
   * 32 bytes. The caller puts the use into the text, so that no MAC is taken for one of another
   * use.
   */
  mac(text: string): Buffer;
}

/** Encrypts with authentication. */
export interface EncryptionKey extends NamedKey {
  /**
   * `context` is authenticated and not part of the result. The same text gives another result each
   * time: the nonce is random.
   */
  seal(plaintext: string, context: string): Buffer;
  /** Throws when the bytes were altered, the context is another one, or the key is. */
  open(sealed: Buffer, context: string): string;
}

export interface Profile {
  name: ProfileName;
  /** Whether this Node has the algorithms. */
  isAvailable(): boolean;
  /** `secret`: 32 random bytes. Two uses of one secret have keys that do not tell of each other. */
  macKey(id: string, secret: KeyObject, use: string): MacKey;
  encryptionKey(id: string, secret: KeyObject, use: string): EncryptionKey;
}
