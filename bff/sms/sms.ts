/** The interface of SMS gateways. An adapter returns a result and never throws. */

export interface SmsMessage {
  /** 11 digits: a mobile number of mainland China. */
  phone: string;
  code: string;
  expiresInMinutes: number;
}

/**
 * `unreachable`: no connection, or the gateway answers that it is down (5xx); `limited`: the
 * gateway's own limits; `refused`: any other refusal; `circuit-open`: not called, because it kept
 * failing.
 */
export type SmsFailure =
  'not-configured' | 'unreachable' | 'timeout' | 'bad-answer' | 'limited' | 'refused' | 'circuit-open';

/**
 * `detail`: the gateway's code of a failure, such as `isv.AMOUNT_NOT_ENOUGH`; never a phone number
 * or a message.
 */
export type SmsResult = { kind: 'sent' } | { kind: 'failed'; failure: SmsFailure; detail?: string };

export interface Sms {
  /** For metrics. */
  readonly gateway: 'none' | 'console' | 'http' | 'aliyun';
  send(message: SmsMessage): Promise<SmsResult>;
}

export const smsFailed = (failure: SmsFailure, detail?: string): SmsResult => ({
  kind: 'failed',
  failure,
  ...(detail !== undefined && { detail }),
});

/**
 * After these failures the message may have been sent: the answer came too late or could not be
 * read.
 */
export const mayHaveBeenSent = (failure: SmsFailure): boolean =>
  failure === 'timeout' || failure === 'bad-answer';

/** Milliseconds from the name look-up to the last byte received. */
export const SMS_TIMEOUT = 5_000;
