/**
 * `subject …`: finds, exports and erases what is stored of a person. The number comes from standard input, because arguments appear in
 * lists of processes.
 */
import { checkIdNumber, checkName } from '../contract/identifiers.ts';
import { eraseSubject, exportSubject, findSubject, type Subject } from '../upkeep/index.ts';
import { REASON } from './audited.ts';
import { onLine, UsageError, type AddCommands, type Context, type CommandResult } from './command.ts';

const NOTES =
  'The document number is read from standard input, alone or followed by a space and the name, which is needed to find records as a handler. ' +
  'Each call writes an audit entry with the reason and without the number.';

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

type Act = (
  dependencies: ReturnType<typeof dependenciesOf>,
  subject: Subject,
  reason: string,
) => Promise<object>;

const dependenciesOf = ({ resources: { database, cipher, digester, keys }, now, actor }: Context) => ({
  database,
  cipher,
  digester,
  keys,
  now,
  actor,
});

const COMMANDS: readonly [name: string, about: string, act: Act][] = [
  ['find', 'Counts the stored records of a person.', findSubject],
  [
    'export',
    'Exports all stored data of a person for that person, with claims in clear text.',
    exportSubject,
  ],
  ['erase', 'Erases a person’s waiting claims, and lists the records that stay.', eraseSubject],
];

export const addSubjectCommands: AddCommands = (program, plan) => {
  const group = program.command('subject').description('The stored data of one person.');
  for (const [name, about, act] of COMMANDS)
    group
      .command(name)
      .description(about)
      .requiredOption(...REASON)
      .addHelpText('after', `\n${NOTES}`)
      .action(({ reason }: { reason: string }) =>
        plan(
          onLine(async (context): Promise<CommandResult> => {
            const json = await act(dependenciesOf(context), subjectOf(context.line), reason);
            return { json, text: JSON.stringify(json, undefined, 2) };
          }),
        ),
      );
};
