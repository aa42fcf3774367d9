/** The demo's settings, from the environment; every one has a default. */
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Settings {
  /** Where everything listens. */
  host: string;
  bffPort: number;
  portalPort: number;
  /** As browsers see them, without a trailing slash. */
  bffUrl: string;
  portalUrl: string;
  /** Absolute path. */
  dataDir: string;
  /** How long the demo's registry partner says that it is busy after a unit is first asked for. */
  busySeconds: number;
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
  if (bffPort === portalPort) throw new SettingError('PORT and PORTAL_PORT must differ');
  return {
    host: env['HOST']?.trim() || '127.0.0.1',
    bffPort,
    portalPort,
    bffUrl: address('PUBLIC_URL', `http://localhost:${bffPort}`),
    portalUrl: address('PORTAL_URL', `http://localhost:${portalPort}`),
    dataDir: resolve(ROOT, env['DATA_DIR']?.trim() || 'data'),
    busySeconds: wholeNumber('DEMO_BUSY_SECONDS', 12, 3600),
  };
}
