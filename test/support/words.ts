/** The widget's words in Chinese. A test writes a text of its own only where that text is the requirement. */
import { LOADING, loadCenterWords } from '../../widget/locales/center.ts';
import { type Locale, loadLaterWords, loadRegistrationWords, loadWords } from '../../widget/locales/index.ts';

/** The code of a company; a unit of another class has another certificate and another head. */
const CODE = '91320100MA1DEM015L';

/** The words of a language, those that come with the center, the gate, and of what is kept, among them. */
export async function loadAllWords(locale: Locale) {
  const [common, center] = [await loadWords(locale), await loadCenterWords(locale)];
  const [gate, kept] = [await loadLaterWords('gate', locale), await loadLaterWords('kept', locale)];
  return (code?: string) => {
    const words = common(code);
    return {
      ...words,
      loading: LOADING[locale],
      center: center(words.unit),
      gate: gate(words.unit),
      kept: kept(words.unit),
    };
  };
}
export const wordsFor = await loadAllWords('zh-Hans');
export const WORDS = wordsFor(CODE);
const registrationWords = await loadRegistrationWords('zh-Hans');
export const registrationWordsFor = (code: string) => registrationWords(code).registration;
/** The words of a visit to the counter, for a unit of the code's class. */
export const papersFor = (code: string) => registrationWords(code).papers;
export const REGISTRATION_WORDS = registrationWordsFor(CODE);

const { prompt, gate, form, results, kept } = WORDS;

/** The text of a success, after the unit's name in brackets. */
export const CERTIFIED = results.certified('|').text[0]!.split('|')[1]!.slice(1);

/** The titles of the dialogs. */
export const TITLES = {
  prompt: prompt.ask.title,
  unreachable: results.trouble.network.title,
  offline: results.trouble.offline.title,
  notice: results.notice.title,
  operator: results.operator.title,
  gate: gate.ask('', true).title,
  form: form.title,
  certified: results.certified('').title,
  alreadyCertified: results.alreadyCertified('').title,
  rejected: results.rejected.otherwise.title,
  refusedEarlier: results.earlier,
  pending: results.pending.title,
  unavailable: results.trouble.unavailable.title,
  tooManyRequests: results.trouble['too-many-requests'].title,
  tooManyAttempts: results.tooManyAttempts('').title,
  misconfigured: results.trouble.misconfigured.title,
  sessionExpired: results.trouble['session-expired'].title,
  loggedInHere: results.loggedInHere.title,
  loginChanged: results.loginChanged('').title,
  recheckConsent: kept.consent.recheck.title,
  recheckKept: kept.rechecking('').title,
  recheckDiffers: kept.differs.title,
  counterConsent: kept.consent.counter.title,
  caseOpened: kept.opened,
  caseWaiting: kept.waiting,
  unitRejected: REGISTRATION_WORDS.refused['unit-mismatch'].title,
  peopleRejected: REGISTRATION_WORDS.refused.otherwise.title,
  registered: REGISTRATION_WORDS.done.title,
};

const fields = { ...form.fields, ...REGISTRATION_WORDS.fields };

/** The label of the field with this path in the request's body. */
export const labelOf = (path: keyof typeof fields): string => fields[path].label;

/** An empty field's error. */
export const requiredOf = (path: keyof typeof fields): string =>
  form.error('name', 'required', labelOf(path), 0);

/** An error of the fields that only registration has. */
export const registrationError = (
  field: keyof typeof REGISTRATION_WORDS.fields,
  code: Parameters<typeof form.error>[1],
): string => REGISTRATION_WORDS.fields[field].errors![code]!;

/** Matches the text with any other digits, for a moment that depends on the clock. */
export const withAnyDigits = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d+/g, '\\d+'));
