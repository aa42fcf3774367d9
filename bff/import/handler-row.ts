/**
 * A row of a file of social insurance handlers as a row of the table. Pure but for the digester.
 */
import { organizationCodeOf } from '../contract/unit-code.ts';
import type { Digester } from '../keys/index.ts';
import {
  documentNumber,
  isDamaged,
  isDamagedNumber,
  personName,
  recordedHandlerDigests,
} from '../registry/index.ts';
import type { HANDLER_COLUMNS, Layout } from './columns.ts';
import { copyArray, NULL } from './copy-text.ts';
import { repairedName } from './damage.ts';
import type { Converted } from './registry-row.ts';
import { codeFault, createDateReader, textCell, unitCode } from './values.ts';

/**
 * The columns of a converted row: one for each form of the handler's name. `older` are the person's
 * digests under the keys before the newest.
 */
export const HANDLER_FIELDS = 'organization_code, person, older, last_handled_on';

/** Staged in the place of a skipped row: all handlers of its unit are kept. */
export const skippedHandlers = (code: string): string => `${organizationCodeOf(code)}\t\t{}\t${NULL}`;

/** `today` is `YYYY-MM-DD` in China Standard Time. */
export function createHandlerConverter(
  layout: Layout<typeof HANDLER_COLUMNS>,
  digester: Digester,
  today: string,
): (cells: readonly string[]) => Converted {
  const readDate = createDateReader(today);
  return (cells) => {
    const codeCell = cells[layout.code]!;
    const code = unitCode(codeCell);
    if (code === undefined) return codeFault(codeCell);
    const name = textCell(repairedName(cells[layout.name]!));
    if ('fault' in name) return name;
    if (name.text === '') return { fault: 'name-missing' };
    const number = textCell(cells[layout.idNumber]!);
    if ('fault' in number) return number;
    const idNumber = documentNumber(number.text);
    if (idNumber === '') return { fault: 'id-number-missing' };
    const handled = layout.lastHandledOn < 0 ? { date: null } : readDate(cells[layout.lastHandledOn]!);
    if ('fault' in handled) return handled;
    const digests = recordedHandlerDigests(digester, { name: name.text, idNumber });
    return {
      rows: digests.map(
        ([person, ...older]) =>
          `${organizationCodeOf(code)}\t${person}\t${copyArray(older)}\t${handled.date ?? NULL}`,
      ),
      damaged: isDamaged(personName(name.text)) || isDamagedNumber(idNumber) ? code : undefined,
    };
  };
}
