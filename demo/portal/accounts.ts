/** The accounts of the portal's users, in memory: the demo's, and those of units that register. */
import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoClaim } from '../data/accounts.ts';

export interface Account {
  /** The token's `sub`: opaque, so that it says nothing about a person. */
  id: string;
  unit: { code: string; name: string };
  role: 'administrator' | 'operator';
  /** Chosen by the user; an administrator logs in by the unit's code too. */
  loginName?: string | undefined;
  /** Demo only: the account's purpose, and the values to type. */
  demo: { title: string; about: string; claims: readonly DemoClaim[] };
}

export interface Accounts {
  logIn(userName: string, password: string): Account | undefined;
  find(id: string): Account | undefined;
  /**
   * One account a unit. If the answer to a request was lost and the same is sent again, the account that was made is
   * returned again.
   */
  register(unit: Account['unit'], loginName: string, password: string): Account | 'unit-taken' | 'name-taken';
}

/** The stored form of a password. */
interface Credential {
  salt: string;
  hash: Buffer;
}

const derive = (password: string, salt: string) => scryptSync(password.normalize('NFKC'), salt, 32);

function credentialOf(password: string): Credential {
  const salt = randomBytes(16).toString('base64url');
  return { salt, hash: derive(password, salt) };
}

/** Case, full-width forms, spaces and hyphens make no difference in a name. */
const canonical = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase();

/** Characters 9 to 17 of a unified social credit code are the unit's organization code (GB 32100). */
const codesOf = ({ role, unit: { code } }: Account) =>
  role === 'administrator' ? [code, code.slice(8, 17)] : [];

export function createAccounts(): Accounts {
  const accounts: Account[] = [];
  const credentials = new Map<Account, Credential>();
  const add = (account: Account, credential: Credential) => {
    accounts.push(account);
    credentials.set(account, credential);
    return account;
  };
  const opens = (account: Account, password: string) => {
    const { salt, hash } = credentials.get(account)!;
    return timingSafeEqual(derive(password, salt), hash);
  };
  const byCode = (name: string) => accounts.find((account) => codesOf(account).includes(name));
  const byLoginName = (name: string) =>
    accounts.find(({ loginName }) => loginName && canonical(loginName) === name);

  const demoCredential = credentialOf(DEMO_PASSWORD);
  for (const { id, unit, role, loginName, title, about, claims } of DEMO_ACCOUNTS)
    add({ id, unit, role, loginName, demo: { title, about, claims } }, demoCredential);

  return {
    find: (id) => accounts.find((account) => account.id === id),
    logIn(userName, password) {
      const name = canonical(userName);
      // The unit's code first: a login name that equals another unit's code must not hide that unit.
      const account = byCode(name) ?? byLoginName(name);
      return account && opens(account, password) ? account : undefined;
    },
    register(unit, loginName, password) {
      const own = byCode(unit.code);
      const named = byLoginName(canonical(loginName));
      if (own) return own === named && opens(own, password) ? own : 'unit-taken';
      if (named) return 'name-taken';
      const demo = {
        title: '新注册的单位',
        about: '注册时已完成手机认证和实名认证，直接办理业务。',
        claims: [],
      };
      return add(
        { id: `u-${randomUUID()}`, unit, role: 'administrator', loginName, demo },
        credentialOf(password),
      );
    },
  };
}
