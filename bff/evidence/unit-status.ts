/** Registration statuses, in the words of registries and partners. Pure. */

const ACTIVE = new Set(['存续', '在业', '在营', '开业', '正常', 'active']);
/** Says nothing of its own beside an active word: 「存续(在营、开业、在册)」, 「在营(开业)企业」. */
const BESIDE_ACTIVE = new Set(['在册', '登记', '企业']);

/**
 * Whether a registration status says that the unit is in business. Every word of it must be one of the active
 * ones: 「存续(吊销)」 and words that are not known are not active. Empty counts as active, like a file without the column.
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
