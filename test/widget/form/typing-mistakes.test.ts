/**
 * Typical typing mistakes: each is corrected or shown at the field, and none reaches the server unchanged, unless a register can have it:
 * then it is sent after the user has seen the warning.
 */
import { expect } from '@open-wc/testing';
import { checkIdNumber } from '../../../bff/contract/identifiers.ts';
import { comparableName } from '../../../bff/registry/names.ts';
import { type Page, bodyOf, cleanUp, openFilledForm, openForm } from '../support/page.ts';
import {
  AGENT,
  LEGAL,
  active,
  button,
  chooseAgent,
  fill,
  input,
  press,
  query,
  see,
  shown,
} from '../support/user.ts';
import { answered } from '../support/scripted.ts';
import { WORDS, labelOf } from '../../support/words.ts';
import { waitUntil } from '../support/wait.ts';

const NAME = 'legalRepresentative.name' as const;
const NUMBER = 'legalRepresentative.idNumber';
const DATE = 'foundedOn';

type Slip = [what: string, path: string, typed: string, told: string];

const { fields, error } = WORDS.form;
type Told = Parameters<typeof error>[1];
const atNumber = (code: Told, characters = 0): string => error('number', code, '', characters);
const atName = (code: Told): string => error('name', code, fields[NAME].label, 0);
const atDate = (code: Told): string => error('date', code, fields[DATE].label, 0);
const resident = (characters: number): string => atNumber('resident-length', characters);
const permit = (characters: number): string => atNumber('permit-length', characters);
const digits = (characters: number): string => atNumber('resident-length', characters);

const CHECK = atNumber('bad-check-digit');
const UNKNOWN = atNumber('unknown-document');
const CHARACTERS = atNumber('bad-characters');
const FORMAT = atDate('bad-date');
const DIGITS = atName('digit-in-name');
const TITLE = atName('title-in-name');
const UNIT_NAME = atName('unit-in-name');
const DATE_LIKE = atNumber('date-for-number');
const SIGNS = atName('sign-in-name');

const TOLD: readonly Slip[] = [
  ['a digit missing in the middle', NUMBER, '1101051949123102X', resident(17)],
  ['the last character missing', NUMBER, '11010519491231002', resident(17)],
  ['two digits missing', NUMBER, '1101051949123100', resident(16)],
  ['a birth year of two digits with an X', NUMBER, '1101054912310 02X', resident(16)],
  ['a digit doubled', NUMBER, '110105194912331002X', resident(19)],
  ['a digit added at the end', NUMBER, '4405241880010100144', resident(19)],
  [
    'pasted twice',
    NUMBER,
    '11010519491231002X11010519491231002X',
    WORDS.form.error('number', 'too-long', labelOf('legalRepresentative.idNumber'), 0),
  ],
  ['a digit mistyped', NUMBER, '11010519491281002X', CHECK],
  ['neighbours swapped', NUMBER, '11010519492131002X', CHECK],
  ['neighbours swapped at the start', NUMBER, '11100519491231002X', CHECK],
  ['the last two swapped', NUMBER, '1101051949123100X2', CHECK],
  ['a digit for the X', NUMBER, '110105194912310020', CHECK],
  ['the letter O for a zero', NUMBER, '11O10519491231002X', UNKNOWN],
  ['the letter l for a one', NUMBER, 'l1010519491231002X', UNKNOWN],
  ['masked', NUMBER, '110105********002X', CHARACTERS],
  ['a mobile number', NUMBER, '13800138000', digits(11)],
  ['a unit code', NUMBER, '91320100MA1DEM015L', UNKNOWN],
  ['an old registration number', NUMBER, '320100000012345', resident(15)],
  ['a bank card', NUMBER, '6222020200012345678', resident(19)],
  ['the name', NUMBER, '张三', CHARACTERS],
  ['the name in Latin letters', NUMBER, 'zhangsan', UNKNOWN],
  ['a permit with a digit added', NUMBER, 'M032178455', permit(10)],
  ['day, month, year', DATE, '18-05-2001', FORMAT],
  ['month, day, year', DATE, '05/18/2001', FORMAT],
  ['year, day, month', DATE, '2001-18-05', FORMAT],
  ['a year of two digits', DATE, '01-05-18', FORMAT],
  ['no day', DATE, '2001年5月', FORMAT],
  ['a day that does not exist', DATE, '2001-02-30', atDate('no-such-day')],
  ['a century too late', DATE, '2101-05-18', atDate('in-the-future')],
  ['a digit in the name', NAME, '张三1', DIGITS],
  ['the number', NAME, LEGAL.idNumber, DIGITS],
  ['half a name', NAME, '张', atName('too-short')],
  ['two persons', NAME, '张三、李四', SIGNS],
  ['a title in brackets', NAME, '张三（总经理）', SIGNS],
  ['the unit', NAME, '云川江月软件有限公司', UNIT_NAME],
  ['half-width brackets', NAME, '张三(法人)', SIGNS],
  ['a dash for the dot', NAME, '阿依古丽-买买提', SIGNS],
  ['brackets around', NAME, '<张三>', SIGNS],
  ['a full stop', NAME, '张三。', SIGNS],
];

