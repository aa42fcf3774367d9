/** What the demo's accounts show, in English: by id, title and one line. */
export const ENGLISH_ACCOUNTS: Record<string, readonly [title: string, about: string]> = {
  'u-2001': ['Legal representative', 'The legal representative verifies, and passes at once.'],
  'u-2002': ['Agent', 'An agent who has handled social insurance passes at once.'],
  'u-2003': ['Agent without record', 'An agent without a record is refused; a colleague passes.'],
  'u-2004': ['Mismatch', 'The former representative is refused, the present one passes.'],
  'u-2005': ['Not active', 'All is right, but the business license was revoked.'],
  'u-2006': ['Being checked', 'The registry is busy; the check ends by itself.'],
  'u-2007': ['Verified', 'Verified already: straight to business.'],
  'u-2008': ['Operator', 'Operators cannot verify, and see whom to ask.'],
  'u-2011': ['Administrator, same organization', 'Once verified, the operator can go on too.'],
  'u-2009': ['Organization code', 'Logs in with the older code of nine characters.'],
  'u-2010': ['Several representatives', 'Two are registered; either will do.'],
};
