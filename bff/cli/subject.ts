/**
 * `subject …`: finds, exports and erases what is stored of a person. The number comes from standard
 * input, because arguments appear in lists of processes.
 */
import { checkIdNumber, checkName } from '../contract/identifiers.ts';
import { eraseSubject, exportSubject, findSubject, type Subject } from '../upkeep/index.ts';
import { REASON } from './audited.ts';
import { dependenciesOf, shown, UsageError } from './context.ts';
import { command, type Group } from './table.ts';

/** `NUMBER` or `NUMBER NAME`. */
function subjectOf(line: string): Subject {
  const [, typed = '', name = ''] = /^(\S*)\s*(.*)$/u.exec(line.trim()) ?? [];
  const number = checkIdNumber(typed);
  if (!number.ok) throw new UsageError('Standard input must hold a document number, with or without a name.');
  if (name === '') return { idNumber: number.value, name: undefined };
  const checked = checkName(name);
  if (!checked.ok) throw new UsageError('The text after the number is not a name.');
  return { idNumber: number.value, name: checked.value };
}

type CarryOut = (
  dependencies: ReturnType<typeof dependenciesOf>,
  subject: Subject,
  reason: string,
) => Promise<object>;

const deed = (name: string, about: string, carryOut: CarryOut) =>
  command({
    name,
    about,
    notes:
      'The document number is read from standard input, alone or followed by a space and the name, which is needed to find records as a handler. ' +
      'Each call writes an audit entry with the reason and without the number.',
    options: { reason: REASON },
    readsLine: () => true,
    run: async (context, { reason }) =>
      shown(await carryOut(dependenciesOf(context), subjectOf(context.line), reason)),
  });

export const SUBJECT: Group = {
  name: 'subject',
  about: 'The stored data of one person.',
  commands: [
    deed('find', 'Counts the stored records of a person.', findSubject),
    deed(
      'export',
      'Exports all stored data of a person for that person, with claims in clear text.',
      exportSubject,
    ),
    deed('erase', 'Erases a person’s waiting claims, and lists the records that stay.', eraseSubject),
  ],
};
