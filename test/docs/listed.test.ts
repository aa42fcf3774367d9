/**
 * The guides name every language, every role of the desk, every field of the forms, what commands tell of submissions and people, and every
 * environment variable.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../bff/cli/commands.ts';
import { parse } from '../../bff/cli/parse.ts';
import {
  CERTIFICATION_FIELDS,
  type CertificationFieldId,
  type FieldDefinition,
} from '../../bff/contract/forms.ts';
import { registrationFields, type RegistrationFieldId } from '../../bff/contract/registration-fields.ts';
import { DESK_ROLES } from '../../bff/desk/people/access.ts';
import type { Assertion } from '../../bff/registration/assertion.ts';
import type { SubmissionSeen } from '../../bff/staff/submissions.ts';
import type { Erased, SubjectCounts } from '../../bff/upkeep/subject.ts';
import { VARIABLES } from '../../bff/server/config.ts';
import { readSettings } from '../../demo/settings.ts';
import { LOCALES } from '../../widget/locales/index.ts';
import { AGENT_FIELDS, LEGAL_FIELDS, REGISTRATION_IDS } from '../support/fields.ts';
import { LANGUAGES, readDocument, readPage, root } from './support/pages.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  it('embedding.md names every language', () => {
    const [, values = ''] = /^\| `locale` \|(.*?)\|/m.exec(readPage(language, 'embedding.md')) ?? [];
    expect(LOCALES.filter((locale) => !values.includes(`\`${locale}\``))).toEqual([]);
  });
});

it.each([
  ['docs/zh/desk.md', /角色声明((?:、? ?`\w+`)+)/],
  ['docs/zh/environment.md', /值是 ((?:、?`\w+`)+)/],
  ['docs/en/environment.md', /\| `DESK_ROLES_CLAIM` \|.*?((?:(?:, | and )?`\w+`)+) \|/],
])('%s names every role', (page, where) => {
  const [, values = ''] = where.exec(readDocument(page)) ?? [];
  expect(values.match(/\w+(?=`)/g)).toEqual([...DESK_ROLES]);
});

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

/** The row of a table of compliance.md that begins so. */
const rowOf = (begins: string): string => {
  const found = readPage('zh', 'compliance.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${begins} |`));
  if (found === undefined) throw new Error(`compliance.md has no row of ${begins}`);
  return found;
};

describe('compliance.md', () => {
  const counted = (count: number) => `${'零一两三四五六七八九'[count]}项`;
  const isOfPerson = ({ id, control }: FieldDefinition) =>
    !id.startsWith('unit.') && control !== 'date' && control !== 'choice';
  const ofPeople = registrationFields(CERTIFICATION_FIELDS).filter(isOfPerson);

  it('counts the fields of a certification', () => {
    expect(rowOf('5、6')).toContain(
      `认证只要${counted(LEGAL_FIELDS)}信息，代理人再加${counted(AGENT_FIELDS)}`,
    );
  });

  it.each(REGISTRATION_IDS)('names what a registration needs besides: %s', (id) => {
    expect(rowOf('5、6')).toMatch(SAID[id]);
  });

  it.each(ofPeople.map(({ id }) => id))('names %s among the personal data of the assessment', (id) => {
    expect(rowOf('个人信息')).toMatch(SAID[id as keyof typeof SAID]);
  });
});

/** What people typed that the portal gets. */
const TOLD: Record<Exclude<keyof Assertion, 'issuer' | 'siteId' | 'unit' | 'kinds' | 'id'>, RegExp> = {
  phone: SAID.phone,
  email: SAID.email,
};

describe.each(Object.entries(TOLD))('what the portal gets of a registration: %s', (claim, said) => {
  it.each(['⑤ 与门户的服务端', '21、23', '提供给谁'])('is in compliance.md, %s', (row) => {
    expect(rowOf(row)).toMatch(said);
  });

  it.each(LANGUAGES)('is among the claims in docs/%s/server-api.md', (language) => {
    expect(readPage(language, 'server-api.md')).toMatch(new RegExp(`^\\| \`${claim}\` +\\|`, 'm'));
  });
});

/** The department has no registration. */
const SAID_IN_ENGLISH: Record<CertificationFieldId, RegExp> = {
  'legalRepresentative.name': /legal representative’s name/,
  'legalRepresentative.idNumber': /legal representative’s [^.]*document number/,
  foundedOn: /founding date/,
  applicant: /agent verifies/,
  'agent.name': /agent’s name/,
  'agent.idNumber': /agent’s [^.]*document number/,
};

describe('the notice of the demo’s department', () => {
  const source = readFileSync(join(root, 'demo/department/app.ts'), 'utf8');
  const text = /What we ask for<\/h2>([^]*?)<h2>/.exec(source)![1]!.replace(/\s+/g, ' ');

  it.each(Object.entries(SAID_IN_ENGLISH))('names %s', (_field, said) => {
    expect(text).toMatch(said);
  });
});

const SUBMISSION: Record<keyof SubmissionSeen, true> = {
  id: true,
  reference: true,
  at: true,
  flow: true,
  siteId: true,
  applicant: true,
  outcome: true,
  finding: true,
};
const SUBJECT: Record<keyof SubjectCounts, true> = {
  representativeOf: true,
  handlerOf: true,
  certifications: true,
  waiting: true,
  unreadable: true,
  limits: true,
};
const ERASED: Record<keyof Erased['erased'], true> = { waiting: true };

describe.each(LANGUAGES)('docs/%s/command-line.md', (language) => {
  it.each([
    ['unit attempts', '[{ ', SUBMISSION],
    ['subject find', '{ ', SUBJECT],
    ['subject erase', '{ "erased": { ', ERASED],
  ])('has each member that `%s` answers', (command, before, members) => {
    const [, cell] = new RegExp(`^\\| \`${command}\` +\\| (.*)$`, 'm').exec(
      readPage(language, 'command-line.md'),
    )!;
    const names = Object.keys(members).map((name) => `"${name}"`);
    expect(cell).toContain(`\`${before}${names.join(', ')} }`);
  });
});

/** Names of the variables that the demo reads. Some of them are the service's too. */
function namesReadByDemo(): string[] {
  const names: string[] = [];
  readSettings(new Proxy({}, { get: (_, name) => void names.push(String(name)) }));
  return names;
}

const namesIn = (text: string): string[] =>
  [
    ...new Set(
      [...text.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell]) => cell!.match(/[A-Z][A-Z0-9_]+/g) ?? []),
    ),
  ].sort();

describe.each(LANGUAGES)('docs/%s/environment.md', (language) => {
  it('has each variable', () => {
    expect(namesIn(readPage(language, 'environment.md'))).toEqual(
      [...new Set([...VARIABLES, ...namesReadByDemo()])].sort(),
    );
  });
});

it('serve --help lists each variable', () => {
  const help = parse(['serve', '--help'], COMMANDS);
  if (help.kind !== 'help') throw new Error('no help');
  for (const name of VARIABLES) expect(help.text).toMatch(new RegExp(`^ +${name}$`, 'm'));
});
