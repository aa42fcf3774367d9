import { STANDARD } from './standard.ts';
import type { Profile, ProfileName } from './profile.ts';
import { SM } from './sm.ts';

export const profileOf = (name: ProfileName): Profile => ({ standard: STANDARD, sm: SM })[name];
