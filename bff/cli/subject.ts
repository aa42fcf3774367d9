/**
 * `subject …`: finds, exports and erases what is stored of a person. The number comes from standard input, because arguments appear in
 * lists of processes.
 */
import { checkIdNumber, checkName } from '../contract/identifiers.ts';
import { eraseSubject, exportSubject, findSubject, type Subject } from '../privacy/subject.ts';
import { onLine, UsageError, type AddCommands, type Context, type CommandResult } from './command.ts';
import { auditReason } from './unit.ts';

const NOTES =
  'The document number is read from standard input, alone or with the name behind a space; the name finds what was handled as an agent, ' +
  'too. Each call leaves an audit entry, with the reason and without the number.';

/** `NUMBER` or `NUMBER NAME`. */
function subjectOf(line: string): Subject {
  const [, typed = '', name = ''] = /^(\S*)\s*(.*)$/u.exec(line.trim()) ?? [];
  const number = checkIdNumber(typed);
  if (!number.ok) throw new UsageError('Standard input must hold a document number, with or without a name.');
  if (name === '') return { idNumber: number.value, name: undefined };
  const checked = checkName(name);
  if (!checked.ok) throw new UsageError('What stands behind the number is not a name.');
  return { idNumber: number.value, name: checked.value };
}

type Act = (
  dependencies: ReturnType<typeof dependenciesOf>,
  subject: Subject,
  reason: string,
) => Promise<object>;

const dependenciesOf = ({ resources: { database, cipher, digester }, now, actor }: Context) => ({
  database,
  cipher,
  digester,
  now,
  actor,
});

const COMMANDS: readonly [name: string, about: string, act: Act][] = [
  ['find', 'Tells how much is stored of a person.', findSubject],
  ['export', 'Tells all that is stored of a person, claims in clear text: for the person.', exportSubject],
  ['erase', 'Erases a person’s waiting claims, and tells what is left.', eraseSubject],
];

export const addSubjectCommands: AddCommands = (program, plan) => {
  const group = program.command('subject').description('What is stored of one person.');
  for (const [name, about, act] of COMMANDS)
    group
      .command(name)
      .description(about)
      .requiredOption('--reason <TEXT>', 'why, for the audit; no names, no document numbers', auditReason)
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
