/**
 * The types of events, each once: who writes it, whether it is about a unit, the webhook that tells portals, and the rows that
 * `audit verify` compares with it. A type that is added here does not compile before the desk has its words
 * (`desk/event-words.ts`) and, if portals are told, its message (`status/webhooks.ts`).
 */
import type { WebhookType } from '../contract/webhook.ts';
import type { ActorKind, ActorOf } from '../database/index.ts';

/** Rows that must be what events of the type say (`compare.ts`). */
export type Proof =
  | 'term-begun'
  | 'term-ended'
  | 'term-due'
  | 'term-renewed'
  | 'registration'
  | 'import'
  | 'submission'
  /** The case goes on. */
  | 'case-open'
  | 'case-over'
  /** A proposal that is no decision of a case. */
  | 'proposal'
  | 'hold';

interface EventRules {
  /** `some`: the unit is named where it is known. */
  unit: 'one' | 'some' | 'none';
  by: readonly ActorKind[];
  /** Null: portals are not told. */
  webhook: WebhookType | null;
  proves: readonly Proof[];
}

const ofUnit = <
  const By extends readonly ActorKind[],
  const Webhook extends WebhookType | null,
  const Proves extends readonly Proof[],
>(
  by: By,
  webhook: Webhook,
  proves: Proves,
) => ({ unit: 'one' as const, by, webhook, proves });

const ofSomeUnit = <const By extends readonly ActorKind[]>(by: By) => ({
  unit: 'some' as const,
  by,
  webhook: null,
  proves: [],
});

const ofNoUnit = <const By extends readonly ActorKind[], const Proves extends readonly Proof[]>(
  by: By,
  proves: Proves,
) => ({ unit: 'none' as const, by, webhook: null, proves });

const STAFF = ['staff'] as const;
const OPERATOR = ['operator'] as const;
const WORKER = ['worker'] as const;
const USER = ['user'] as const;
/** A claim is decided at once or by a worker. */
const CLAIM = ['user', 'worker'] as const;
const IMPORT = ['operator', 'worker'] as const;
const OFFICIAL = ['staff', 'operator'] as const;

