/** A partner on a real socket with answers set by the test. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRegistryPartner } from '../../../bff/registry/partners.ts';
import { createDigester } from '../../../bff/keys/digest.ts';
import { keysOf } from '../../support/keys.ts';
import { FOUNDED, uscc, ZHANG } from '../../support/people.ts';

export interface Seen {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: unknown;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface PartnerServer {
  url: string;
  /** Requests since the last `answers`. */
  seen: Seen[];
  answers(answer: Answer): void;
  close(): void;
}

export const json =
  (value: unknown): Answer =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));

export const fails: Answer = (_, response) => void response.writeHead(500).end();

/** The query, and the record that matches. */
export const QUERY = { code: uscc(1), legalRepresentative: ZHANG, foundedOn: FOUNDED };
export const UNIT = {
  code: QUERY.code,
  name: '南京示例有限公司',
  legalRepresentatives: [ZHANG],
  foundedOn: FOUNDED,
  status: '存续',
};

export async function startPartner(): Promise<PartnerServer> {
  let answer: Answer = fails;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const body: unknown = JSON.parse(text || 'null');
      partner.seen.push({ method, url, authorization: headers.authorization, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const partner: PartnerServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/units`,
    seen: [],
    answers(next) {
      answer = next;
      partner.seen = [];
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return partner;
}

export const digester = createDigester(keysOf(`a:${randomBytes(32).toString('base64')}`));

/** Asks the partner as a registry; `timeout` in milliseconds, as long as in production unless a test waits for it. */
export const askRegistry = ({ url }: PartnerServer, matchOnly = false, timeout = 5_000) =>
  createRegistryPartner({ url, token: 'secret', matchOnly }, digester, { timeout }).ask(QUERY);
