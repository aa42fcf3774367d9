/** The profiles by their names. */
import { INTERNATIONAL } from './international.ts';
import type { Profile, ProfileName } from './profile.ts';
import { SM } from './sm.ts';

export const profileOf = (name: ProfileName): Profile => ({ international: INTERNATIONAL, sm: SM })[name];
