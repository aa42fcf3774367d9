/**
 * Registration statuses, as registries and partners write them, and what each state of a unit
 * means. Pure.
 */
import type { ReasonOfState } from '../contract/reasons.ts';
import type { Tables } from '../database/index.ts';

export type RegistryState = Tables['registry_unit']['state'];

interface StateTraits {
  /** Each of these words says so. `inactive` needs none: it is every status without them. */
  words: readonly string[];
  /** Why claims of the unit are refused; null when its state refuses none. */
  refusal: ReasonOfState | null;
  /** The unit does not exist any more, so that its certification has no time left. */
  isClosed: boolean;
}

/** A status with words of several states has the last of them. */
export const REGISTRY_STATES: Record<RegistryState, StateTraits> = {
  active: {
    words: ['存续', '在业', '在营', '开业', '正常', 'active'],
    refusal: null,
    isClosed: false,
  },
  inactive: { words: [], refusal: 'unit-not-active', isClosed: false },
  // Not 「拟注销」 nor 「简易注销公告」, which come before.
  closed: {
    words: [
      ...[
        '注销',
        '已注销',
        '注销企业',
        '吊销',
        '已吊销',
        '吊销企业',
        '吊销未注销',
        '吊销已注销',
        '吊销后注销',
      ],
      ...['cancelled', 'canceled', 'deregistered', 'revoked'],
    ],
    refusal: 'unit-not-active',
    isClosed: true,
  },
};

/**
 * Words that may stand with an active one, and mean nothing alone: 「存续(在营、开业、在册)」,
 * 「在营(开业)企业」.
 */
const BESIDE_ACTIVE = new Set(['在册', '登记', '企业']);

const STATES = Object.keys(REGISTRY_STATES) as RegistryState[];
const STATE_OF_WORD = new Map(
  STATES.flatMap((state) => REGISTRY_STATES[state].words.map((word) => [word, state] as const)),
);

/**
 * The state of a unit by its registration status. Active: all words must be known, and one of them
 * active: 「存续(吊销)」 is not. An empty status is active, as in a file without the column.
 */
export function registryStateOf(status: string): RegistryState {
  const words = status
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s()[\]、,;/|]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return 'active';
  const said = words.map((word) => STATE_OF_WORD.get(word));
  const state = STATES.findLast((each) => said.includes(each)) ?? 'inactive';
  const isUnknown = words.some((word) => !STATE_OF_WORD.has(word) && !BESIDE_ACTIVE.has(word));
  return state === 'active' && isUnknown ? 'inactive' : state;
}
