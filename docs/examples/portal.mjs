import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const bff = process.env.BFF ?? 'http://localhost:8787';

const base64 = (text) => Buffer.from(text).toString('base64url');

function token(more) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'HS256', typ: 'unit-certification+jwt' };
  const claims = { iss: process.env.SITE_ID, aud: 'unit-certification', iat: now, exp: now + 300, ...more };
  const signed = `${base64(JSON.stringify(header))}.${base64(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', process.env.SITE_SECRET).update(signed).digest('base64url')}`;
}

const certificationToken = (user) =>
  token({
    sub: user.id,
    purpose: 'certification',
    unit: { code: user.unitCode },
    role: user.isAdministrator ? 'administrator' : 'operator',
    auth_time: user.loggedInAt,
  });

async function statusOf(unitCode) {
  const answer = await fetch(`${bff}/v1/units/${unitCode}/certification`, {
    headers: { Authorization: `Bearer ${token({ sub: 'server', purpose: 'status' })}` },
  }).catch(() => undefined);
  if (!answer?.ok) return 'unknown';
  const { kinds } = await answer.json();
  return kinds.find(({ kind }) => kind === 'real-name').status;
}

const user = {
  id: 'u-1',
  unitCode: '91320199MA1DEM023W',
  isAdministrator: true,
  loggedInAt: Math.floor(Date.now() / 1000),
};

const page = `<!doctype html>
<html lang="zh-CN">
  <meta charset="utf-8">
  <title>我的门户</title>
  <h1>网上办事大厅</h1>
  <a class="business" href="/business" data-business="社保缴费">社保缴费</a>

  <script async type="module" src="${bff}/widget/unit-certification.js"></script>
  <unit-certification token-url="/certification-token" privacy-url="/privacy"></unit-certification>
  <unit-certification for=".business" token-url="/certification-token" privacy-url="/privacy"></unit-certification>
</html>`;

async function business() {
  const status = await statusOf(user.unitCode);
  if (status === 'certified') return '<h1>社保缴费</h1>';
  if (status === 'unknown') return '<h1>暂时查不到认证状态，请稍后再试</h1>';
  return '<h1>请完成单位实名认证</h1>';
}

const pages = {
  '/business': business,
  '/privacy': () => '<h1>个人信息处理说明</h1>',
};

createServer(async (request, response) => {
  if (request.url === '/certification-token') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ token: certificationToken(user) }));
  } else {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end((await pages[request.url]?.()) ?? page);
  }
}).listen(9000, '127.0.0.1', () => console.log('http://localhost:9000'));
