/** The desk: pages for staff. */
export { createLogin, type LoginConfig } from './login.ts';
export { createDesk } from './routes.ts';
export { endSessionsBefore, endSessionsOf } from './sessions.ts';
