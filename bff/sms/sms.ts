/** Messages to phones, as the registration sees them. An adapter answers with a result, never by throwing. */

export interface SmsMessage {
  /** 11 digits: a mobile number of mainland China. */
  phone: string;
  code: string;
  expiresInMinutes: number;
}

/**
 * `unreachable`: no connection, or the gateway says itself that it is down (5xx); `limited`: its own limits; `refused`:
 * any other answer of no; `circuit-open`: not asked, because it kept failing.
 */
export type SmsFailure =
  'not-configured' | 'unreachable' | 'timeout' | 'bad-answer' | 'limited' | 'refused' | 'circuit-open';

/** `detail`: the gateway's own word for a failure, such as `isv.AMOUNT_NOT_ENOUGH`; never a number or a text. */
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

/** The message may have gone out all the same: there was no answer in time, or none that could be read. */
export const mayHaveBeenSent = (failure: SmsFailure): boolean =>
  failure === 'timeout' || failure === 'bad-answer';

/** From the look-up of the gateway's name to the last byte received. Milliseconds. */
export const SMS_TIMEOUT = 5_000;
