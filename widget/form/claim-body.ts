/** What is sent of a filled in form, by the user's intent. */
import type { Intent } from '../../bff/contract/next.ts';
import type { FormBody } from '../../bff/contract/wire.ts';

export const CLAIM_PATH = '/v1/certification';

export function bodyOf(intent: Intent, claim: FormBody): FormBody {
  switch (intent) {
    case 'certify':
      return claim;
    case 'replace': // Its form does not ask who applies.
      return { ...claim, applicant: 'legal-representative', intent };
    case 'recheck':
    case 'counter':
      return { ...claim, intent, consent: true };
    case 'withdraw':
      return { ...claim, intent };
  }
}
