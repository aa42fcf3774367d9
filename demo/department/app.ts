/**
 * Another department's site, in English and on another origin: what a second customer needs, in one file. A unit that is certified
 * at one site is certified at every site, but no site sees the attempts made at another.
 */
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { createPortalClient, statusOfKind } from '../../bff/portal-client/index.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../data/accounts.ts';
import { createAccounts } from '../portal/accounts.ts';
import { assets } from '../portal/assets.ts';
import { fillCertification, fillForm } from '../portal/demo-fill.ts';
import { appearanceOf, type Html, icon } from '../portal/layout.ts';
import { oneAddress } from '../portal/one-address.ts';
import { securityHeaders } from '../portal/security-headers.ts';
import { createSessions, userOf, type Session } from '../portal/session.ts';

export interface DepartmentOptions {
  /** Where browsers find this site and the certification service, without a trailing slash. */
  url: string;
  bffUrl: string;
  /** The site's id and secret, as `site add --hs256` printed them. */
  site: string;
  secret: string;
}

const BUSINESS = { path: '/business/contributions', name: 'Contribution registration' };

export function createDepartment({ url, bffUrl, site, secret }: DepartmentOptions): Hono {
  const certification = createPortalClient({ bff: bffUrl, site, key: { secret } });
  const accounts = createAccounts();
  const sessions = createSessions('department_session', url);
  const app = new Hono();
  app.use(securityHeaders(bffUrl), csrf({ origin: url }), oneAddress(url));

  /** The widget in English, with the department's own color from the stylesheet. */
  const common = (c: Context) =>
    html`token-url="/token" login-url="/login" privacy-url="/privacy" appearance="${appearanceOf(c)}"`;
  const help = ({ account }: Session) =>
    html`<p slot="help">Hotline 12329 ${fillCertification(account.demo.claims, 'Fill in demo data')}</p>`;
  const element = (c: Context, session: Session, more: Html | '' = '') =>
    html`<unit-certification ${more} ${common(c)}>${help(session)}</unit-certification>`;

  const page = async (c: Context, title: string, body: Html, script = 'unit-certification') => {
    const session = sessions.find(c);
    const known = session && (await certification.status(session.account.unit.code));
    const status = known?.ok ? statusOfKind(known.value) : '';
    const large = appearanceOf(c) === 'large';
    return html`<!doctype html>
      <html lang="en" data-appearance="${appearanceOf(c)}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} - Housing Fund</title>
          <link rel="icon" href="/assets/emblem.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/portal.css" />
          <script type="module" src="/assets/portal.js"></script>
          <script type="module" src="/assets/demo-fill.js"></script>
          ${session ? html`<script type="module" src="${bffUrl}/widget/${script}.js"></script>` : ''}
        </head>
        <body class="department" data-status="${status}">
          <a class="skip" href="#content">Skip to content</a>
          <header class="header">
            <div class="inner">
              <a class="brand" href="/"><strong>Yunchuan Housing Fund</strong></a>
              <button type="button" class="plain" data-large aria-pressed="${String(large)}">
                Large type
              </button>
              ${
                session
                  ? html`<a class="state" href="/certification">
                        <span data-when="certified">${icon('shield-check')}Verified</span>
                        <span data-when="uncertified">${icon('shield')}Not verified</span>
                        <span data-when="pending">${icon('clock')}Being verified</span>
                        <span data-when="lapsed">${icon('shield')}Verify again</span>
                      </a>
                      <details class="menu">
                        <summary>Organization settings</summary>
                        <ul>
                          <li><a href="/certification">Verification center</a></li>
                        </ul>
                      </details>
                      <form method="post" action="/logout"><button class="plain">Log out</button></form>`
                  : ''
              }
            </div>
          </header>
          <main id="content" tabindex="-1"><div class="inner narrow">${body}</div></main>
          <footer class="footer">
            <div class="inner">
              <span>A demo: units and people are made up.</span> <a href="/privacy">Personal data</a>
            </div>
          </footer>
        </body>
      </html>`;
  };

  app.get('/login', async (c) => c.html(await page(c, 'Log in', loginForm())));
  app.post('/login', async (c) => {
    const { account: id, userName, password } = await c.req.parseBody<Record<string, string>>();
    const account = id ? accounts.find(id) : accounts.logIn(userName ?? '', password ?? '');
    if (!account)
      return c.html(await page(c, 'Log in', loginForm('The unit code or the password is wrong.')), 422);
    sessions.open(c, account);
    return c.redirect('/', 303);
  });
  app.post('/logout', (c) => {
    sessions.close(c);
    return c.redirect('/login', 303);
  });

  // The token endpoint.
  app.get('/token', async (c) => {
    const session = sessions.find(c);
    c.header('Cache-Control', 'no-store');
    if (!session) return c.json({ error: 'login-required' }, 401);
    return c.json({ token: await certification.token(userOf(session)) });
  });

  // The main page, with prompt and gate.
  app.get('/', async (c) => {
    const session = sessions.find(c);
    if (!session) return c.redirect('/login', 303);
    return c.html(
      await page(
        c,
        'Home',
        html`<h1>${session.account.unit.name}</h1>
          <div data-when="uncertified">
            <section class="card call">
              ${icon('shield')}
              <div>
                <div>
                  <h2>Your organization is not verified yet</h2>
                  <p>It takes about 2 minutes, then you can use all services.</p>
                </div>
                <div class="actions">
                  <button type="button" class="primary" data-certify>Verify now</button>
                </div>
              </div>
            </section>
          </div>
          <section class="card">
            <h2>Services</h2>
            <a class="business" href="${BUSINESS.path}" data-business="${BUSINESS.name}">
              <span><strong>${BUSINESS.name}</strong><span>Register your staff with the fund.</span></span>
            </a>
          </section>
          ${element(c, session, html`center-url="/certification"`)}
          ${element(c, session, html`for="[data-business]" center-url="/certification?resume={resume}"`)}`,
      ),
    );
  });

  // The center.
  app.get('/certification', async (c) => {
    const session = sessions.find(c);
    if (!session) return c.redirect('/login', 303);
    const resume =
      c.req.query('resume') === BUSINESS.path
        ? html`resume-url="${BUSINESS.path}" business="${BUSINESS.name}"`
        : '';
    return c.html(
      await page(
        c,
        'Verification center',
        html`<h1>Verification center</h1>
          <unit-certification-center ${resume} ${common(c)}>${help(session)}</unit-certification-center>`,
        'unit-certification-center',
      ),
    );
  });

  // The business: the server asks the service itself.
  app.get(BUSINESS.path, async (c) => {
    const session = sessions.find(c);
    return session
      ? c.html(await page(c, BUSINESS.name, businessForm(element(c, session))))
      : c.redirect('/login', 303);
  });
  app.post(BUSINESS.path, async (c) => {
    const session = sessions.find(c);
    if (!session) return c.redirect('/login', 303);
    const answer = await certification.status(session.account.unit.code);
    if (!answer.ok)
      return c.html(
        await page(c, 'Not now', message('We cannot check your verification now. Try again later.')),
        503,
      );
    if (statusOfKind(answer.value) !== 'certified')
      return c.html(
        await page(c, 'Verify first', message('Only verified units can do this. Nothing was submitted.')),
        403,
      );
    const { headcount } = await c.req.parseBody();
    return c.html(await page(c, 'Submitted', message(`Registered: ${String(headcount)} employees.`)));
  });

  app.get('/privacy', async (c) =>
    c.html(
      await page(
        c,
        'Personal data',
        message(
          'Document numbers are compared with the registers, and kept as digests for 180 days at most.',
        ),
      ),
    ),
  );
  app.route('/assets', assets(new URL('../portal/public/', import.meta.url)));
  return app;
}