export const EVENTS = {
  'certification.certified': ofUnit([...CLAIM, 'staff'], 'unit.certified', ['term-begun', 'submission']),
  'certification.already-certified': ofUnit(CLAIM, null, ['submission']),
  'certification.rejected': ofUnit(CLAIM, 'unit.rejected', ['submission']),
  'certification.pending': ofUnit(CLAIM, null, ['submission']),
  'certification.limited': ofSomeUnit(WORKER),
  'certification.expired': ofUnit(WORKER, 'unit.expired', ['submission']),
  'certification.withdrawn': ofUnit(USER, null, ['submission']),
  'certification.replaced': ofUnit([...CLAIM, ...OFFICIAL], null, ['term-ended']),
  'certification.lapsed': ofUnit(IMPORT, 'unit.lapsed', ['term-ended']),
  'certification.revoked': ofUnit([...OFFICIAL, ...WORKER], 'unit.lapsed', ['term-ended']),
  'certification.due': ofUnit(IMPORT, 'unit.due', ['term-due']),
  'certification.agent-withdrew': ofUnit([...USER, ...OFFICIAL], 'unit.due', ['term-due']),
  'certification.restored': ofUnit(IMPORT, 'unit.due', ['term-due']),
  'certification.renewed': ofUnit(IMPORT, null, ['term-renewed']),
  'certification.withdrawal-refused': ofUnit(USER, null, []),
  'certification.revocation-proposed': ofUnit(STAFF, null, ['proposal']),
  'certification.revocation-dropped': ofUnit(STAFF, null, []),
  'certification.revocation-altered': ofUnit(STAFF, null, []),
  'registration.certified': ofUnit(CLAIM, 'unit.certified', ['term-begun', 'submission']),
  'registration.already-certified': ofUnit(CLAIM, null, ['submission']),
  'registration.rejected': ofUnit(CLAIM, null, ['submission']),
  'registration.pending': ofUnit(CLAIM, null, ['submission']),
  'registration.limited': ofSomeUnit(WORKER),
  'registration.expired': ofUnit(WORKER, null, ['submission']),
  'unit.registered': ofUnit(CLAIM, 'unit.registered', ['registration']),
  'recheck.requested': ofUnit(USER, null, []),
  'recheck.withdrawn': ofUnit(USER, null, []),
  'recheck.expired': ofUnit(WORKER, null, []),
  'hold.proposed': ofUnit(STAFF, null, ['proposal']),
  'hold.dropped': ofUnit(STAFF, null, []),
  'hold.altered': ofUnit(STAFF, null, []),
  'hold.placed': ofUnit(STAFF, null, ['hold']),
  'hold.lifted': ofUnit(STAFF, null, ['hold']),
  'case.opened': ofUnit(USER, 'unit.case', ['case-open']),
  'case.proposed': ofUnit(STAFF, null, ['case-open']),
  'case.returned': ofUnit(STAFF, null, ['case-open']),
  'case.certified': ofUnit(STAFF, 'unit.case', ['case-over']),
  'case.refused': ofUnit(STAFF, 'unit.case', ['case-over']),
  'case.withdrawn': ofUnit([...USER, ...IMPORT], 'unit.case', ['case-over']),
  'case.expired': ofUnit(WORKER, 'unit.case', ['case-over']),
  'case.altered': ofUnit(STAFF, null, []),
  'case.read': ofSomeUnit(OFFICIAL),
  'case.claim-read': ofUnit(STAFF, null, []),
  'case.listed': ofNoUnit(OFFICIAL, []),
  'desk.login': ofNoUnit(STAFF, []),
  'desk.logout': ofNoUnit(STAFF, []),
  'desk.refused': ofNoUnit(STAFF, []),
  'desk.form-refused': ofNoUnit(STAFF, []),
  'desk.own-proposal': ofUnit(STAFF, null, []),
  'desk.sessions-ended': ofNoUnit(OPERATOR, []),
  'audit.read': ofSomeUnit(STAFF),
  'audit.verified': ofNoUnit(STAFF, []),
  'audit.exported': ofNoUnit(STAFF, []),
  'findings.read': ofUnit(OFFICIAL, null, []),
  'submission.read': ofSomeUnit(OFFICIAL),
  'unit.unlocked': ofUnit(OFFICIAL, null, []),
  'unit.read': ofUnit(STAFF, null, []),
  'unit.listed': ofNoUnit(STAFF, []),
  'figures.read': ofNoUnit(STAFF, []),
  'site.added': ofNoUnit(OPERATOR, []),
  'site.removed': ofNoUnit(OPERATOR, []),
  'site.rotated': ofNoUnit(OPERATOR, []),
  'site.origins-changed': ofNoUnit(OPERATOR, []),
  'site.kinds-changed': ofNoUnit(OPERATOR, []),
  'site.privacy-notice-changed': ofNoUnit(OPERATOR, []),
  /** Takes the place of an old event, which its detail has (`retention.ts`). */
  'event.kept': ofSomeUnit(WORKER),
  'webhook.changed': ofNoUnit(OPERATOR, []),
  'webhook.disabled': ofNoUnit(WORKER, []),
  'webhook.listed': ofNoUnit(STAFF, []),
  'webhook.retried': ofNoUnit(OFFICIAL, []),
  'webhook.discarded': ofNoUnit(OFFICIAL, []),
  'signing-key.made': ofNoUnit(IMPORT, []),
  'keys.rotated': ofNoUnit(OPERATOR, []),
  'keys.replaced': ofNoUnit(IMPORT, []),
  'keys.begun-anew': ofNoUnit(OPERATOR, []),
  'registry.imported': ofNoUnit(OPERATOR, ['import']),
  'handlers.imported': ofNoUnit(OPERATOR, ['import']),
  'subject.found': ofNoUnit(OPERATOR, []),
  'subject.exported': ofNoUnit(OPERATOR, []),
  'subject.erased': ofNoUnit(OPERATOR, []),
} satisfies Record<string, EventRules>;

type Rules = typeof EVENTS;
export type EventType = keyof Rules;

export type TypesWith<Part extends Partial<EventRules>> = {
  [Type in EventType]: Rules[Type] extends Part ? Type : never;
}[EventType];

/** Portals are told of these. */
export type ToldType = TypesWith<{ webhook: WebhookType }>;

export type WriterOf<Type extends EventType> = ActorOf<Rules[Type]['by'][number]>;

/** The sites that get a webhook: those that know the unit, or the one where it happened. */
export type Audience = 'sites-of-the-unit' | 'its-site';
export const AUDIENCES: Record<WebhookType, Audience> = {
  'unit.certified': 'sites-of-the-unit',
  'unit.due': 'sites-of-the-unit',
  'unit.lapsed': 'sites-of-the-unit',
  'unit.rejected': 'its-site',
  'unit.expired': 'its-site',
  'unit.registered': 'its-site',
  'unit.case': 'sites-of-the-unit',
};

const rulesOf: Record<EventType, EventRules> = EVENTS;

const ALL = Object.keys(EVENTS) as EventType[];

/** Their events are told by webhooks. */
export const TOLD_TYPES = ALL.filter((type): type is ToldType => rulesOf[type].webhook !== null);

/** Text of the database may be a type that this version does not have. */
export const isToldType = (type: string): type is ToldType => TOLD_TYPES.some((told) => told === type);

/** The types of events that prove rows of one of these kinds. */
export const typesThatProve = (...proofs: readonly Proof[]): EventType[] =>
  ALL.filter((type) => rulesOf[type].proves.some((proof) => proofs.includes(proof)));
