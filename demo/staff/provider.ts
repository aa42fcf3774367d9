/**
 * A login for staff as a department has one: an OpenID Provider. A person is chosen instead of a password being asked, and everything is
 * forgotten when the process ends.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { html } from 'hono/html';
import Provider from 'oidc-provider';

export interface Staff {
  subject: string;
  /** As the page of the login shows it. */
  title: string;
  roles: string[];
}

export interface StaffLogin {
  /** As browsers see it, without a trailing slash; the issuer. */
  url: string;
  /** The desk's address, without a trailing slash. */
  deskUrl: string;
  clientId: string;
  clientSecret: string;
  /** Read at each login and each question for the roles. */
  staff: readonly Staff[];
}

const page = (title: string, body: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="zh-Hans">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          :root {
            color-scheme: light dark;
            --primary: light-dark(#0b5cad, #7db8f2);
            --line: light-dark(#c9d3de, #3a4856);
            --muted: light-dark(#4b5866, #aab6c2);
          }
          body {
            font:
              16px/1.6 'PingFang SC',
              'Microsoft YaHei',
              'Noto Sans CJK SC',
              'Noto Sans SC Variable',
              sans-serif;
            text-wrap: pretty;
            margin: 0;
            padding: 8vh 16px 48px;
            color: light-dark(#1c2733, #e8edf3);
            background: light-dark(#f3f6fa, #10171f);
          }
          main {
            max-width: 416px;
            margin: 0 auto;
            padding: 32px;
            background: light-dark(#fff, #18212b);
            border: 1px solid var(--line);
            border-radius: 8px;
          }
          .brand {
            margin: 0 0 20px;
            padding: 0 0 16px;
            border-bottom: 1px solid var(--line);
            font-size: 18px;
            font-weight: 600;
          }
          h1 {
            font-size: 24px;
            line-height: 1.35;
            margin: 0 0 8px;
          }
          p {
            margin: 0 0 20px;
          }
          button {
            display: flex;
            justify-content: space-between;
            gap: 12px;
            width: 100%;
            min-height: 48px;
            margin: 0 0 8px;
            font: inherit;
            text-align: left;
            padding: 10px 16px;
            border: 1px solid var(--line);
            border-radius: 4px;
            background: transparent;
            color: var(--primary);
            cursor: pointer;
          }
          button:hover {
            border-color: var(--primary);
          }
          button:focus-visible {
            outline: 3px solid var(--primary);
            outline-offset: 2px;
          }
          button span {
            color: var(--muted);
          }
          button[name='logout'] {
            background: var(--primary);
            border-color: var(--primary);
            color: light-dark(#fff, #06213d);
            justify-content: center;
            font-weight: 500;
          }
        </style>
      </head>
      <body>
        <main>
          <p class="brand">统一登录（演示）</p>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;

/** One for the process, because it takes a fifth of a second to make. */
let signingKey: JsonWebKey | undefined;
const keyOfProcess = () =>
  (signingKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }));

const INTERACTION = /^\/interaction\/[\w-]+$/;
/** Seconds. */
const HOUR = 3_600;

export function createStaffLogin({
  url,
  deskUrl,
  clientId,
  clientSecret,
  staff,
}: StaffLogin): RequestListener {
  const find = (subject: string) => staff.find((person) => person.subject === subject);
  const provider: Provider = new Provider(url, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${deskUrl}/login/callback`],
        post_logout_redirect_uris: [`${deskUrl}/goodbye`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...keyOfProcess(), use: 'sig', alg: 'RS256', kid: 'demo' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub', 'roles'] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: HOUR,
      RefreshToken: 8 * HOUR,
      Session: 8 * HOUR,
      Grant: 8 * HOUR,
      Interaction: HOUR,
      IdToken: HOUR,
    },
    issueRefreshToken: async () => true,
    /** Each is good once; the second use of one ends the login. */
    rotateRefreshToken: true,
    findAccount: async (_: unknown, subject: string) => {
      const person = find(subject);
      return person && { accountId: subject, claims: () => ({ sub: subject, roles: person.roles }) };
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    /** The department's own application: nobody is asked for consent. */
    loadExistingGrant: async (ctx: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) => {
      const { client, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx: { body: unknown }, form: string) => {
          const confirm = html`<p>还差一步：点下面的按钮退出，别人就不能用您的账号。</p>
            <button form="op.logoutForm" name="logout" value="yes">退出统一登录</button>`;
          ctx.body = `${page('退出统一登录', confirm)}`.replace('</main>', `${form}</main>`);
        },
      },
    },
  });
  provider.use(async (ctx, next) => {
    if (!INTERACTION.test(ctx.path)) return next();
    if (ctx.method === 'POST') {
      const subject = new URLSearchParams(await text(ctx.req)).get('subject') ?? '';
      ctx.respond = false;
      return provider.interactionFinished(
        ctx.req,
        ctx.res,
        { login: { accountId: subject } },
        { mergeWithLastSubmission: false },
      );
    }
    ctx.type = 'html';
    ctx.body = `${page(
      '选择一位工作人员',
      html`<p>进入单位实名认证工作台，不用密码。</p>
        <form method="post">
          ${staff.map(
            ({ subject, title }) =>
              html`<button name="subject" value="${subject}">${title} <span>${subject}</span></button>`,
          )}
        </form>`,
    )}`;
  });
  return provider.callback();
}
