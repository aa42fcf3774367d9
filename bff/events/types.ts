/**
 * The types of events, each once: whether it is a look or a deed, who writes it, whether it is
 * about a unit, the webhook that tells portals, and the rows that `audit verify` compares with it.
 * A type that is added here does not compile before the desk has its words
 * (`desk/words/event-words.ts`) and, if portals are told, its message (`status/webhooks.ts`).
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
  /** The case has not ended. */
  | 'case-open'
  | 'case-over'
  /** A proposal that is no decision of a case. */
  | 'proposal'
  | 'hold';

interface EventRules {
  /**
   * `look`: somebody has seen something, or searched for it, and nothing else. What leaves the
   * house in a file is a deed.
   */
  is: 'look' | 'deed';
  /** `some`: the unit is named where it is known. */
  unit: 'one' | 'some' | 'none';
  by: readonly ActorKind[];
  /** Null: portals are not told. */
  webhook: WebhookType | null;
  proves: readonly Proof[];
}

const ofUnit = <
  const Is extends EventRules['is'],
  const By extends readonly ActorKind[],
  const Webhook extends WebhookType | null,
  const Proves extends readonly Proof[],
>(
  is: Is,
  by: By,
  webhook: Webhook,
  proves: Proves,
) => ({ is, unit: 'one' as const, by, webhook, proves });

const ofSomeUnit = <const Is extends EventRules['is'], const By extends readonly ActorKind[]>(
  is: Is,
  by: By,
) => ({
  is,
  unit: 'some' as const,
  by,
  webhook: null,
  proves: [],
});

const ofNoUnit = <
  const Is extends EventRules['is'],
  const By extends readonly ActorKind[],
  const Proves extends readonly Proof[],
>(
  is: Is,
  by: By,
  proves: Proves,
) => ({ is, unit: 'none' as const, by, webhook: null, proves });

const STAFF = ['staff'] as const;
const OPERATOR = ['operator'] as const;
const WORKER = ['worker'] as const;
const USER = ['user'] as const;
/** A claim is decided at once or by a worker. */
const CLAIM = ['user', 'worker'] as const;
const IMPORT = ['operator', 'worker'] as const;
const OFFICIAL = ['staff', 'operator'] as const;

