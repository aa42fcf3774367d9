import { expect } from '@open-wc/testing';
import { lastDayOf, nextTimeOf } from '../../../widget/locales/dates.ts';
import { LOCALES, type Locale, loadRegistrationWords, nearestLocale } from '../../../widget/locales/index.ts';
import type { RegistrationWords } from '../../../widget/registration/registration-words.ts';
import { grouped } from '../../../widget/form/numbers.ts';
import { groupPhone } from '../../../bff/contract/contact.ts';
import { unitNames as english } from '../../../widget/locales/en/unit-names.ts';
import { unitNames as simplified } from '../../../widget/locales/zh-Hans/unit-names.ts';
import { unitNames as traditional } from '../../../widget/locales/zh-Hant/unit-names.ts';
import { combined } from '../../../widget/registration/words.ts';
import { loadAllWords } from '../../support/words.ts';
import { sentences, shapeOf } from '../support/words.ts';

const UNIT_NAMES = { 'zh-Hans': simplified, 'zh-Hant': traditional, en: english };

/** A code of each class with its own names, and an empty one. */
const CODES = ['', '11', '12', '31', '51', '52', '53', '81', '91', '92', 'N3'].map(
  (first) => first && first.padEnd(18, '0'),
);

const wordsOf = async (locale: Locale, code?: string) => (await loadAllWords(locale))(code);

async function registrationOf(locale: Locale, code?: string): Promise<RegistrationWords> {
  return (await loadRegistrationWords(locale))(code).registration;
}

/** All texts of a language, for units of every class. */
async function saidIn(locale: Locale, codes = CODES): Promise<string[]> {
  const said = await Promise.all(
    codes.map(async (code) =>
      sentences({ ...(await wordsOf(locale, code)), ...(await registrationOf(locale, code)) }),
    ),
  );
  return [...new Set(said.flat())];
}

describe('the last day of a deadline', () => {
  for (const [end, day] of [
    ['2026-12-28T15:59:59.999Z', '2026年12月28日'],
    ['2026-12-28T16:00:00.000Z', '2026年12月28日'],
    ['2026-12-28T20:13:00.000Z', '2026年12月28日'],
    ['2026-12-28T15:00:00.000Z', '2026年12月27日'],
  ] as const)
    it(`is whole: ${end}`, () => expect(lastDayOf('zh-Hans')(end)).to.equal(day));
});

