import { expect } from '@open-wc/testing';
import { Client } from '../../../widget/api/client.ts';
import { ClientRegistry } from '../../../widget/api/clients.ts';
import { Draft } from '../../../widget/form/draft.ts';
import { Submission } from '../../../widget/form/submission.ts';
import {
  type Script,
  type Scripted,
  answered,
  problem,
  scripted,
  statusOf,
  tokenOf,
} from '../support/scripted.ts';

const open = async (
  script: Script = {},
  now: () => number = Date.now,
): Promise<Scripted & { client: Client }> => {
  const bff = await scripted(script);
  return { ...bff, client: new Client(bff.bff, { tokenUrl: bff.tokenUrl }, now) };
};

const claim = {
  legalRepresentative: { name: '张三', idNumber: '11010519491231002X' },
  foundedOn: '2001-05-18',
  applicant: 'legal-representative',
} as const;

const never = new AbortController().signal;

const keysOf = async (bff: Scripted): Promise<string[]> =>
  (await bff.arrived('submit')).map(({ headers }) => headers['idempotency-key']!);

describe('client', () => {
  it('asks once for all who ask at the same time, and not again once it knows', async () => {
    const { client, arrived } = await open({ status: [{ body: statusOf('uncertified'), delay: 30 }] });
    const results = await Promise.all([client.ask(), client.ask(), client.ask()]);
    await client.ask();
    expect(results.every(({ ok }) => ok)).to.equal(true);
    expect(await arrived('status')).to.have.length(1);
    expect(await arrived('token')).to.have.length(1);
    await client.ask(true);
    expect(await arrived('status')).to.have.length(2);
  });

  it('sends the token as a bearer, never in the URL', async () => {
    const token = tokenOf();
    const { client, arrived } = await open({ token: [{ body: { token } }] });
    await client.ask();
    const [request] = await arrived('status');
    expect(request!.headers['authorization']).to.equal(`Bearer ${token}`);
  });

  it('renews an expired token once, silently', async () => {
    const { client, arrived } = await open({
      status: [problem(401, 'token-expired'), { body: statusOf('certified') }],
    });
    expect((await client.ask()).ok).to.equal(true);
    expect(await arrived('token')).to.have.length(2);
  });

  it('gives up when the renewed token is expired too', async () => {
    const { client, arrived } = await open({ status: [problem(401, 'token-expired')] });
    expect(await client.ask()).to.deep.nested.include({ ok: false, 'failure.code': 'token-expired' });
    expect(await arrived('status')).to.have.length(2);
  });

  it('renews a token before it expires, counted from its arrival', async () => {
    let now = 1_000_000;
    const { client, arrived } = await open({}, () => now);
    await client.ask();
    now += 269_000;
    await client.ask(true);
    expect(await arrived('token')).to.have.length(1);
    now += 2_000;
    await client.ask(true);
    expect(await arrived('token')).to.have.length(2);
  });

  it('asks the portal again after it had no token', async () => {
    const { client } = await open({ token: [{ status: 401 }, { body: { token: tokenOf() } }] });
    expect(await client.ask()).to.deep.include({ failure: { code: 'session-expired' } });
    expect((await client.ask()).ok).to.equal(true);
  });

  it('reads problems with their fields and Retry-After, in seconds', async () => {
    const errors = [{ path: 'foundedOn', code: 'bad-date' as const }];
    const { client } = await open({
      status: [
        problem(422, 'invalid-fields', { errors }),
        problem(429, 'too-many-requests', { headers: { 'Retry-After': '7' } }),
        problem(503, 'unavailable', { headers: { 'Retry-After': 'Tue, 24 Nov 2026 08:01:00 GMT' } }),
      ],
    });
    expect(await client.ask()).to.deep.nested.include({
      'failure.code': 'invalid-fields',
      'failure.errors': errors,
    });
    expect(await client.ask()).to.deep.nested.include({ 'failure.retryAfter': 7 });
    expect(await client.ask()).to.deep.nested.include({ 'failure.retryAfter': undefined });
  });

  const strange: [string, NonNullable<Script['status']>[0], string][] = [
    ['a gateway page', { status: 502, body: '<h1>Bad Gateway</h1>', type: 'text/html' }, 'unavailable'],
    ['a page instead of JSON', { body: '<h1>Welcome</h1>', type: 'text/html' }, 'unavailable'],
    ['a page that is not there', { status: 404, body: 'no', type: 'text/plain' }, 'misconfigured'],
    ['a limit of a gateway', { status: 429, body: '', type: 'text/plain' }, 'too-many-requests'],
    ['a gateway’s JSON', { status: 502, body: { code: 502, msg: 'bad gateway' } }, 'unavailable'],
    ['a gateway’s own code', { status: 503, body: { code: 'UPSTREAM_DOWN', errors: 'all' } }, 'unavailable'],
    ['an envelope of another service', { body: { code: 401, msg: 'log in' } }, 'unavailable'],
    ['JSON that is no object', { body: 'null' }, 'unavailable'],
    ['a code of a newer BFF', { status: 403, body: { code: 'something-new' } }, 'misconfigured'],
    ['a cut', { cut: true }, 'network'],
  ];
  for (const [what, step, code] of strange)
    it(`takes ${what} for ${code}`, async () => {
      const { client } = await open({ status: [step] });
      expect(await client.ask()).to.deep.nested.include({ ok: false, 'failure.code': code });
    });

  it('ends a request with the signal', async () => {
    const { client } = await open({ submit: [{ ...answered('certified'), delay: 5000 }] });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const start = Date.now();
    expect(await client.call('/v1/certification', { body: '{}', signal: controller.signal })).to.deep.include(
      {
        failure: { code: 'network' },
      },
    );
    expect(Date.now() - start).to.be.below(2000);
  });

  it('sends nothing when the signal aborts while the token is fetched', async () => {
    const { bff, arrived } = await open();
    const controller = new AbortController();
    const getToken = async (): Promise<string> => {
      controller.abort();
      return tokenOf();
    };
    const client = new Client(bff, { getToken }, Date.now);
    const { signal } = controller;
    expect(await client.call('/v1/certification', { body: '{}', signal })).to.deep.include({
      failure: { code: 'network' },
    });
    expect(await arrived('submit')).to.deep.equal([]);
  });

  it('tells listeners until their signal aborts', async () => {
    const { client } = await open();
    const controller = new AbortController();
    let calls = 0;
    client.subscribe(() => calls++, controller.signal);
    await client.ask();
    controller.abort();
    await client.ask(true);
    expect(calls).to.equal(1);
  });
});

