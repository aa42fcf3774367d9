/**
 * Lets a person in: the session, the form with its origin and token, the roles as the provider
 * tells them now, access, and the number of look-ups; in this order.
 */
import type { Context } from 'hono';
import { MINUTE } from '../../contract/time.ts';
import { equalInConstantTime } from '../../keys/index.ts';
import { ACCESS, isAllowed, type Access, type DeskRole } from '../people/access.ts';
import type { DeskCookie } from '../people/cookies.ts';
import type { Login } from '../people/login.ts';
import { createAsk } from '../people/roles.ts';
import { rolesOf, SECTIONS } from '../page/layout.ts';
import {
  actorOf,
  button,
  createRecord,
  say,
  TO_THE_DESK,
  type DeskDependencies,
  type DeskRoute,
} from '../page/route.ts';
import { continueSession, endSession, type DeskSession } from '../people/sessions.ts';
import { createLookUps, TOO_MANY_LOOK_UPS } from '../people/look-ups.ts';
import { cleanAddress } from '../words/typed.ts';
import type { Replies } from './replies.ts';
import type { FindPage, OwnPage } from './return-to.ts';

/**
 * How long the roles of the login count where the provider does not tell them again. The first
 * page, which names nobody, always opens. Milliseconds.
 */
export const ROLES_OF_LOGIN = 5 * MINUTE;

/** PostgreSQL refuses the character NUL in text. `encoded`: an address, or a form. */
const hasNul = (encoded: string): boolean => encoded.includes('%00') || encoded.includes('\0');

/** Names a look or a deed by its section. */
const sectionWords = (access: Access): string => {
  const [group] = access.split('.');
  const section =
    SECTIONS.find((one) => one.access === access) ??
    SECTIONS.find((one) => one.access.startsWith(`${group}.`));
  return section ? `“${section.title}”里的这一项` : '这一项';
};

/** The role that is missing, and who can give it. */
const missingWords = (access: Access, roles: readonly DeskRole[]): string[] => [
  `${sectionWords(access)}由${ACCESS[access].map((role) => rolesOf([role])).join('或者')}办理，${roles.length === 0 ? '您的账号现在没有工作台的角色' : `您现在是${rolesOf(roles)}`}。什么也没有改变。`,
  '工作需要这个角色的，请联系管理账号的人员，在统一登录里给您加上，然后退出、再登录一次。',
];

export interface Admission {
  sessionOf(c: Context): Promise<DeskSession | undefined>;
  /**
   * The fields of the form; undefined when it does not come from one of our pages in this session.
   */
  formOf(c: Context, session: DeskSession): Promise<Map<string, string[]> | undefined>;
  /** The answer to a form that `formOf` does not take. */
  refuseForm(c: Context): Response | Promise<Response>;
  admit(route: DeskRoute): (c: Context) => Promise<Response>;
  /** The own page at the address of a request. */
  pageOf(c: Context): OwnPage | undefined;
}

interface AdmissionParts {
  login: Login;
  cookie: DeskCookie;
  replies: Replies;
  /** The desk's own. */
  origin: string;
  findPage: FindPage;
  /** As `Visit` has it. */
  authorityName: string;
}

