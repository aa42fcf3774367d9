/** A refusal by a register names the fields to check: only those that the form has asked for. */
import { CLAIM_FIELDS } from '../../bff/contract/sources.ts';
import { memberOf } from '../../bff/contract/forms.ts';
import type { Copy } from '../dialog/copy.ts';

interface Form {
  /** BCP 47. */
  tag: string;
  form: { fields: Partial<Record<string, { label: string }>> };
}

/** The text with the names of the compared fields in the place of `{fields}`. `asked`: the ids of the form's fields. */
export function namingFields(text: Copy['text'], asked: readonly string[], { tag, form }: Form): string[] {
  const compared = asked.filter((id) => CLAIM_FIELDS.some((member) => member === memberOf(id)));
  const labels = compared.flatMap((id) => form.fields[id]?.label ?? []);
  const list = new Intl.ListFormat(tag, { type: 'conjunction' }).format(labels);
  return text.map((said) => said.replace('{fields}', list));
}
