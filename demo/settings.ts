/** The demo's settings, from the environment; every one has a default. */
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Settings {
  /** Where everything listens. */
  host: string;
  bffPort: number;
  portalPort: number;
  departmentPort: number;
  /** The desk for staff, and their login. */
  deskPort: number;
  staffLoginPort: number;
  /** As browsers see them, without a trailing slash. */
  bffUrl: string;
  portalUrl: string;
  departmentUrl: string;
  deskUrl: string;
  staffLoginUrl: string;
  /** Absolute path. */
  dataDir: string;
  /** How long the demo's registry answers 503 after the first request for a unit. */
  busySeconds: number;
  /** Whether the portal has its pages for testers, under `/qa`. */
  qa: boolean;
}

export class SettingError extends Error {
  override name = 'SettingError';
}

/** Throws `SettingError` that names the variable and says why. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const wholeNumber = (name: string, fallback: number, most: number) => {
    const text = env[name]?.trim() || String(fallback);
    if (!/^\d{1,6}$/.test(text) || Number(text) > most)
      throw new SettingError(`${name} must be a whole number up to ${most}`);
    return Number(text);
  };
  const address = (name: string, fallback: string) => {
    const text = env[name]?.trim() || fallback;
    if (!URL.canParse(text) || !/^https?:/.test(text))
      throw new SettingError(`${name} must be a URL such as ${fallback}`);
    return text.replace(/\/+$/, '');
  };
  const bffPort = wholeNumber('PORT', 8787, 65_535);
  const portalPort = wholeNumber('PORTAL_PORT', 8788, 65_535);
  const departmentPort = wholeNumber('DEPARTMENT_PORT', 8789, 65_535);
  const deskPort = wholeNumber('DEMO_DESK_PORT', 8790, 65_535);
  const staffLoginPort = wholeNumber('DEMO_STAFF_LOGIN_PORT', 8791, 65_535);
  if (bffPort === portalPort) throw new SettingError('PORT and PORTAL_PORT must differ');
  const before = [bffPort, portalPort];
  for (const [name, port] of Object.entries({
    DEPARTMENT_PORT: departmentPort,
    DEMO_DESK_PORT: deskPort,
    DEMO_STAFF_LOGIN_PORT: staffLoginPort,
  })) {
    if (before.includes(port)) throw new SettingError(`${name} must differ from the other ports`);
    before.push(port);
  }
  return {
    host: env['HOST']?.trim() || '127.0.0.1',
    bffPort,
    portalPort,
    departmentPort,
    deskPort,
    staffLoginPort,
    bffUrl: address('PUBLIC_URL', `http://localhost:${bffPort}`),
    portalUrl: address('PORTAL_URL', `http://localhost:${portalPort}`),
    // Another host name than the portal's, so that the browser keeps their cookies apart.
    departmentUrl: address('DEPARTMENT_URL', `http://127.0.0.1:${departmentPort}`),
    deskUrl: address('DEMO_DESK_URL', `http://localhost:${deskPort}`),
    staffLoginUrl: `http://127.0.0.1:${staffLoginPort}`,
    dataDir: resolve(ROOT, env['DATA_DIR']?.trim() || 'data'),
    busySeconds: wholeNumber('DEMO_BUSY_SECONDS', 12, 3600),
    qa: env['DEMO_QA']?.trim() !== 'off',
  };
}