describe('locales', () => {
  for (const locale of LOCALES)
    it(`say to the one who was overtaken that what the form sends is needed no more: ${locale}`, async () => {
      const { succession } = (await wordsOf(locale)).center;
      for (const way of ['replace', 'withdraw'] as const) {
        const [, deed] = /(?:再| )(\p{L}+)[.。]$/u.exec(succession.overtaken[way].text.join(''))!;
        expect(succession[way].submit.toLowerCase()).to.match(new RegExp(`^${deed}`));
      }
    });

  it('are chosen by the nearest language', () => {
    const expected: [string, Locale][] = [
      ['', 'zh-Hans'],
      ['zh', 'zh-Hans'],
      ['zh-CN', 'zh-Hans'],
      ['zh-SG', 'zh-Hans'],
      ['zh-Hant', 'zh-Hant'],
      ['zh-TW', 'zh-Hant'],
      ['zh-hk', 'zh-Hant'],
      ['zh_MO', 'zh-Hant'],
      ['zh-Hant-CN', 'zh-Hant'],
      ['zh-Hans-HK', 'zh-Hans'],
      ['zh-TW-u-ca-roc', 'zh-Hant'],
      ['en-Latn-US', 'en'],
      ['en-GB', 'en'],
      ['EN', 'en'],
      ['tlh', 'zh-Hans'],
      ['constructor', 'zh-Hans'],
      ['zh--TW', 'zh-Hans'],
      ['enm', 'zh-Hans'],
    ];
    for (const [language, locale] of expected) expect(nearestLocale(language), language).to.equal(locale);
  });

  it('have the same words, none empty', async () => {
    const reference = await wordsOf('zh-Hans');
    for (const locale of LOCALES) {
      const words = await wordsOf(locale);
      for (const part of ['prompt', 'form', 'results', 'center', 'gate', 'kept'] as const)
        expect(shapeOf(words[part]), `${locale} ${part}`).to.deep.equal(shapeOf(reference[part]));
      for (const sentence of sentences({ ...words })) expect(sentence.trim(), locale).not.to.equal('');
    }
  });

  it('have the same words for registration, none empty, and a text for every kind of error', async () => {
    const reference = await registrationOf('zh-Hans');
    for (const locale of LOCALES) {
      const registration = await registrationOf(locale);
      expect(shapeOf(registration), locale).to.deep.equal(shapeOf(reference));
      for (const sentence of sentences(registration)) expect(sentence.trim(), locale).not.to.equal('');
      const { form } = combined((await loadRegistrationWords(locale))());
      const codes = ['required', 'bad-format', 'wrong', 'expired', 'unproven'] as const;
      expect(
        new Set(
          codes.map((code) => registration.fields.code.errors?.[code] ?? form.error('text', code, 'X', 6)),
        ).size,
        locale,
      ).to.equal(codes.length);
    }
  });

  it('write times in their own language', async () => {
    const at = '2026-12-28T08:00:00Z';
    for (const locale of LOCALES) {
      const { results } = await wordsOf(locale);
      expect(results.when(at), locale).to.include(nextTimeOf(locale)(at));
    }
  });

  it('tell when the button of the next try can be pressed', async () => {
    const said = (locale: Locale, seconds: number) =>
      wordsOf(locale).then(({ results: { wait, inSeconds } }) => wait('·', inSeconds(seconds)));
    expect(await said('en', 1)).to.equal('Select “·” in 1 second.');
    expect(await said('en', 2)).to.equal('Select “·” in 2 seconds.');
    expect(await said('zh-Hans', 2)).to.equal('请在2秒后点击“·”。');
    const { wait, when } = (await wordsOf('en')).results;
    expect(wait('·', when('2026-11-24T08:00:00Z'))).to.match(/^Select “·” after November\u00a024/);
  });

  it('have no exclamation marks, and name no system errors', async () => {
    for (const locale of LOCALES)
      for (const sentence of await saidIn(locale))
        expect(sentence, locale).not.to.match(/[!！]|系统错误|系統錯誤/);
  });

  it('have the punctuation of their language', async () => {
    const wrong: Record<Locale, [string, RegExp][]> = {
      // GB/T 15834: full width, “ ” for quotes.
      'zh-Hans': [
        ['quotes of another script', /[「」『』"']/],
        [
          'a half-width sign beside a character',
          /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?!\w)/u,
        ],
        ['a quote that is not closed', /^[^“”]*”|“[^”]*(“|$)/],
      ],
      'zh-Hant': [
        ['quotes of another script', /[“”‘’"']/],
        [
          'a half-width sign beside a character',
          /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?!\w)/u,
        ],
        ['a quote that is not closed', /^[^「」]*」|「[^」]*(「|$)/],
      ],
      en: [
        ['a straight quote', /["']/],
        ['two full stops, or two spaces', /[^.]\.\.(?!\.)| {2}/],
        ['a sign of Chinese', /[，。；：？（）「」《》]/],
      ],
    };
    for (const locale of LOCALES)
      for (const sentence of await saidIn(locale))
        for (const [what, pattern] of wrong[locale]) expect(sentence, what).not.to.match(pattern);
  });

  it('have no space between a Chinese character and a digit or a letter', async () => {
    // A space between a date and its time is allowed.
    const withoutMoments = (sentence: string): string => sentence.replace(/日 (?=\d\d:\d\d)/g, '日');
    for (const locale of ['zh-Hans', 'zh-Hant'] as const)
      for (const sentence of await saidIn(locale))
        expect(withoutMoments(sentence), locale).not.to.match(
          /\p{Script=Han}\s[\p{L}\p{N}]|(?!\p{Script=Han})[\p{L}\p{N}]\s\p{Script=Han}/u,
        );
  });

  it('promise nothing false, and name no certificate before the class is known', async () => {
    const wrong =
      /通知您|隨時|随时|或先核[对對]|登[录入]后点击|登入後點擊|工商|tell you|whenever you|business licen[cs]e|business regist/i;
    for (const locale of LOCALES)
      for (const sentence of await saidIn(locale, [''])) expect(sentence, locale).not.to.match(wrong);
  });

  it('name the founding date only at its own field, and to a unit that has typed one', async () => {
    for (const locale of LOCALES)
      for (const code of CODES) {
        const { form, results, unit } = await wordsOf(locale, code);
        const { fields } = (await loadRegistrationWords(locale))(code).form;
        const own = sentences([
          form.fields.foundedOn,
          fields.foundedOn,
          results.asOfBefore,
          unit.foundingDatePlace,
        ]);
        const named = (await saidIn(locale, [code])).filter((said) => /成立日期|founding date/i.test(said));
        expect(
          named.filter((said) => !own.includes(said)),
          `${locale} ${code}`,
        ).to.deep.equal([]);
      }
  });

  it('name no certificate and no authority of another class of units', async () => {
    for (const locale of LOCALES)
      for (const code of CODES) {
        const { unit } = await wordsOf(locale, code);
        const { certificate, authority } = UNIT_NAMES[locale];
        const names = [...Object.values(certificate), ...Object.values(authority)];
        const own = [unit.certificate, unit.authority];
        for (const said of await saidIn(locale, [code])) {
          const others = own.reduce((text, name) => text.replaceAll(name, ''), said);
          expect(
            names.filter((name) => others.includes(name)),
            `${locale} ${code}: ${said}`,
          ).to.deep.equal([]);
        }
      }
  });

  it('ask for consent at the sending button, with the same name of the notice everywhere', async () => {
    const asked = async (locale: Locale): Promise<string> => {
      const { form } = await wordsOf(locale);
      return `${form.consent(form.submit)}${form.privacy}`;
    };
    expect(await asked('zh-Hans')).to.equal('点击“提交”即表示您已阅读并同意《个人信息处理说明》');
    expect(await asked('zh-Hant')).to.equal('點擊「提交」即表示您已閱讀並同意《個人資料處理說明》');
    expect(await asked('en')).to.equal(
      'By selecting “Submit” you confirm that you have read and accept How we use personal data',
    );
    const { form } = await wordsOf('zh-Hans');
    expect(form.fields['legalRepresentative.name']!.hint).to.include('2至30个字');
    for (const locale of LOCALES) {
      const { form: words } = await wordsOf(locale);
      const notice = /个人信息|個人資料|隐私|隱私|personal data|privacy/i;
      const named = (await saidIn(locale)).filter(
        (sentence) => /说明|說明|notice|政策|use personal data/i.test(sentence) && notice.test(sentence),
      );
      expect(named, locale).to.deep.equal([words.privacy]);
    }
  });

  it('have a text for every error of each kind of field', async () => {
    const codes = [
      'required',
      'too-short',
      'too-long',
      'bad-characters',
      'bad-check-digit',
      'bad-date',
      'in-the-future',
      'no-such-day',
      'resident-length',
      'permit-length',
      'unknown-document',
      'digit-in-name',
      'sign-in-name',
      'bad-format',
      'unexpected',
    ] as const;
    for (const locale of LOCALES) {
      const { form } = await wordsOf(locale);
      const messages = codes.map((code) => form.error('number', code, 'X', 17));
      // Two fall-back codes share a text.
      expect(new Set(messages).size, locale).to.equal(codes.length - 1);
    }
  });

  it('name the head when a certification has lapsed because the head changed, and only then', async () => {
    const reasons = ['representative-changed', 'registration-changed', 'unit-not-active'] as const;
    for (const locale of LOCALES) {
      const { again, unit } = await wordsOf(locale);
      const named = reasons.filter((reason) => again.lapsed(reason).includes(unit.head));
      expect(named, locale).to.deep.equal(['representative-changed']);
    }
  });

  it('show times in China Standard Time, never too early', async () => {
    const now = Date.parse('2026-11-24T15:58:30Z'); // 23:58:30 in China
    const { results } = await wordsOf('zh-Hans');
    const said = (seconds: number): string => results.when(now + seconds * 1000);
    expect(said(10)).to.equal('在11月24日 23:59后');
    expect(said(60)).to.equal('在11月25日 00:00后');
    expect(said(90)).to.equal('在11月25日 00:00后');
    expect(said(3 * 86_400)).to.equal('在11月27日 23:59后');
    expect(results.when(undefined)).to.equal('稍后');
    const english = (await wordsOf('en')).results;
    expect(english.when(now + 90_000)).to.equal('after November\u00A025 at 00:00');
    expect(english.when(undefined)).to.equal('later');
  });
});

describe('numbers', () => {
  it('are grouped for reading', () => {
    expect(grouped('11010519491231002X')).to.equal('110105 19491231 002X');
    expect(grouped('H12345678'), 'only residents’ numbers have groups').to.equal('H12345678');
    expect(grouped('')).to.equal('');
    expect(groupPhone('13800138000')).to.equal('138 0013 8000');
  });
});
