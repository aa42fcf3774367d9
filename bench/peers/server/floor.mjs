/** The floor: `node:http` and one statement a request, without routes, CORS or log. Nothing on this stack can be faster. */
import { createServer } from 'node:http';
import { answerOf, problemOf, statusOf, unitStatusOf } from './answers.mjs';
import { readStatus, readUnitStatus, submit } from './statements.mjs';
import { verifyOnce } from './tokens.mjs';

const bodyOf = (request) =>
  new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    request.on('error', reject);
  });

async function answer(request) {
  if (request.url === '/readyz') return [200, {}];
  const token = await verifyOnce(request.headers.authorization);
  if (request.url !== '/v1/certification') {
    const code = request.url.split('/')[3];
    return [200, unitStatusOf(await readUnitStatus(code), code)];
  }
  if (request.method === 'GET') return [200, statusOf(await readStatus(token.unit.code, token.iss), token)];
  const body = await bodyOf(request);
  const now = new Date();
  const row = await submit(token, body, now);
  return row.recorded ? [200, answerOf(row, now)] : [409, problemOf(409, 'way-closed')];
}

createServer(async (request, response) => {
  try {
    const [status, body] = await answer(request);
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(process.env.PORT, '127.0.0.1');
