/** Checks before the measurement that every side answers the same requests as our server does, so that all do the same work. */
import { deepStrictEqual } from 'node:assert';
import type { RegistryRow } from '../registry-file.ts';
import { headersOf } from './requests.ts';
import type { Side } from './sides.ts';
import { agentClaim, rightClaim, serverToken, userToken, wrongClaim } from './units.ts';

type Answer = { status: number; body: unknown };

/** Members that our server alone tells: the peers keep neither sources, terms nor references, know no next step, and answer no submission with the status. */
const OURS_ALONE = [
  'reference',
  'method',
  'evidence',
  'by',
  'applicant',
  'form',
  'terms',
  'next',
  'recheckable',
  'serviceVersion',
];
const TOLD_AFTER_A_SUBMISSION = ['status', 'attempts'];

/** Removes instants, members that our server alone tells, and the text of a refusal beside its code. */
function comparable(method: string, status: number, text: string): Answer {
  const body = JSON.parse(text.replace(/"\d{4}-\d\d-\d\dT[^"]*Z"/g, '"<instant>"'), (name, value) =>
    OURS_ALONE.includes(name) ? undefined : (value as unknown),
  ) as Record<string, unknown>;
  if (status !== 200) return { status, body: body['code'] };
  const told = Object.entries(body).filter(
    ([name]) => method === 'GET' || !TOLD_AFTER_A_SUBMISSION.includes(name),
  );
  return { status, body: Object.fromEntries(told) };
}

async function story(side: Side, [one, other]: readonly [RegistryRow, RegistryRow]): Promise<Answer[]> {
  const ofServer = await serverToken(side.secret);
  const ask = async (path: string, token: string, body?: object): Promise<Answer> => {
    const method = body ? 'POST' : 'GET';
    const fromBrowser = token !== ofServer;
    const headers = headersOf({ method, path, token, fromBrowser, ...(body && { body }) });
    const answer = await fetch(side.server.url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return comparable(method, answer.status, await answer.text());
  };
  const path = '/v1/certification';
  const [token, otherToken] = [
    await userToken(one.code, side.secret),
    await userToken(other.code, side.secret),
  ];
  const stranger = { name: '吴示例', idNumber: one.idNumber };
  const submissions = async () => [
    await ask(path, token, wrongClaim(one)),
    await ask(path, token, rightClaim(one)),
    await ask(path, token, rightClaim(one)),
    await ask(path, otherToken, { ...rightClaim(other), legalRepresentative: stranger }),
    await ask(path, otherToken, { ...agentClaim(other), agent: stranger }),
    await ask(path, otherToken, agentClaim(other)),
  ];
  if (!side.answersStatus) return submissions();
  const statuses = async () => [
    await ask(path, token),
    await ask(path, otherToken),
    await ask(`/v1/units/${one.code}/certification`, ofServer),
    await ask(`/v1/units/91320100MA00000000/certification`, ofServer),
  ];
  const before = await statuses();
  return [...(await submissions()), ...before, ...(await statuses())];
}

/** Compares the other sides with the first one. */
export async function checkSameAnswers(
  sides: readonly Side[],
  units: readonly [RegistryRow, RegistryRow],
): Promise<void> {
  const [model, ...others] = sides;
  const right = await story(model!, units);
  for (const side of others) {
    const given = await story(side, units);
    deepStrictEqual(
      given,
      right.slice(0, given.length),
      `${side.name} answers differently from ${model!.name}`,
    );
  }
}
