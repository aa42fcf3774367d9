/**
 * The faults that `audit verify` finds, each once, in the words of the command line (`en`) and of
 * the desk (`zh`).
 */
interface Words {
  en: string;
  zh: string;
}

/** Each is told with its position. */
export const CHAIN_FAULTS = {
  'event-altered': { en: 'the event there is not what this service wrote', zh: '记录被改动' },
  'event-repeated': { en: 'the event there is a copy of another one', zh: '记录是另一条的复制' },
  'events-changed': {
    en: 'of the events of the seal that ends there one was removed, moved or slipped in',
    zh: '这次封存里有记录被删除、移动或插入',
  },
  'seal-missing': { en: 'the seal that followed there was removed', zh: '后面的封存被删除' },
  'seal-altered': { en: 'the seal that ends there is not what this service wrote', zh: '封存被改动' },
  'unknown-key': { en: 'its key is not in the database', zh: '密钥不在数据库里，无法核对' },
  anchor: {
    en: 'the anchor of the deleted events is not signed by this service',
    zh: '已删除记录的签名不对',
  },
} satisfies Record<string, Words>;
export type ChainFault = keyof typeof CHAIN_FAULTS;

/** The faults that a head of the chain shows which somebody has kept outside of the database. */
export const HEAD_FAULTS = {
  missing: {
    en: 'the events up to there were removed, or an older state of the database was put back',
    zh: '到那里为止的记录被删除，或者数据库被恢复成旧的',
  },
  different: {
    en: 'no such seal ends there: the chain was cut before it and sealed again',
    zh: '那里没有这个封存：链被截断，重新封存过',
  },
  forged: { en: 'that head is not signed by this service', zh: '签名不对' },
  'unknown-key': { en: 'its key is not in the database', zh: '签名不对：没有这个密钥' },
} satisfies Record<string, Words>;
export type HeadFault = keyof typeof HEAD_FAULTS;

const UNIT_FAULTS = {
  'certification-altered': {
    en: 'its certification is not what this service wrote',
    zh: '认证被改动',
  },
  'certification-without-event': {
    en: 'its certification is not what the events tell',
    zh: '认证与记录不符',
  },
  'event-without-certification': {
    en: 'it was certified, and its certification was removed',
    zh: '有认证的记录，认证被删除',
  },
  'registration-without-event': {
    en: 'it did not register as the database tells',
    zh: '注册与记录不符',
  },
  'submission-without-event': {
    en: 'one of its submissions is not as its last event says',
    zh: '有一次提交与最后的记录不符',
  },
  'event-without-submission': { en: 'one of its submissions was removed', zh: '有一次提交被删除' },
  'case-without-event': {
    en: 'one of its cases at the counter is not as its last event says',
    zh: '有一件人工核验与最后的记录不符',
  },
  'event-without-case': {
    en: 'one of its cases at the counter was removed',
    zh: '有一件人工核验被删除',
  },
  'proposal-without-event': {
    en: 'nobody has proposed the revocation or the hold that waits for a second officer',
    zh: '等待复核的撤销或者暂停没有提议的记录',
  },
  'hold-without-event': {
    en: 'two officers have not placed the hold as the database tells',
    zh: '暂停认证与记录不符',
  },
  'event-without-hold': {
    en: 'two officers have placed a hold, and it was removed',
    zh: '有暂停认证的记录，暂停被删除',
  },
  'message-missing': { en: 'a portal was not told of an event', zh: '有一条记录没有通知门户' },
} satisfies Record<string, Words>;

const OTHER_FAULTS = {
  'key-put-back': {
    en: 'the keys of that use are not what the last replacement left',
    zh: '这种用途的密钥不是上次更换以后的样子',
  },
  'rows-changed': {
    en: 'its rows are not what the last import left',
    zh: '表里的行不是上次导入以后的样子',
  },
  'fan-out-ahead': {
    en: 'it says that messages were made of events that are still to come',
    zh: '通知的进度超过了记录',
  },
  trigger: { en: 'the service has no such trigger', zh: '触发器，不是本服务的' },
  rule: { en: 'the service has no such rule', zh: '规则，不是本服务的' },
  policy: { en: 'the service has no such policy', zh: '行级策略，不是本服务的' },
} satisfies Record<string, Words>;

export const ROW_FAULTS = { ...UNIT_FAULTS, ...OTHER_FAULTS };

/**
 * `unit`: the code in the row or the event. `name`: of a table, a key's use or a worker, where the
 * fault concerns no unit.
 */
export type RowFault =
  { fault: keyof typeof UNIT_FAULTS; unit: string } | { fault: keyof typeof OTHER_FAULTS; name: string };

/** The name of the unit, the table, the use or the worker. */
export const placeOf = (row: RowFault): string => ('unit' in row ? row.unit : row.name);

export const isOfUnit = (fault: RowFault['fault']): boolean => fault in UNIT_FAULTS;

/**
 * Faults of each kind that are kept. All are counted: a key that is gone makes one of each event.
 */
export const MOST_KEPT = 100;

/** How many faults of each kind there are. */
export type Counts<Fault extends string> = Partial<Record<Fault, number>>;

export interface Tally<Found extends { fault: string }> {
  /** The first hundred of each kind, as they were found. */
  first: Found[];
  counts: Counts<Found['fault']>;
}

export const newTally = <Found extends { fault: string }>(): Tally<Found> => ({ first: [], counts: {} });

export function addTo<Found extends { fault: string }>({ first, counts }: Tally<Found>, found: Found): void {
  const fault: Found['fault'] = found.fault;
  const times = (counts[fault] ?? 0) + 1;
  counts[fault] = times;
  if (times <= MOST_KEPT) first.push(found);
}

/** A tally of rows that SQL has found; `total` is of the row's kind. */
export const tallyOf = <Found extends { fault: string }>(
  rows: readonly { found: Found; total: number }[],
): Tally<Found> => ({
  first: rows.map(({ found }) => found),
  counts: Object.fromEntries(rows.map(({ found, total }) => [found.fault, total])) as Counts<Found['fault']>,
});

/** Makes one tally of several that have no kind in common. */
export const joinTallies = <Found extends { fault: string }>(
  tallies: readonly Tally<Found>[],
): Tally<Found> => ({
  first: tallies.flatMap(({ first }) => first),
  counts: Object.assign({}, ...tallies.map(({ counts }) => counts)) as Counts<Found['fault']>,
});

/** The kinds that were found, in the order of their first ones. */
export const kindsIn = <Found extends { fault: string }>({
  first,
  counts,
}: Tally<Found>): { fault: Found['fault']; count: number; first: Found[] }[] =>
  [...new Set<Found['fault']>(first.map(({ fault }) => fault))].map((fault) => ({
    fault,
    count: counts[fault] ?? 0,
    first: first.filter((one) => one.fault === fault),
  }));

export const totalOf = (counts: Counts<string>): number =>
  Object.values(counts).reduce((sum: number, count = 0) => sum + count, 0);
