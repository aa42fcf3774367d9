/** Accounts of units that have registered themselves: kept in one file for its owner only, passwords as hashes. */
import { randomUUID } from 'node:crypto';
import type { RegisteredUnit } from '../../bff/portal-client/index.ts';
import type { DemoAccount } from '../data/accounts.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { keepSecret, readSecret } from './secret-file.ts';

export interface RegisteredAccount {
  /** The portal's user id, opaque. */
  id: string;
  unit: { code: string; name: string };
  /** In lower case: unique at this portal, whatever the case. */
  loginName: string;
  passwordHash: string;
  /** The assertion that made it. */
  jti: string;
  /** RFC 3339. */
  registeredAt: string;
}

export interface NewAccount extends Pick<RegisteredUnit, 'jti' | 'unit'> {
  loginName: string;
  password: string;
}

/**
 * `same`: the very account was made before, by a request whose answer was lost. `unit-taken`: the unit has another
 * account; it logs in, or asks the office. `login-name-taken`: another unit's.
 */
export type Added =
  { result: 'added' | 'same'; account: RegisteredAccount } | { result: 'unit-taken' | 'login-name-taken' };

export interface RegisteredAccounts {
  /** By unit code, organization code or login name. */
  find(userName: string): RegisteredAccount | undefined;
  /** One account a unit, however often and however simultaneously it is asked for. Kept before it resolves. */
  add(wanted: NewAccount, now: number): Promise<Added>;
}

export interface RegisteredAccountsOptions {
  /** Absent: in memory only. */
  file?: string | undefined;
  /** Codes of units that have an account already. */
  reserved: ReadonlySet<string>;
}

/** As the portal's other accounts. */
export const asAccount = ({ id, unit }: RegisteredAccount): DemoAccount => ({
  id,
  unit,
  title: '新注册的单位',
  about: '注册时已经完成手机认证和实名认证，登录后直接办理业务。',
  role: 'administrator',
  claims: [],
});

export async function openRegisteredAccounts({
  file,
  reserved,
}: RegisteredAccountsOptions): Promise<RegisteredAccounts> {
  const kept = file === undefined ? undefined : await readSecret(file);
  let accounts = kept === undefined ? [] : (JSON.parse(kept) as RegisteredAccount[]);
  let queue: Promise<unknown> = Promise.resolve();

  const add = async (wanted: NewAccount, now: number): Promise<Added> => {
    const { unit, jti, password } = wanted;
    const loginName = wanted.loginName.toLowerCase();
    const own = accounts.find((account) => account.unit.code === unit.code);
    if (own) {
      const same = own.loginName === loginName && (await passwordMatches(password, own.passwordHash));
      return same ? { result: 'same', account: own } : { result: 'unit-taken' };
    }
    if (reserved.has(unit.code)) return { result: 'unit-taken' };
    if (accounts.some((account) => account.loginName === loginName)) return { result: 'login-name-taken' };
    const passwordHash = await hashPassword(password);
    const registeredAt = new Date(now).toISOString();
    const account = { id: `u-${randomUUID()}`, unit, loginName, passwordHash, jti, registeredAt };
    const more = [...accounts, account];
    if (file !== undefined) await keepSecret(file, JSON.stringify(more));
    accounts = more;
    return { result: 'added', account };
  };

  return {
    find: (userName) =>
      accounts.find(({ unit }) => unit.code === userName || unit.code.slice(8, 17) === userName) ??
      accounts.find(({ loginName }) => loginName === userName.toLowerCase()),
    // One after the other: of two for one unit, the second finds the first.
    add(wanted, now) {
      const turn = queue.then(() => add(wanted, now));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
