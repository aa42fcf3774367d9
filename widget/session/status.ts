/** Whether an answer is a status of the unit that was asked for. */
import type { CertificationStatus } from '../../bff/contract/wire.ts';
import { isList } from '../api/json.ts';

/** In both codes of a unit, which the BFF may answer: characters 9 to 17 of 18 (GB 32100). */
const organizationOf = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\dA-Z]/g, '')
    .replace(/^.{8}(.{9}).$/, '$1');

/** A status of a gateway, of an older or of a broken service, may lack what everything reads. */
export const isWhole = ({ unit, kinds, form, next }: Partial<CertificationStatus>): boolean =>
  !!unit && [next?.ways, next?.closed, kinds, form?.fields].every(isList);

export const isSameUnit = (asked: string, answered: string): boolean =>
  !asked || organizationOf(asked) === organizationOf(answered);
