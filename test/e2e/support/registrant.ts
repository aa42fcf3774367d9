/** Somebody who registers a unit without the element: asks the service what the element asks, by the portal's token. */
import { randomUUID } from 'node:crypto';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { DemoRegistration } from '../../../demo/data/registrations.ts';
import type { Demo } from './demo.ts';

/** Throws with the service's words when it refuses. */
export async function ask<T>(demo: Demo, path: string, body?: object, key?: string): Promise<T> {
  const issued = await fetch(`${demo.portal}/session/registration-token`);
  const { token } = (await issued.json()) as { token: string };
  const answer = await fetch(`${demo.bff}/v1/registrations${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: demo.portal,
      'Content-Type': 'application/json',
      ...(key && { 'Idempotency-Key': `"${key}"` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export interface Message {
  phone: string;
  text: string;
}

/** What has arrived on the demo's phone, newest first. */
export async function messagesOf(demo: Demo): Promise<Message[]> {
  const { messages } = (await (await fetch(`${demo.portal}/phone/messages`)).json()) as {
    messages: Message[];
  };
  return messages;
}

/** The newest code for this number. */
export async function codeFor(demo: Demo, phone: string): Promise<string> {
  const message = (await messagesOf(demo)).find((each) => each.phone === phone);
  if (!message) throw new Error(`Nothing has arrived for ${phone}.`);
  return /\d{6}/.exec(message.text)![0];
}

/** Asks for a code, reads it on the phone, and resolves to the phone proof. One code a minute and number. */
export async function provePhone(demo: Demo, phone: string): Promise<string> {
  const challenge = await ask<Challenge>(demo, '/challenge');
  const solution = await solveChallenge({ challenge, deriveKey });
  const proof = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  await ask(demo, '/phone-codes', { phone, proof });
  const code = await codeFor(demo, phone);
  return (await ask<{ phoneProof: string }>(demo, '/phone-proofs', { phone, code })).phoneProof;
}

export type Registrant = Pick<DemoRegistration, 'unit' | 'phone' | 'email' | 'claims'>;

/** The body of `POST /v1/registrations`, with the last (the right) of the claims. */
export function requestOf({ unit, phone, email, claims }: Registrant, phoneProof: string): object {
  const { legalRepresentative, foundedOn, agent } = claims.at(-1)!;
  const people = agent ? { applicant: 'agent', agent } : { applicant: 'legal-representative' };
  return { unit, phone, email, phoneProof, legalRepresentative, foundedOn, ...people };
}

/** What the service says of a unit that it has registered. */
export async function assertionFor(demo: Demo, who: Registrant): Promise<string> {
  const request = requestOf(who, await provePhone(demo, who.phone));
  return (await ask<{ assertion: string }>(demo, '', request, randomUUID())).assertion;
}
