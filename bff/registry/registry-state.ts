/** Reads registration statuses, as registries and partners write them. Pure. */
import type { Tables } from '../database/index.ts';

export type RegistryState = Tables['registry_unit']['state'];

const ACTIVE = new Set(['存续', '在业', '在营', '开业', '正常', 'active']);
/** Words that may stand with an active one, and mean nothing alone: 「存续(在营、开业、在册)」, 「在营(开业)企业」. */
const BESIDE_ACTIVE = new Set(['在册', '登记', '企业']);
/** The unit has ceased to exist, or has lost its license. Not 「拟注销」 nor 「简易注销公告」, which come before. */
const CLOSED = new Set([
  ...['注销', '已注销', '注销企业', '吊销', '已吊销', '吊销企业', '吊销未注销', '吊销已注销', '吊销后注销'],
  ...['cancelled', 'canceled', 'deregistered', 'revoked'],
]);

/**
 * The state of a unit by its registration status. Active: all words must be known, and one of them active: 「存续(吊销)」 is not. An empty
 * status is active, as in a file without the column.
 */
export function registryStateOf(status: string): RegistryState {
  const words = status
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s()[\]、,;/|]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return 'active';
  if (words.some((word) => CLOSED.has(word))) return 'closed';
  const isActive =
    words.some((word) => ACTIVE.has(word)) &&
    words.every((word) => ACTIVE.has(word) || BESIDE_ACTIVE.has(word));
  return isActive ? 'active' : 'inactive';
}
