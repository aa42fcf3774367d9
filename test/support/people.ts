/** Made-up units and people with valid check digits. */
import type { ClaimRequest, Person } from '../../bff/contract/wire.ts';
import type { Database } from '../../bff/database/database.ts';
import { comparableRepresentatives, handlerDigests } from '../../bff/registry/people.ts';
import type { AgentFieldId } from './fields.ts';
import type { Digester } from '../../bff/keys/digest.ts';
import { sourceOf, type SourceId } from '../../bff/contract/sources.ts';
import { organizationCodeOf } from '../../bff/contract/unit-code.ts';

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** A valid resident ID, one for each `index` below 8,640,000. */
export function residentId(index: number): string {
  const date = new Date(
    Date.UTC(1950 + (index % 50), Math.floor(index / 50) % 12, 1 + (Math.floor(index / 600) % 28)),
  );
  const seventeen = `320102${date.toISOString().slice(0, 10).replaceAll('-', '')}${digits(Math.floor(index / 16_800) % 1000, 3)}`;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(seventeen[i]) * (2 ** (17 - i) % 11);
  return seventeen + '10X98765432'[sum % 11]!;
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A company's valid USCC, one for each `index` below 100,000,000. */
export const uscc = (index: number): string => usccOfClass('91', index);

/** `first`: the characters that tell the class of the unit. */
export function usccOfClass(first: string, index: number): string {
  const body = digits(index, 8);
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const organization = [...body].reduce((sum, digit, i) => sum + Number(digit) * weights[i]!, 0);
  const seventeen = `${first}320100${body}${'0123456789X0'[11 - (organization % 11)]!}`;
  let sum = 0;
  let weight = 1;
  for (const character of seventeen) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return seventeen + ALPHABET[(31 - (sum % 31)) % 31]!;
}

export const ZHANG = { name: '张示例', idNumber: residentId(1) };
export const LI = { name: '李示例', idNumber: residentId(2) };
export const FOUNDED = '2001-05-18';

/** What only an agent is asked, beside the agent's own fields. */
const OF_AGENTS: Record<Exclude<AgentFieldId, `agent.${string}`>, string> = {};

/** The agent's own fields, beside the name and the number. */
const OF_AGENT: Omit<NonNullable<ClaimRequest['agent']>, keyof Person> = {};

/** The agent of a claim. */
export const agentOf = ({ name, idNumber }: Person): NonNullable<ClaimRequest['agent']> => ({
  ...OF_AGENT,
  name,
  idNumber,
});

/** Changes of a right body; of an agent the name and the number. */
export type ChangeOf<Body extends ClaimRequest> = Partial<Omit<Body, 'agent'>> & {
  agent?: Person | undefined;
};

/** The members of a claim by which an agent applies, but for the agent. */
export const BY_AGENT = { applicant: 'agent', ...OF_AGENTS } as const;

export const rightClaim = ({ agent, ...change }: ChangeOf<ClaimRequest> = {}): ClaimRequest => ({
  legalRepresentative: ZHANG,
  foundedOn: FOUNDED,
  applicant: 'legal-representative',
  ...(change.applicant === 'agent' && OF_AGENTS),
  ...change,
  ...(agent && { agent: agentOf(agent) }),
});

/** A source that files were imported from. */
export async function addSource(database: Database, id: SourceId): Promise<void> {
  await database.kysely
    .insertInto('source')
    .values({ id, as_of: '2026-11-24', imported_at: new Date('2026-11-24T06:00:00Z'), rows: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts a unit into the registry table as an import would. */
export async function registerUnit(
  { database, digester }: { database: Database; digester: Digester },
  code: string,
  change: {
    representative?: { name: string; idNumber: string };
    foundedOn?: string | null;
    active?: boolean;
    name?: string;
  } = {},
): Promise<void> {
  const source = sourceOf(code) ?? 'market';
  await addSource(database, source);
  await database.kysely
    .insertInto('registry_unit')
    .values({
      code,
      source,
      name: change.name ?? '南京示例有限公司',
      representatives: JSON.stringify(comparableRepresentatives([change.representative ?? ZHANG], digester)),
      founded_on: change.foundedOn === undefined ? FOUNDED : change.foundedOn,
      state: change.active === false ? 'inactive' : 'active',
    })
    .execute();
}

export async function registerHandler(
  { database, digester }: { database: Database; digester: Digester },
  code: string,
  person: { name: string; idNumber: string },
): Promise<void> {
  await database.kysely
    .insertInto('handler_record')
    .values({
      organization_code: organizationCodeOf(code),
      person: handlerDigests(digester, person)[0]!,
      last_handled_on: '2026-01-15',
    })
    .execute();
}
