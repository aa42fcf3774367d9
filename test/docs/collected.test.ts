/** The pages that tell people what is collected name each field of the forms. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CertificationFieldId } from '../../bff/contract/forms.ts';
import type { EMAIL, PHONE, UNIT_FIELDS } from '../../bff/contract/registration-fields.ts';
import { readPage, root } from './support/pages.ts';

type RegistrationFieldId = (typeof UNIT_FIELDS)[number]['id'] | typeof EMAIL.id | typeof PHONE.id;

const SAID: Record<CertificationFieldId | RegistrationFieldId, RegExp> = {
  'legalRepresentative.name': /法定代表人[^。；]*姓名/,
  'legalRepresentative.idNumber': /法定代表人[^。；]*证件号/,
  foundedOn: /成立日期/,
  applicant: /代理人/,
  'agent.name': /代理人[^。；]*姓名/,
  'agent.idNumber': /代理人[^。；]*证件号/,
  'unit.name': /注册[^。；]*单位名称/,
  'unit.code': /注册[^。；]*代码/,
  email: /注册[^。；]*邮箱/,
  phone: /注册[^。；]*手机号码/,
};

describe.each([
  ['the demo’s notice', readFileSync(join(root, 'demo/portal/privacy-page.ts'), 'utf8')],
  ['what browsers send, in compliance.md', /^\| ① .*$/m.exec(readPage('zh', 'compliance.md'))![0]],
])('%s', (_, text) => {
  it.each(Object.entries(SAID))('names %s', (_field, said) => {
    expect(text).toMatch(said);
  });
});
