/** How the words that only registration has come, and come together with those of the form. */
import type { LocaleModule } from '../locale.ts';
import type { RegistrationWords } from '../locales/registration.ts';
import type { Locale } from '../locales/words.ts';

/** What a locale's chunk exports. */
interface RegistrationModule {
  registration: RegistrationWords;
}

/** All that the registration form says. */
export interface AllWords extends LocaleModule {
  registration: RegistrationWords;
}

export const combined = ({ entry, form, result }: LocaleModule, own: RegistrationWords): AllWords => ({
  entry,
  result: { ...result, trouble: { ...result.trouble, 'session-expired': own.sessionExpired } },
  registration: own,
  form: {
    ...form,
    applicant: own.applicant,
    fields: { ...form.fields, ...own.fields },
    error: (kind, code, label) => own.error(kind, code, label) ?? form.error(kind, code, label),
  },
});

export const loadRegistrationWords = (locale: Locale): Promise<RegistrationModule> =>
  locale === 'en'
    ? import('../locales/registration-en.ts')
    : locale === 'zh-Hant'
      ? import('../locales/registration-zh-Hant.ts')
      : import('../locales/registration-zh-Hans.ts');
