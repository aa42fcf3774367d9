/**
 * Fields that forms of several pages have: the reason of a deed for the audit, and the id of the
 * proposal that was shown.
 */
import { REASON_MAXIMUM } from '../../events/index.ts';
import { textField, type Html, type Mistake } from '../kit/index.ts';
import { sentenceMistake, uuidIn } from '../words/typed.ts';
import type { Visit } from './route.ts';

/** A field of the form; '' when it is not there. Trimmed. */
export const fieldOf = ({ form }: Pick<Visit, 'form'>, name: string): string =>
  form.get(name)?.[0]?.trim() ?? '';

/** `id`: of the element; the field's name is `reason`. */
export const reasonField = (
  label: string,
  id = 'reason',
  { given, error }: Mistake = { given: '', error: '' },
): Html =>
  textField({
    id,
    name: 'reason',
    label: `${label}（必填）`,
    hint: '记入审计；不要写姓名、证件号和电话号码',
    value: given,
    error,
    isRequired: true,
    maximum: REASON_MAXIMUM,
  });

/** The reason for the audit, and what is wrong with it; '' is nothing. */
export function reasonIn(visit: Pick<Visit, 'form'>): Mistake {
  const given = fieldOf(visit, 'reason');
  return { given, error: sentenceMistake(given, '原因', REASON_MAXIMUM) };
}

const NONE = '00000000-0000-0000-0000-000000000000';

/** The proposal that the page showed. Other text becomes an id that no proposal has. */
export const proposalIdIn = (visit: Visit): string => uuidIn(fieldOf(visit, 'proposal')) ?? NONE;