describe('clients', () => {
  it('are one for each BFF and token source', () => {
    const registry = new ClientRegistry();
    const client = registry.get('/a', { tokenUrl: '/t' });
    expect(registry.get('/a', { tokenUrl: '/t' })).to.equal(client);
    expect(registry.get('/b', { tokenUrl: '/t' })).not.to.equal(client);
    expect(registry.get('/a', { tokenUrl: '/u' })).not.to.equal(client);
  });

  it('use the newest getToken', async () => {
    const registry = new ClientRegistry();
    const client = registry.get('/a', { getToken: async () => 'old' });
    expect(registry.get('/a', { getToken: async () => 'new' })).to.equal(client);
    expect(await client.token()).to.deep.equal({ ok: true, value: 'new' });
  });
});

describe('submission', () => {
  it('keeps its key over cuts and dead sessions while the claim is unchanged', async () => {
    const bff = await open({
      submit: [
        { cut: true },
        problem(503, 'unavailable'),
        problem(401, 'token-expired'),
        answered('certified'),
      ],
    });
    const submission = new Submission('/v1/certification', new Draft());
    expect((await submission.send(bff.client, claim, never)).ok).to.equal(false);
    expect((await submission.send(bff.client, claim, never)).ok).to.equal(false);
    expect(await submission.send(bff.client, claim, never)).to.deep.nested.include({
      'value.outcome': 'certified',
    });
    const keys = await keysOf(bff);
    expect(keys).to.have.length(4);
    expect(new Set(keys).size).to.equal(1);
    expect(keys[0]).to.match(/^"[\da-f]{8}-[\da-f-]{27}"$/);
  });

  it('takes a new key for a changed claim, after an answer, and after key-reused', async () => {
    const bff = await open({
      submit: [{ cut: true }, problem(422, 'key-reused'), answered('rejected'), answered('certified')],
    });
    const submission = new Submission('/v1/certification', new Draft());
    await submission.send(bff.client, claim, never);
    const changed = { ...claim, foundedOn: '2001-05-19' };
    await submission.send(bff.client, changed, never);
    await submission.send(bff.client, changed, never);
    await submission.send(bff.client, changed, never);
    expect(new Set(await keysOf(bff)).size).to.equal(4);
  });

  it('shows no success that was not told as one', async () => {
    const { client } = await open({ submit: [{ body: { outcome: 'ok' } }, { body: {} }] });
    const submission = new Submission('/v1/certification', new Draft());
    for (let i = 0; i < 2; i++)
      expect(await submission.send(client, claim, never)).to.deep.nested.include({
        'failure.code': 'unavailable',
      });
  });
});
