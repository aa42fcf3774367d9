/** Messages to phones. */
export { createSms, type SmsConfig } from './gateways.ts';
export { mayHaveBeenSent, type Sms, type SmsFailure } from './sms.ts';
