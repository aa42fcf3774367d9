/** The demo's staff at the desk. The portal's people are in `accounts.ts`. */
import type { Staff } from '../staff/provider.ts';

export const DEMO_STAFF: readonly Staff[] = [
  { subject: 'hotline-1', title: '热线人员', roles: ['hotline'] },
  { subject: 'officer-1', title: '核验人员甲', roles: ['officer'] },
  { subject: 'officer-2', title: '核验人员乙', roles: ['officer'] },
  { subject: 'auditor-1', title: '审计人员', roles: ['auditor'] },
];