const DOUBTED: readonly Slip[] = [
  ['an old registration number with a date in it', NUMBER, '320100700101234', resident(15)],
  ['the old number of 15 digits', NUMBER, '110105491231002', resident(15)],
  ['a permit with a digit missing', NUMBER, 'H0321784', permit(8)],
  ['a Taiwan permit with a digit added', NUMBER, '012345678', digits(9)],
  ['a date', NUMBER, '20010518', DATE_LIKE],
  ['a date of another form', NUMBER, '2001-05-18', DATE_LIKE],
  ['a form of address', NAME, '张三先生', TITLE],
  ['an office', NAME, '张总', TITLE],
];

const READ: readonly [what: string, path: string, typed: string][] = [
  ['pasted spaces', NUMBER, ' 110105 19491231 002X '],
  ['full-width characters', NUMBER, '１１０１０５１９４９１２３１００２Ｘ'],
  ['a small x and hyphens', NUMBER, '110105-19491231-002x'],
  ['a sign of multiplication for the X', NUMBER, '11010519491231002×'],
  ['a Cyrillic X', NUMBER, '11010519491231002Х'],
  ['unseen characters', NUMBER, '‭11010519491231002X‬'],
  ['no separators', DATE, '20010518'],
  ['in words', DATE, '2001 年 5 月 18 日'],
  ['full-width dots', DATE, '２００１．０５．１８'],
  ['a space in the name', NAME, '张 三'],
  ['a wide space in the name', NAME, '　张　三'],
  ['unseen characters in the name', NAME, '张​三'],
];

const LEGAL_PERSON = { name: LEGAL.name, idNumber: LEGAL.idNumber };

const submissions = async (page: Page): Promise<number> => (await page.arrived('submit')).length;

describe('typing mistakes', () => {
  afterEach(cleanUp);

  it('are at least forty', () => expect(TOLD.length + READ.length).to.be.at.least(40));

  for (const [what, path, typed, told] of TOLD)
    it(`${path}, ${what}: shown at the field`, async () => {
      const page = await openFilledForm({ submit: [answered('rejected', { reason: 'registry-mismatch' })] });
      fill(page.element, path, typed);
      press(page.element, WORDS.form.submit);
      await see(page.element, told);
      await waitUntil(() => active(page) === input(page.element, path), 'the focus is at the field');
      expect(input(page.element, path).getAttribute('aria-invalid')).to.equal('true');
      expect(await submissions(page)).to.equal(0);
    });

  for (const [what, path, typed, told] of DOUBTED)
    it(`${path}, ${what}: a warning at the field, and sent when the user has seen it`, async () => {
      const page = await openFilledForm({ submit: [answered('certified')] });
      const field = input(page.element, path);
      fill(page.element, path, typed);
      await see(page.element, told);
      expect(field.getAttribute('aria-invalid')).to.equal('false');
      expect(query(page.element, `#${field.id}-error .warning`).textContent).to.include(told);
      press(page.element, WORDS.form.submit);
      const { legalRepresentative: sent } = (await bodyOf(page)) as { legalRepresentative: typeof LEGAL };
      const checked = checkIdNumber(path === NUMBER ? typed : LEGAL.idNumber);
      expect({ ok: true, value: sent.idNumber }).to.deep.equal(checked);
      expect(sent.name).to.equal(path === NAME ? typed : LEGAL.name);
    });

  it('that may be none are shown first when the form is sent out of the field', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    const field = input(page.element, NUMBER);
    const type = (typed: string): void => {
      field.value = typed;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    };
    const send = () => field.form!.requestSubmit();
    field.focus();
    type('567890123');
    expect(shown(page.element)).not.to.include(digits(9));
    send();
    await see(page.element, digits(9));
    await waitUntil(() => active(page) === field);
    expect(await submissions(page)).to.equal(0);
    type('5678901');
    send();
    await see(page.element, digits(7));
    expect(await submissions(page)).to.equal(0);
    send();
    expect(await bodyOf(page)).to.deep.include({
      legalRepresentative: { name: LEGAL.name, idNumber: '5678901' },
    });
  });

  it('that may be none are shown first when the press that sends the form has left the field', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    const field = input(page.element, NAME);
    field.focus();
    field.value = '张总';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const pressed = button(page.element, WORDS.form.submit);
    const click = (): void => {
      const options = { bubbles: true, composed: true, cancelable: true };
      pressed.dispatchEvent(new MouseEvent('mousedown', options));
      field.blur();
      pressed.dispatchEvent(new MouseEvent('mouseup', options));
      pressed.click();
    };
    click();
    await see(page.element, TITLE);
    await waitUntil(() => active(page) === field);
    expect(await submissions(page)).to.equal(0);
    click();
    expect(await bodyOf(page)).to.deep.include({ legalRepresentative: { ...LEGAL_PERSON, name: '张总' } });
  });

  for (const [what, path, typed] of READ)
    it(`${path}, ${what}: corrected`, async () => {
      const page = await openFilledForm({ submit: [answered('certified')] });
      fill(page.element, path, typed);
      press(page.element, WORDS.form.submit);
      const { legalRepresentative, foundedOn } = (await bodyOf(page)) as {
        legalRepresentative: typeof LEGAL;
        foundedOn: string;
      };
      const name = comparableName(legalRepresentative.name);
      expect({ ...legalRepresentative, name, foundedOn }).to.deep.equal(LEGAL);
    });

  it('of an agent are shown too', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    await chooseAgent(page.element);
    fill(page.element, 'agent.name', '李4');
    fill(page.element, 'agent.idNumber', AGENT.idNumber.slice(1));
    press(page.element, WORDS.form.submit);
    await see(page.element, error('name', 'digit-in-name', fields['agent.name'].label, 0));
    expect(shown(page.element)).to.include(resident(17));
    expect(await submissions(page)).to.equal(0);
  });
});