export function createAdmission(
  dependencies: DeskDependencies,
  { login, cookie, replies, origin, findPage, authorityName }: AdmissionParts,
): Admission {
  const { database, now } = dependencies;
  const record = createRecord(dependencies);
  const ask = createAsk(dependencies, login);
  const lookUps = createLookUps(dependencies);

  const sessionOf = async (c: Context): Promise<DeskSession | undefined> => {
    const secret = cookie.read(c);
    return secret === undefined ? undefined : continueSession(dependencies, secret);
  };

  const formOf = async (c: Context, { csrf }: DeskSession): Promise<Map<string, string[]> | undefined> => {
    if (c.req.header('Origin') !== origin) return undefined;
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      return undefined;
    const text = await c.req.text();
    if (hasNul(text)) return undefined;
    const fields = new URLSearchParams(text);
    if (!equalInConstantTime(fields.get('csrf') ?? '', csrf)) return undefined;
    return new Map([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
  };

  const pageOf = (c: Context) => {
    const { pathname, search } = new URL(c.req.url);
    return findPage(pathname + search);
  };
  /** The browser names this page to the login, which leads back to it. */
  const loginButton = (c: Context, words: string) =>
    button('/login', pageOf(c) ? `${words}，回到这一页` : words);

  const refuseForm = (c: Context) => {
    const page = pageOf(c);
    return say(
      c,
      403,
      '页面已过期',
      '这个操作不是从本次登录的页面提交的，什么也没有改变。请重新打开页面，再办理一次。',
      { body: page ? button(page.address, '重新打开页面') : TO_THE_DESK },
    );
  };

  const loginAgain = (c: Context, method: DeskRoute['method'], why: string) => {
    cookie.remove(c);
    const kept = method === 'post' ? '什么也没有改变，刚才填写的内容也没有保存。' : '什么也没有改变。';
    return say(c, 401, '请重新登录', why + kept, { body: loginButton(c, '重新登录') });
  };

  const withoutSession = (c: Context, method: DeskRoute['method']) =>
    method === 'get' && cookie.read(c) === undefined
      ? say(c, 401, '请先登录', '供热线人员、核验人员和审计人员使用。请用您在统一登录的账号。', {
          body: loginButton(c, '用统一登录进入'),
        })
      : loginAgain(c, method, '登录已结束：15分钟没有操作、已满8小时、已由管理人员结束，或者您已退出。');
  /**
   * Another site's page has led the browser here: the person may not know what they look at, and
   * the audit would name them.
   */
  const isLedHere = (c: Context): boolean =>
    ['cross-site', 'same-site'].includes(c.req.header('Sec-Fetch-Site') ?? '');
  const askFirst = (c: Context) => {
    const { pathname, search } = new URL(c.req.url);
    return say(
      c,
      403,
      '从别的网站打开的页面',
      '还没有查看，也没有记录。确实要看的，点“打开这一页”；不知道是什么的，请关掉。',
      { body: button(pathname + search, '打开这一页'), isCalm: true },
    );
  };

  const admit: Admission['admit'] =
    ({ method, access, looksUp, handle }) =>
    async (c) => {
      const clean = method === 'get' ? cleanAddress(c.req.url) : undefined;
      if (clean) return c.redirect(clean, 303);
      if (hasNul(c.req.url)) return say(c, 400, '地址不对', '什么也没有查看，也没有改变。');
      if (method === 'get' && access !== 'home' && isLedHere(c)) return askFirst(c);
      const session = await sessionOf(c);
      if (!session) return withoutSession(c, method);
      const form = method === 'post' ? await formOf(c, session) : new Map<string, string[]>();
      if (!form) {
        await record(session, { type: 'desk.form-refused', detail: { access, why: 'form' } });
        return refuseForm(c);
      }
      const asked = await ask(session);
      if (asked.kind === 'unavailable')
        return say(c, 503, '统一登录暂时不可用', '没有办法确认您的角色，什么也没有改变。请稍后再试。', {
          session,
          body: button(pageOf(c)?.address ?? '/', '再试一次'),
        });
      if (asked.kind === 'gone') {
        await endSession(database, session.id);
        return loginAgain(c, method, '统一登录那边已经退出。');
      }
      if (asked.kind === 'silent' && access !== 'home' && now() - session.askedAt > ROLES_OF_LOGIN)
        return loginAgain(c, method, '查看和办理之前要确认您的角色，距上次登录已超过5分钟。');
      const roles = asked.kind === 'told' ? asked.roles : session.roles;
      if (!isAllowed(roles, access)) {
        await record(session, { type: 'desk.refused', detail: { access, roles } });
        return say(c, 403, '没有权限', missingWords(access, roles), {
          session: { ...session, roles },
          body: TO_THE_DESK,
        });
      }
      const visited = { ...session, roles };
      const told = (method === 'get' && replies.read(c, session)) || {
        form,
        deed: method === 'post' ? access : undefined,
        reply: undefined,
      };
      const thing = looksUp?.({ c, form: told.form });
      if (thing !== undefined && !(await lookUps.count(session, thing)))
        return say(c, 429, ...TOO_MANY_LOOK_UPS, { session: visited, body: TO_THE_DESK });
      if (method === 'post') replies.forget(c);
      const answer = await handle({
        ...told,
        c,
        session: visited,
        actor: actorOf(session),
        record: (event) => record(session, event),
        now: now(),
        authorityName,
      });
      return 'page' in answer ? replies.send(c, session, answer, told) : answer;
    };

  return { sessionOf, formOf, refuseForm, admit, pageOf };
}
