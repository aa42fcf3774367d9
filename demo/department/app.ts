/**
 * Another department's site, in English and on another origin: what a second customer needs, in one file. A unit that is certified
 * at one site is certified at every site, but no site sees the attempts made at another.
 */
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { createPortalClient, statusOfKind, type KindView } from '../../bff/portal-client/index.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../data/accounts.ts';
import { createAccounts } from '../portal/accounts.ts';
import { assets } from '../portal/assets.ts';
import { firstCall, type CallId } from '../portal/certification-call.ts';
import { lastDayBefore } from '../portal/dates.ts';
import { fillClaims, fillForm } from '../portal/demo-fill.ts';
import { EMPTY, errorCount, field, type Typed } from '../portal/field.ts';
import { appearanceOf, type Html, icon, unitHeading } from '../portal/layout.ts';
import { oneAddress } from '../portal/one-address.ts';
import { receipt } from '../portal/receipt.ts';
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
const HOTLINE = 'Hotline 12329';
/** Above the services, by the call of the next step (`portal/certification-call.ts`): title, text and button. */
const CALLS: Partial<Record<CallId, [title: string, text: string, button: string]>> = {
  certify: [
    'Your organization is not verified yet',
    'It takes about 2 minutes, then you can use all services.',
    'Verify now',
  ],
  correct: [
    'Your last submission was not accepted',
    'You can correct it and submit again. The verification center shows the reason and other ways.',
    'Submit again',
  ],
  'certify-again': [
    'Your verification has ended',
    'Verify again, then you can use all services.',
    'Verify again',
  ],
};
/** Why a verification ends. */
const REASONS: Partial<Record<string, string>> = {
  'representative-changed': 'The legal representative has changed.',
  'registration-changed': 'The registered details have changed.',
  'unit-not-active': 'The register lists your organization as not active.',
  'agent-withdrew': 'The agent withdrew the verification.',
};
/** As the product's form calls the page that it links. */
const PRIVACY = 'How we use personal data';

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
    html`<p slot="help">${HOTLINE} ${fillClaims(account.demo.claims, 'Fill in demo data')}</p>`;
  const element = (c: Context, session: Session, more: Html | '' = '') =>
    html`<unit-certification ${more} ${common(c)}>${help(session)}</unit-certification>`;

  /** The real-name certification, when the service answers. */
  const viewOf = async (session: Session): Promise<KindView | undefined> => {
    const answer = await certification.status(session.account.unit.code);
    return answer.ok ? answer.value.kinds.find(({ kind }) => kind === 'real-name') : undefined;
  };

  const page = async (c: Context, title: string, body: Html, script = 'unit-certification') => {
    const session = sessions.find(c);
    const status = session && (await viewOf(session))?.status;
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
          <script async type="module" src="/assets/portal.js"></script>
          <script async type="module" src="/assets/demo-fill.js"></script>
          ${session ? html`<script async type="module" src="${bffUrl}/widget/${script}.js"></script>` : ''}
        </head>
        <body class="department" data-status="${status ?? ''}">
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
                        ${['pending', 'recheck', 'counter'].map((state) => html`<span data-when="${state}">${icon('clock')}Checking</span>`)}
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
              <span>${HOTLINE}</span>
              <span>A demo: organizations and people are made up.</span>
              <a href="/privacy">${PRIVACY}</a>
            </div>
          </footer>
        </body>
      </html>`;
  };

  app.get('/login', async (c) => c.html(await page(c, 'Log in', loginForm())));
  app.post('/login', async (c) => {
    const { account: id, userName, password } = await c.req.parseBody<Record<string, string>>();
    const account = id ? accounts.find(id) : accounts.logIn(userName ?? '', password ?? '');
    if (!account) return c.html(await page(c, 'Log in', loginForm(refusedLogin(userName, password))), 422);
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
    const view = await viewOf(session);
    const first = firstCall(view?.status ?? 'unknown', 'administrator', view);
    return c.html(
      await page(
        c,
        'Home',
        html`${unitHeading(session.account.unit.name)}
          ${Object.entries(CALLS).map(([id, said]) => call(id, id === first, ...said))}
          ${
            view?.due &&
            call(
              'renew',
              true,
              html`Verify again by <b>${lastDayBefore(view.due.at, 'en')}</b>`,
              `${REASONS[view.due.reason] ?? ''} Services are available until then.`,
              'Verify again',
            )
          }
          <section class="card">
            <h2>Services</h2>
            <a class="business" href="${BUSINESS.path}" data-business="${BUSINESS.name}">
              ${icon('people')}
              <span><strong>${BUSINESS.name}</strong><span>Register your staff with the fund.</span></span>
              ${icon('arrow')}
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
        html`${path('Organization settings')}
          <h1>Verification center</h1>
          <unit-certification-center ${resume} ${common(c)}>${help(session)}</unit-certification-center>`,
        'unit-certification-center',
      ),
    );
  });

  // The business: the server asks the service itself.
  app.get(BUSINESS.path, async (c) => {
    const session = sessions.find(c);
    return session
      ? c.html(await page(c, BUSINESS.name, businessForm(session.account.unit.name, element(c, session))))
      : c.redirect('/login', 303);
  });
  app.post(BUSINESS.path, async (c) => {
    const session = sessions.find(c);
    if (!session) return c.redirect('/login', 303);
    const answer = await certification.status(session.account.unit.code);
    if (!answer.ok)
      return c.html(
        await page(
          c,
          ...message('We cannot check your verification now', 'Nothing was submitted. Try again later.'),
        ),
        503,
      );
    if (statusOfKind(answer.value) !== 'certified')
      return c.html(
        await page(
          c,
          ...message(
            'Verify your organization first',
            'Only verified organizations can do this. Nothing was submitted.',
          ),
        ),
        403,
      );
    const { headcount } = await c.req.parseBody();
    return c.html(await page(c, 'Submitted', submitted(String(headcount))));
  });

  app.get('/privacy', async (c) => c.html(await page(c, PRIVACY, privacy())));
  app.route('/assets', assets(new URL('../portal/public/', import.meta.url)));
  app.notFound(async (c) =>
    c.html(
      await page(c, ...message('Page not found', 'The address may be wrong, or the page has moved.')),
      404,
    ),
  );
  return app;
}

