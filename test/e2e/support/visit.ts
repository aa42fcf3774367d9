/** A person at a browser, who finds things by their text. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { CERTIFICATION_FIELDS, type CertificationFieldId } from '../../../bff/contract/forms.ts';
import type { Applicant } from '../../../bff/contract/wire.ts';
import { DEMO_ACCOUNTS, type DemoAccount, type DemoClaim } from '../../../demo/data/accounts.ts';
import { WORDS, labelOf } from '../../support/words.ts';
import { PORTAL } from '../../support/demo-words.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../.output/screenshots/', import.meta.url));

export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 360, height: 740 };

export function accountOf(title: string): DemoAccount {
  const account = DEMO_ACCOUNTS.find((each) => each.title === title);
  if (!account) throw new Error(`There is no demo account ${title}.`);
  return account;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** The page's problems: uncaught errors, and violations of the Content-Security-Policy. */
  problems: string[];
  /** The open dialog of the widget. */
  dialog: Locator;
  /** The state in the page's header. */
  state: Locator;
  button(name: string): Locator;
  logIn(title: string): Promise<void>;
  /** 「取消」 in the prompt, 「确定」 in the notice. */
  putOff(): Promise<void>;
  fill(claim: DemoClaim): Promise<void>;
  /** 「确认」 in the prompt, the form filled, “提交”. */
  certify(claim: DemoClaim): Promise<void>;
  /** Nothing is hovered in it. */
  picture(name: string): Promise<void>;
  /** Resolves when the page has loaded and no request is open. */
  settled(): Promise<void>;
}

/** Watches the page's requests from now on. Playwright's `networkidle` waits half a second of silence each time. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let begun = 0;
  page.on('request', (request) => {
    begun++;
    open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const twoFrames = () =>
    page.evaluate(
      () => new Promise<void>((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen()))),
    );
  return async () => {
    await page.waitForLoadState('load');
    for (let before = -1; open.size > 0 || begun > before;) {
      before = begun;
      await twoFrames();
    }
  };
}

export type Claimed = Omit<DemoClaim, 'outcome'>;

/** Goes through the form in its order. */
export async function answer(
  { legalRepresentative, foundedOn, agent }: Claimed,
  on: {
    type: (label: string, text: string) => Promise<void>;
    choose: (label: string, applicant: Applicant) => Promise<void>;
  },
): Promise<void> {
  const applicant = agent ? 'agent' : 'legal-representative';
  const texts: Record<Exclude<CertificationFieldId, 'applicant'>, string | undefined> = {
    'legalRepresentative.name': legalRepresentative.name,
    'legalRepresentative.idNumber': legalRepresentative.idNumber,
    foundedOn,
    'agent.name': agent?.name,
    'agent.idNumber': agent?.idNumber,
  };
  for (const { id } of CERTIFICATION_FIELDS)
    if (id === 'applicant') await on.choose(WORDS.form.fields.applicant.options[applicant].label, applicant);
    else if (texts[id]) await on.type(labelOf(id), texts[id]);
}

/** Fills the form of this dialog. */
export const fillClaim = (dialog: Locator, claim: Claimed): Promise<void> =>
  answer(claim, {
    /** Clicks first, as a person does: a number is shown masked or in groups until its field has the focus. */
    type: async (label, text) => {
      const field = dialog.getByRole('textbox', { name: label, exact: true });
      await field.click();
      await field.fill(text);
    },
    choose: (label) => dialog.getByRole('radio', { name: label, exact: true }).check(),
  });

/** Logs in by one tap in the portal's list of demo accounts. */
export async function logInAs(page: Page, portal: string, title: string): Promise<void> {
  await page.context().clearCookies({ name: 'portal_session' });
  await page.goto(`${portal}/login`);
  await page.getByRole('button', { name: new RegExp(`^${title} `) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** Logs in with user name, password and captcha. */
export async function logInByHand(
  page: Page,
  portal: string,
  userName: string,
  password: string,
): Promise<void> {
  await page.goto(`${portal}/login`);
  await page.getByLabel(PORTAL.userName, { exact: true }).fill(userName);
  await page.getByLabel('密码').fill(password);
  const captcha = page.getByLabel('验证码');
  const [a, b] = (await page.locator('label[for=captcha]').innerText()).match(/\d+/g)!.map(Number);
  await captcha.fill(String(a! + b!));
  await page.getByRole('button', { name: PORTAL.logIn }).click();
}

/** 「单位设置」 in the header, and its entry 「认证中心」. */
export async function openSettings(page: Page): Promise<Locator> {
  await page.locator('.menu summary').click();
  return page.locator('.menu').getByRole('link');
}

export async function visit(browser: Browser, portal: string, viewport = DESKTOP): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000); // longer than the 15 s after which the widget reports a missing answer
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => {
    if (/Content Security Policy|Trusted/i.test(line.text())) problems.push(line.text());
  });
  const settled = watchRequests(page);
  const dialog = page.getByRole('dialog');
  const button = (name: string) => dialog.getByRole('button', { name, exact: true });
  const fill = (claim: DemoClaim) => fillClaim(dialog, claim);

  return {
    page,
    context,
    problems,
    dialog,
    button,
    fill,
    settled,
    state: page.locator('header .state'),
    logIn: (title) => logInAs(page, portal, title),
    async putOff() {
      await button(WORDS.prompt.cancel).click();
      await button(WORDS.results.acknowledge).click();
      await dialog.waitFor({ state: 'detached' });
    },
    async certify(claim) {
      await button(WORDS.prompt.confirm).click();
      await settled(); // the status says which fields the form has
      await fill(claim);
      await button(WORDS.form.submit).click();
    },
    async picture(name) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      const path = `${SCREENSHOTS}${name}-${viewport.width}.png`;
      // A headless Chromium sometimes fails ("Unable to capture screenshot"), so retry.
      await page.mouse.move(0, 0);
      const take = () => page.screenshot({ path });
      await take().catch(take).catch(take);
    },
  };
}
