/**
 * Somebody, or a restore, has changed what was sealed. Trying again does not mend it: an operator
 * must look into it. The message says where and what to do, and holds no data.
 */
export class AuditAlarm extends Error {}
