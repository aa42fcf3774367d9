/** The state of a form's fields: values, errors and doubts, without a page. */
import { expect } from '@open-wc/testing';
import { fieldsOf } from '../../../bff/contract/forms.ts';
import { FieldSet } from '../../../widget/form/field-set.ts';
import type { InputField } from '../../../widget/form/fields.ts';
import { Draft } from '../../../widget/session/draft.ts';

const [NAME, NUMBER] = fieldsOf('market').slice(0, 2) as unknown as [InputField, InputField];

const fieldSet = (draft = new Draft()): FieldSet =>
  new FieldSet(
    () => draft,
    () => [NAME, NUMBER],
    () => '2026-11-24',
  );

describe('the fields of a form', () => {
  it('show an error when the field is left, and no longer than until it is mended', () => {
    const fields = fieldSet();
    fields.type(NAME, '张');
    expect(fields.state(NAME).error).to.equal(undefined);
    expect(fields.leave(NAME)).to.equal(true);
    expect(fields.state(NAME).error).to.equal('too-short');
    fields.type(NAME, '张三');
    expect(fields.state(NAME).error).to.equal(undefined);
    expect(fields.leave(NAME)).to.equal(false);
  });

  it('write a right number in its groups, and send it without', () => {
    const fields = fieldSet();
    fields.type(NAME, '张三');
    fields.type(NUMBER, '11010519491231002x');
    expect(fields.body()).to.deep.equal({
      legalRepresentative: { name: '张三', idNumber: '11010519491231002X' },
    });
    expect(fields.state(NUMBER).value).to.equal('110105 19491231 002X');
  });

  it('send no doubt that only the press that sends it has brought up', () => {
    const fields = fieldSet();
    fields.type(NAME, '张总');
    fields.type(NUMBER, '11010519491231002X');
    fields.beginPress();
    fields.leave(NAME);
    expect(fields.body()).to.equal(undefined);
    expect(fields.wrong()).to.deep.equal([NAME]);
    expect(fields.state(NAME).doubt).to.equal('title-in-name');
    fields.endPress();
    expect(fields.body()).to.deep.include({
      legalRepresentative: { name: '张总', idNumber: '11010519491231002X' },
    });
  });

  it('offer to confirm an error only where that makes the value right', () => {
    const fields = fieldSet();
    fields.type(NUMBER, '110105194912310021');
    fields.leave(NUMBER);
    expect(fields.state(NUMBER)).to.include({ error: 'bad-check-digit', canConfirm: false });
    fields.type(NUMBER, '13800138000');
    fields.leave(NUMBER);
    expect(fields.state(NUMBER)).to.include({ error: 'resident-length', canConfirm: true });
    fields.confirm(NUMBER);
    expect(fields.state(NUMBER)).to.include({ error: undefined, canConfirm: false });
    expect(fields.value(NUMBER)).to.equal('13800138000');
  });

  it('know that a number was cleared until something is typed', () => {
    const draft = new Draft();
    const fields = fieldSet(draft);
    fields.type(NUMBER, '11010519491231002X');
    draft.expireNumbers();
    expect(fields.state(NUMBER)).to.include({ value: '', hasExpired: true });
    fields.type(NUMBER, '1');
    expect(fields.state(NUMBER).hasExpired).to.equal(false);
  });
});
