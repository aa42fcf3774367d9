/**
 * `/`: names the server, and shows the lines that a portal copies into its pages. One plain page
 * without script.
 */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { VERSION } from '../contract/version.ts';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif; }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.125rem; margin: 2rem 0 0.25rem; }
p { margin: 0.25rem 0; }
[lang='en'] { opacity: 0.75; }
pre { padding: 0.75rem; border: 1px solid; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The page's Content-Security-Policy: its one style sheet, and no script. */
export const HOME_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Home {
  /** Without a trailing slash. */
  publicUrl: string;
  /** SRI digest of the widget's script; undefined when no widget is built. */
  integrity: string | undefined;
}

const ELEMENT = '<unit-certification token-url="/session/certification-token"></unit-certification>';

const script = (src: string, more = ''): string => `<script type="module" src="${src}"${more}></script>`;

export const homePage = ({ publicUrl, integrity }: Home) => {
  const digest = integrity === undefined ? '' : ` integrity="${integrity}" crossorigin="anonymous"`;
  const moving = script(`${publicUrl}/widget/unit-certification.js`);
  const pinned = script(`${publicUrl}/widget/${VERSION}/unit-certification.js`, digest);
  return html`<!doctype html>
    <html lang="zh-Hans">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>单位实名认证服务</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>单位实名认证服务</h1>
        <p lang="en">Unit certification: real-name certification of units on government portals.</p>
        <p>版本 <span lang="en">(version)</span>：<strong>${VERSION}</strong></p>

        <h2>放进门户页面的两行</h2>
        <p>第二行写明门户自己的令牌接口。</p>
        <p lang="en">The two lines for a portal’s page. The second one names your server’s token endpoint.</p>
        <pre>${`${moving}\n${ELEMENT}`}</pre>

        <h2>固定版本</h2>
        <p>内容不再变化，可加完整性校验；本服务升级后请一同更新。</p>
        <p lang="en">
          Pinned: never changes, and its digest is checked. Update it when this server is upgraded.
        </p>
        <pre>${pinned}</pre>

        <h2>接口文档</h2>
        <p lang="en">The HTTP API, for people and for machines; the widget’s files with sizes and digests.</p>
        <ul>
          <li><a href="docs">/docs</a></li>
          <li><a href="openapi.json">/openapi.json</a></li>
          <li><a href="widget/manifest.json">/widget/manifest.json</a></li>
        </ul>
      </body>
    </html>`;
};
