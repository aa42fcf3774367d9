/** `submission …`: what a reference is of, which a user reads out over the phone. */
import { InvalidArgumentError } from 'commander';
import { checkReference, shownReference } from '../contract/reference.ts';
import { readReference } from '../staff/index.ts';
import { REASON } from './audited.ts';
import { CommandFailure, onDatabase, type AddCommands } from './command.ts';

/** Parser of a reference. */
export function reference(given: string): string {
  const checked = checkReference(given);
  if (checked === undefined)
    throw new InvalidArgumentError('It must be eight characters like K7M2-9QXH, and one of these is wrong.');
  return checked;
}

export const addSubmissionCommands: AddCommands = (program, plan) => {
  program
    .command('submission')
    .description('One submission, by the reference that its user was told.')
    .command('show')
    .description('Shows the submission, the re-check or the case that has the reference (audited).')
    .argument('<REF>', 'the eight characters, with or without the hyphen', reference)
    .requiredOption(...REASON)
    .action((given: string, { reason }: { reason: string }) =>
      plan(
        onDatabase(async ({ resources, now, actor }) => {
          const referred = await readReference(resources, given, { reason, actor }, now());
          if (!referred)
            throw new CommandFailure(
              `Nothing has the reference ${shownReference(given)}: it is older than 180 days, or of another service.`,
            );
          return { json: referred, text: JSON.stringify(referred, undefined, 2) };
        }),
      ),
    );
};