export const EVENTS = {
  'certification.certified': ofUnit('deed', [...CLAIM, 'staff'], 'unit.certified', [
    'term-begun',
    'submission',
  ]),
  'certification.already-certified': ofUnit('deed', CLAIM, null, ['submission']),
  'certification.rejected': ofUnit('deed', CLAIM, 'unit.rejected', ['submission']),
  'certification.pending': ofUnit('deed', CLAIM, null, ['submission']),
  'certification.limited': ofSomeUnit('deed', WORKER),
  'certification.expired': ofUnit('deed', WORKER, 'unit.expired', ['submission']),
  /**
   * Another user of the unit has sent a later claim that waits. An import writes it when each was
   * sent by another code of the unit.
   */
  'certification.superseded': ofUnit('deed', [...USER, ...IMPORT], 'unit.expired', []),
  'certification.withdrawn': ofUnit('deed', USER, null, ['submission']),
  'certification.replaced': ofUnit('deed', [...CLAIM, ...OFFICIAL], null, ['term-ended']),
  'certification.lapsed': ofUnit('deed', IMPORT, 'unit.lapsed', ['term-ended']),
  'certification.revoked': ofUnit('deed', [...OFFICIAL, ...WORKER], 'unit.lapsed', ['term-ended']),
  'certification.due': ofUnit('deed', IMPORT, 'unit.due', ['term-due']),
  'certification.agent-withdrew': ofUnit('deed', [...USER, ...OFFICIAL], 'unit.due', ['term-due']),
  'certification.restored': ofUnit('deed', IMPORT, 'unit.due', ['term-due']),
  /**
   * An import makes one unit of two codes with a certification each, and the one that was due gives
   * way to the other.
   */
  'certification.merged': ofUnit('deed', IMPORT, 'unit.due', []),
  'certification.renewed': ofUnit('deed', IMPORT, null, ['term-renewed']),
  'certification.withdrawal-refused': ofUnit('deed', USER, null, []),
  'certification.revocation-proposed': ofUnit('deed', STAFF, null, ['proposal']),
  'certification.revocation-dropped': ofUnit('deed', STAFF, null, []),
  'certification.revocation-altered': ofUnit('deed', STAFF, null, []),
  'registration.certified': ofUnit('deed', CLAIM, 'unit.certified', ['term-begun', 'submission']),
  'registration.already-certified': ofUnit('deed', CLAIM, null, ['submission']),
  'registration.rejected': ofUnit('deed', CLAIM, null, ['submission']),
  'registration.pending': ofUnit('deed', CLAIM, null, ['submission']),
  'registration.limited': ofSomeUnit('deed', WORKER),
  'registration.expired': ofUnit('deed', WORKER, null, ['submission']),
  'unit.registered': ofUnit('deed', CLAIM, 'unit.registered', ['registration']),
  'recheck.requested': ofUnit('deed', USER, null, []),
  'recheck.superseded': ofUnit('deed', [...USER, ...IMPORT], null, []),
  'recheck.withdrawn': ofUnit('deed', USER, null, []),
  'recheck.expired': ofUnit('deed', WORKER, null, []),
  'hold.proposed': ofUnit('deed', STAFF, null, ['proposal']),
  'hold.dropped': ofUnit('deed', STAFF, null, []),
  'hold.altered': ofUnit('deed', STAFF, null, []),
  'hold.placed': ofUnit('deed', STAFF, null, ['hold']),
  'hold.lifted': ofUnit('deed', STAFF, null, ['hold']),
  'case.opened': ofUnit('deed', USER, 'unit.case', ['case-open']),
  'case.proposed': ofUnit('deed', STAFF, null, ['case-open']),
  'case.returned': ofUnit('deed', STAFF, null, ['case-open']),
  'case.certified': ofUnit('deed', STAFF, 'unit.case', ['case-over']),
  'case.refused': ofUnit('deed', STAFF, 'unit.case', ['case-over']),
  'case.withdrawn': ofUnit('deed', [...USER, ...IMPORT], 'unit.case', ['case-over']),
  'case.expired': ofUnit('deed', WORKER, 'unit.case', ['case-over']),
  'case.altered': ofUnit('deed', STAFF, null, []),
  'case.read': ofSomeUnit('look', STAFF),
  'case.claim-read': ofUnit('look', STAFF, null, []),
  'case.listed': ofNoUnit('look', OFFICIAL, []),
  'desk.login': ofNoUnit('deed', STAFF, []),
  'desk.logout': ofNoUnit('deed', STAFF, []),
  'desk.refused': ofNoUnit('deed', STAFF, []),
  'desk.form-refused': ofNoUnit('deed', STAFF, []),
  'desk.own-proposal': ofUnit('deed', STAFF, null, []),
  'desk.sessions-ended': ofNoUnit('deed', OPERATOR, []),
  'audit.read': ofSomeUnit('look', STAFF),
  'audit.verified': ofNoUnit('look', STAFF, []),
  'audit.exported': ofNoUnit('deed', STAFF, []),
  'findings.read': ofUnit('look', OFFICIAL, null, []),
  'submission.read': ofSomeUnit('look', OFFICIAL),
  'unit.unlocked': ofUnit('deed', OFFICIAL, null, []),
  'unit.read': ofUnit('look', STAFF, null, []),
  'unit.listed': ofNoUnit('look', STAFF, []),
  'figures.read': ofNoUnit('look', STAFF, []),
  'site.added': ofNoUnit('deed', OPERATOR, []),
  'site.removed': ofNoUnit('deed', OPERATOR, []),
  'site.rotated': ofNoUnit('deed', OPERATOR, []),
  'site.origins-changed': ofNoUnit('deed', OPERATOR, []),
  'site.kinds-changed': ofNoUnit('deed', OPERATOR, []),
  'site.privacy-notice-changed': ofNoUnit('deed', OPERATOR, []),
  /** Takes the place of an old event, which its detail has (`retention.ts`). */
  'event.kept': ofSomeUnit('deed', WORKER),
  'webhook.changed': ofNoUnit('deed', OPERATOR, []),
  'webhook.disabled': ofNoUnit('deed', WORKER, []),
  'webhook.listed': ofNoUnit('look', STAFF, []),
  'webhook.retried': ofNoUnit('deed', OFFICIAL, []),
  'webhook.discarded': ofNoUnit('deed', OFFICIAL, []),
  'signing-key.made': ofNoUnit('deed', IMPORT, []),
  'keys.rotated': ofNoUnit('deed', OPERATOR, []),
  'keys.replaced': ofNoUnit('deed', IMPORT, []),
  'keys.begun-anew': ofNoUnit('deed', OPERATOR, []),
  'registry.imported': ofNoUnit('deed', OPERATOR, ['import']),
  'handlers.imported': ofNoUnit('deed', OPERATOR, ['import']),
  'subject.found': ofNoUnit('look', OPERATOR, []),
  'subject.exported': ofNoUnit('deed', OPERATOR, []),
  'subject.erased': ofNoUnit('deed', OPERATOR, []),
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

/** Their events tell of a look. */
export const LOOKS = ALL.filter((type) => rulesOf[type].is === 'look');

/** The types of events that prove rows of one of these kinds. */
export const typesThatProve = (...proofs: readonly Proof[]): EventType[] =>
  ALL.filter((type) => rulesOf[type].proves.some((proof) => proofs.includes(proof)));