describe(WORDS.form.meant.number, () => {
  afterEach(cleanUp);

  it('accepts a number of an unknown form after the user’s confirmation', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    const field = input(page.element, NUMBER);
    fill(page.element, NUMBER, '56789012301');
    await see(page.element, digits(11));
    press(page.element, WORDS.form.meant.number);
    await waitUntil(() => active(page) === field && field.getAttribute('aria-invalid') === 'false');
    expect(shown(page.element)).not.to.include(WORDS.form.meant.number);
    press(page.element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.include({
      legalRepresentative: { name: LEGAL.name, idNumber: '56789012301' },
    });
  });

  it('is asked again after the number was emptied', async () => {
    const { element } = await openForm();
    fill(element, NUMBER, '56789012301');
    await see(element, WORDS.form.meant.number);
    press(element, WORDS.form.meant.number);
    await element.updateComplete;
    fill(element, NUMBER, '');
    fill(element, NUMBER, '56789012301');
    await see(element, WORDS.form.meant.number);
  });

  it('is the answer for numbers, and “姓名就是这样” when a name is like a unit’s', async () => {
    const page = await openFilledForm({ submit: [answered('certified')] });
    fill(page.element, NUMBER, 'M032178455');
    fill(page.element, NAME, '阿不都热合曼公司');
    await see(page.element, WORDS.form.meant.name);
    press(page.element, WORDS.form.meant.number);
    press(page.element, WORDS.form.meant.name);
    await page.element.updateComplete;
    press(page.element, WORDS.form.submit);
    expect(await bodyOf(page)).to.deep.include({
      legalRepresentative: { name: '阿不都热合曼公司', idNumber: 'M032178455' },
    });
  });

  it('is not offered for a doubtful number, which can be sent as it is', async () => {
    const { element } = await openForm();
    fill(element, NUMBER, '567890123');
    await see(element, digits(9));
    expect(shown(element)).not.to.include(WORDS.form.meant.number);
  });

  it('is not offered for a mistyped resident number, and is large enough to hit', async () => {
    const { element } = await openForm();
    fill(element, NUMBER, '110105194912310021');
    await see(element, CHECK);
    expect(shown(element)).not.to.include(WORDS.form.meant.number);
    fill(element, NUMBER, '11O10519491231002X');
    await see(element, WORDS.form.meant.number);
    expect(button(element, WORDS.form.meant.number).getBoundingClientRect().height).to.be.at.least(44);
    expect(
      query(element, '#legalRepresentative-idNumber-error').contains(
        button(element, WORDS.form.meant.number),
      ),
    ).to.equal(true);
  });
});
