/** The accounts of a site: who may log in, found by unit code (or login name) and role. */
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoAccount, type PortalRole } from '../data/accounts.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { asAccount, type RegisteredAccounts } from './registered-accounts.ts';

export interface Directory {
  /**
   * The account that these credentials open; `userName` as `readLoginCode` or `readUserName` gives it. Takes as long for an unknown unit as for a wrong
   * password, so that the answer's time does not tell which units have an account.
   */
  authenticate(userName: string, role: PortalRole, password: string): Promise<DemoAccount | undefined>;
  /** What wrong passwords are counted by: one for an account, whichever of its names is typed, and one for a unit that has none. */
  countedAs(userName: string, role: PortalRole): string;
}

/**
 * A unit code as the user name: letters in any case, full-width forms and hyphens accepted.
 * Undefined when it has not the form of a unified social credit code (18) or organization code (9).
 */
export function readLoginCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\-‐‑–—]/g, '')
    .toUpperCase();
  return /^[0-9A-Z]{18}$|^[0-9A-Z]{9}$/.test(code) ? code : undefined;
}

/**
 * A unit code, or the login name that was chosen at registration, in lower case: one name and one count of tries,
 * whatever the case. Undefined when it has the form of neither.
 */
export const readUserName = (typed: string): string | undefined =>
  readLoginCode(typed) ??
  /^[A-Za-z][A-Za-z0-9_]{3,19}$/.exec(typed.normalize('NFKC').trim())?.[0].toLowerCase();

/** Characters 9-17 of a unified social credit code are the unit's organization code (GB 32100). */
const organizationCode = (code: string) => code.slice(8, 17);

/** The organization code in what was typed; any other name as it is. */
const shortest = (userName: string) =>
  userName.length === 18 && readLoginCode(userName) ? organizationCode(userName) : userName;

/** `registered`: units that have registered themselves at this site, as administrators. */
export async function createDirectory(registered?: RegisteredAccounts): Promise<Directory> {
  const hashes = new Map<DemoAccount, string>();
  for (const account of DEMO_ACCOUNTS) hashes.set(account, await hashPassword(DEMO_PASSWORD));
  const nobody = await hashPassword(crypto.randomUUID());
  const find = (userName: string, role: PortalRole) => {
    const known = DEMO_ACCOUNTS.find(
      ({ unit, role: its }) =>
        its === role && (unit.code === userName || organizationCode(unit.code) === userName),
    );
    return { known, own: known || role !== 'administrator' ? undefined : registered?.find(userName) };
  };
  return {
    countedAs(userName, role) {
      const { known, own } = find(userName, role);
      return (known ?? own)?.id ?? `${shortest(userName)} ${role}`;
    },
    async authenticate(userName, role, password) {
      const { known, own } = find(userName, role);
      const hash = known ? hashes.get(known) : own?.passwordHash;
      if (!(await passwordMatches(password, hash ?? nobody))) return undefined;
      return known ?? (own && asAccount(own));
    },
  };
}