/** Title and body of a page with a message. */
const message = (title: string, text: string): [string, Html] => [
  title,
  html`<section class="card">
    <h1>${title}</h1>
    <p>${text}</p>
    <p><a class="primary" href="/">Go to the home page</a></p>
  </section>`,
];

const path = (section: string): Html =>
  html`<nav class="path" aria-label="You are here"><a href="/">Home</a> <span>${section}</span></nav>`;

/** Above the services: what the unit has to do. */
const call = (id: string, isShown: boolean, title: string | Html, text: string, button: string): Html =>
  html`<section class="card call" data-for="${id}" ${isShown ? '' : 'hidden'}>
    ${icon('shield')}
    <div>
      <div>
        <h2>${title}</h2>
        <p>${text}</p>
      </div>
      <div class="actions">
        <button type="button" class="primary" data-certify>${button}</button>
      </div>
    </div>
  </section>`;

const businessForm = (unit: string, prompt: Html): Html =>
  html`${path('Services')}
    <h1>${BUSINESS.name}</h1>
    <form class="card" method="post" action="${BUSINESS.path}" data-business="${BUSINESS.name}">
      <p class="muted">Organization: ${unit}</p>
      ${field({
        name: 'headcount',
        label: 'Number of employees',
        input: html`inputmode="numeric" required`,
        sample: '12',
      })}
      <div class="actions"><button class="primary">Submit</button> ${fillForm('Fill in demo data')}</div>
    </form>
    ${prompt}`;

const submitted = (headcount: string): Html =>
  html`${path('Services')}
  ${receipt({
    title: 'Submitted',
    label: `${BUSINESS.name}, receipt number`,
    rows: [['Number of employees', headcount]],
    more: html`<p class="muted">This is a demo; nothing is processed, and what you entered is not kept.</p>
      <p><a class="secondary" href="/">Go to the home page</a></p>`,
  })}`;

/** Its figures are those of the service (docs/storage.md). */
const privacy = (): Html =>
  html`<article class="card prose">
    <h1>${PRIVACY}</h1>
    <h2>What we ask for</h2>
    <p>
      The legal representative’s name and document number, and the founding date. If an agent verifies, also
      the agent’s name and document number.
    </p>
    <h2>What it is for</h2>
    <p>We compare it with the registers, to verify your organization. We use it for nothing else.</p>
    <h2>How long we keep it</h2>
    <p>
      Document numbers are kept as digests only: those of submissions for 180 days at most, the legal
      representative’s with the verification. While a verification waits, the details are kept encrypted, for
      30 days at most. Records of what was done are kept for 3 years.
    </p>
    <h2>Your rights</h2>
    <p>You can ask to see, correct or delete your data: call hotline 12329.</p>
  </article>`;

function refusedLogin(userName = '', password = ''): Typed {
  const errors: Typed['errors'] = {};
  if (!userName.trim()) errors['userName'] = 'Enter the unified social credit code or organization code';
  if (!password) errors['password'] = 'Enter the password';
  if (userName.trim() && password) errors['password'] = 'The code or the password is wrong';
  return { values: { userName }, errors };
}

const loginForm = (typed = EMPTY): Html =>
  html`<section class="card">
      <h1>Log in</h1>
      <form method="post" action="/login" novalidate>
        ${errorCount(typed, (count) => `${count} answers need correcting`)}
        ${field(
          {
            name: 'userName',
            label: 'Unified social credit code or organization code',
            input: html`autocomplete="username" maxlength="40" spellcheck="false"`,
            sample: DEMO_ACCOUNTS[0]!.unit.code,
          },
          typed,
        )}
        ${field(
          {
            name: 'password',
            label: 'Password',
            input: html`type="password" autocomplete="current-password" maxlength="128"`,
            sample: DEMO_PASSWORD,
          },
          typed,
        )}
        <div class="actions"><button class="primary">Log in</button> ${fillForm('Fill in demo data')}</div>
      </form>
    </section>
    <section class="card demo">
      <h2>Demo accounts</h2>
      <p>Click to log in. The password is <code>${DEMO_PASSWORD}</code>.</p>
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
