/** Reads registration statuses, as registries and partners write them. Pure. */

const ACTIVE = new Set(['存续', '在业', '在营', '开业', '正常', 'active']);
/** Words that may stand with an active one, and mean nothing alone: 「存续(在营、开业、在册)」, 「在营(开业)企业」. */
const BESIDE_ACTIVE = new Set(['在册', '登记', '企业']);

/**
 * Whether a registration status says that the unit is in business. All words must be known, and one of them active: 「存续(吊销)」 is not
 * active. An empty status is active, as in a file without the column.
 */
export function isActive(status: string): boolean {
  const words = status
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s()[\]、,;/|]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  return (
    words.some((word) => ACTIVE.has(word)) &&
    words.every((word) => ACTIVE.has(word) || BESIDE_ACTIVE.has(word))
  );
}
