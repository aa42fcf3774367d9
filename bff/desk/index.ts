/** The desk: pages for staff. */
export { createLogin, type LoginConfig } from './people/login.ts';
export { createDesk } from './routes.ts';
export { endSessionsBefore, endSessionsOf } from './people/sessions.ts';
