/** The portal's accounts: who may log in, found by unit code and role. */
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount, type PortalRole } from '../data/accounts.ts';
import { hashPassword, passwordMatches } from './passwords.ts';

export interface Directory {
  /**
   * The account that these credentials open. Takes as long for an unknown unit as for a wrong
   * password, so that the answer's time does not tell which units have an account.
   */
  authenticate(code: string, role: PortalRole, password: string): Promise<DemoAccount | undefined>;
}

/**
 * A unit code as the user name: letters in any case, full-width forms and hyphens accepted.
 * Undefined when it has not the form of a unified social credit code (18) or organisation code (9).
 */
export function readLoginCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\-‐‑–—]/g, '')
    .toUpperCase();
  return /^[0-9A-Z]{18}$|^[0-9A-Z]{9}$/.test(code) ? code : undefined;
}

/** Characters 9-17 of a unified social credit code are the unit's organisation code (GB 32100). */
const organisationCode = (code: string) => code.slice(8, 17);

export async function createDirectory(): Promise<Directory> {
  const hashes = new Map<DemoAccount, string>();
  for (const account of DEMO_ACCOUNTS) hashes.set(account, await hashPassword(DEMO_PASSWORD));
  const nobody = await hashPassword(crypto.randomUUID());
  return {
    async authenticate(code, role, password) {
      const account = DEMO_ACCOUNTS.find(
        ({ unit, role: its }) => its === role && (unit.code === code || organisationCode(unit.code) === code),
      );
      const matches = await passwordMatches(password, (account && hashes.get(account)) ?? nobody);
      return matches ? account : undefined;
    },
  };
}
