/** `submission …`: finds the submission whose reference a user reads out over the phone. */
import { InvalidArgumentError } from 'commander';
import { checkReference, shownReference } from '../contract/reference.ts';
import { readReference } from '../staff/index.ts';
import { REASON } from './audited.ts';
import { CommandFailure, shown } from './context.ts';
import { argument, command, type Group } from './table.ts';

const REFERENCE = argument('the eight characters, with or without the hyphen', (given) => {
  const checked = checkReference(given);
  if (checked === undefined)
    throw new InvalidArgumentError('It must be eight characters like K7M2-9QXH, and one of these is wrong.');
  return checked;
});

const show = command({
  name: 'show',
  about: 'Shows the submission, the re-check or the case that has the reference (audited).',
  arguments: { ref: REFERENCE },
  options: { reason: REASON },
  async run({ resources, now, actor }, { ref, reason }) {
    const referred = await readReference(resources, ref, { reason, actor }, now());
    if (!referred)
      throw new CommandFailure(
        `Nothing has the reference ${shownReference(ref)}: it is older than 180 days, or of another service.`,
      );
    return shown(referred);
  },
});

export const SUBMISSION: Group = {
  name: 'submission',
  about: 'One submission, by the reference that its user was told.',
  commands: [show],
};
