/**
 * A stand-in for Alibaba Cloud's SMS interface on a real socket, with its checks: the signature (ACS3-HMAC-SHA256, computed from the
 * received request), the action and its version, signature name, template, its parameter and the number.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ACCOUNT = {
  accessKeyId: 'LTAI-test-id',
  accessKeySecret: 'test-secret',
  signName: '示例市人社',
  templateCode: 'SMS_100000001',
};

export interface AliyunServer {
  url: string;
  /** Messages that were accepted. */
  accepted: { phone: string; code: string }[];
  /** All requests. */
  requests: number;
  /** Answers instead of the checks; undefined: it checks. */
  instead: ((response: ServerResponse) => void) | undefined;
  close(): void;
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** The vendor's documented algorithm, over the request as it arrived. */
function signatureIsRight({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const authorization =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!authorization) return false;
  const [, credential, signedHeaders = '', signature] = authorization;
  const names = signedHeaders.split(';');
  const mustBeSigned = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-version'];
  if (!mustBeSigned.every((name) => names.includes(name))) return false;
  if (headers['x-acs-content-sha256'] !== sha256(body)) return false;
  const { pathname, searchParams } = new URL(url, 'http://gateway');
  const query = [...searchParams].map(([key, value]) => `${encoded(key)}=${encoded(value)}`).sort();
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const request = [method, pathname, query.join('&'), lines.join(''), signedHeaders, sha256(body)].join('\n');
  const expected = createHmac('sha256', ACCOUNT.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
    .digest('hex');
  return credential === ACCOUNT.accessKeyId && signature === expected;
}

/** The vendor's error code for the message; undefined when it is right. */
function wrongWith({ url = '', headers }: IncomingMessage): string | undefined {
  const { searchParams } = new URL(url, 'http://gateway');
  if (headers['x-acs-action'] !== 'SendSms' || headers['x-acs-version'] !== '2017-05-25')
    return 'InvalidAction.NotFound';
  if (Math.abs(Date.parse(String(headers['x-acs-date'])) - Date.now()) > 900_000) return 'IllegalTimestamp';
  if (searchParams.get('SignName') !== ACCOUNT.signName) return 'isv.SMS_SIGNATURE_ILLEGAL';
  if (searchParams.get('TemplateCode') !== ACCOUNT.templateCode) return 'isv.SMS_TEMPLATE_ILLEGAL';
  if (!/^(\+86|0086|86)?1[3-9]\d{9}$/.test(searchParams.get('PhoneNumbers') ?? ''))
    return 'isv.MOBILE_NUMBER_ILLEGAL';
  const variables = JSON.parse(searchParams.get('TemplateParam') ?? '{}') as Record<string, unknown>;
  const { code, ...others } = variables; // a verification code's template has this variable and no other
  if (typeof code !== 'string' || !/^\d{4,6}$/.test(code) || Object.keys(others).length > 0)
    return 'isv.TEMPLATE_PARAMS_ILLEGAL';
  return undefined;
}

export const answers = (response: ServerResponse, status: number, body: object) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export async function startAliyun(): Promise<AliyunServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      aliyun.requests += 1;
      if (aliyun.instead) return aliyun.instead(response);
      if (!signatureIsRight(request, Buffer.concat(chunks)))
        return answers(response, 400, { Code: 'SignatureDoesNotMatch', Message: 'Specified signature…' });
      const wrong = wrongWith(request);
      if (wrong !== undefined) return answers(response, 200, { Code: wrong, Message: '…' });
      const { searchParams } = new URL(request.url ?? '', 'http://gateway');
      const { code } = JSON.parse(searchParams.get('TemplateParam')!) as { code: string };
      aliyun.accepted.push({ phone: searchParams.get('PhoneNumbers')!, code });
      return answers(response, 200, {
        Code: 'OK',
        Message: 'OK',
        BizId: '9006197469364984400^0',
        RequestId: 'F655',
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const aliyun: AliyunServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted: [],
    requests: 0,
    instead: undefined,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return aliyun;
}
