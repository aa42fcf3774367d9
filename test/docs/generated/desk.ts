/** The sections of the desk, and who may open them. */
import { ACCESS, DESK_ROLES, type DeskRole } from '../../../bff/desk/people/access.ts';
import { SECTIONS } from '../../../bff/desk/page/layout.ts';
import { fillTable, keysOf } from './table.ts';

const PEOPLE: Record<DeskRole, string> = { hotline: 'hotline', officer: 'officers', auditor: 'auditors' };

export function fillSections(present: string): string {
  const missing = SECTIONS.filter(({ path }) => !keysOf(present).includes(path));
  if (missing.length > 0)
    throw new Error(`the desk: no row for ${missing.map(({ path }) => path).join(', ')}`);
  return fillTable(([path]) => {
    const section = SECTIONS.find((each) => each.path === path);
    if (!section) return {};
    const roles: readonly DeskRole[] = ACCESS[section.access];
    const who = roles.length === DESK_ROLES.length ? 'all' : roles.map((role) => PEOPLE[role]).join(', ');
    return { 1: section.title, 2: who };
  })(present);
}
