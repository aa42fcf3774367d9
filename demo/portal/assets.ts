/** Which files the portal's pages load, and where they come from. */
import { SHARED_ASSETS } from '../shared/assets.ts';

const own = (name: string) => new URL(`./public/${name}`, import.meta.url);

const installed = (specifier: string) => new URL(import.meta.resolve(specifier));

const OWN = [
  'base.css',
  'parts.css',
  'frame.css',
  'hall.css',
  'call.css',
  'pages.css',
  'accounts.css',
  'captcha.css',
  'login.css',
  'welcome.css',
  'register.css',
  'phone.css',
  'portal.js',
  'abort-after.js',
  'center.js',
  'login.js',
  'register.js',
  'phone.js',
  'emblem.svg',
  'river.svg',
];

export const PORTAL_ASSETS: Record<string, URL> = {
  ...Object.fromEntries(OWN.map((name) => [name, own(name)])),
  ...SHARED_ASSETS,
  // The captcha's files for pages with a strict Content-Security-Policy: styles and worker apart.
  'altcha.css': installed('altcha/altcha.css'),
  'altcha.js': new URL('./altcha.min.js', installed('altcha/external')),
  'altcha-zh-cn.js': installed('altcha/i18n/zh-cn'),
  'altcha-worker.js': installed('altcha/workers/pbkdf2'),
};