const message = (text: string): Html =>
  html`<section class="card">
    <h1>${text}</h1>
    <p><a class="secondary" href="/">Home</a></p>
  </section>`;

const businessForm = (prompt: Html): Html =>
  html`<h1>${BUSINESS.name}</h1>
    <form class="card" method="post" action="${BUSINESS.path}" data-business="${BUSINESS.name}">
      <div class="field">
        <label for="headcount">Number of employees</label>
        <input id="headcount" name="headcount" inputmode="numeric" required data-sample="12" />
      </div>
      <div class="actions"><button class="primary">Submit</button> ${fillForm('Fill in demo data')}</div>
    </form>
    ${prompt}`;

const loginForm = (error?: string): Html =>
  html`<section class="card">
      <h1>Log in</h1>
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      <form method="post" action="/login">
        <div class="field">
          <label for="userName">Unit code</label>
          <input
            id="userName"
            name="userName"
            autocomplete="username"
            required
            data-sample="${DEMO_ACCOUNTS[0]!.unit.code}"
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            data-sample="${DEMO_PASSWORD}"
          />
        </div>
        <div class="actions"><button class="primary">Log in</button> ${fillForm('Fill in demo data')}</div>
      </form>
    </section>
    <section class="card demo">
      <h2>Demo accounts</h2>
      <form method="post" action="/login">
        <ul class="accounts">
          ${DEMO_ACCOUNTS.map(
            ({ id, english }) =>
              html`<li>
                <button name="account" value="${id}"><strong>${english}</strong></button>
              </li>`,
          )}
        </ul>
      </form>
    </section>`;
