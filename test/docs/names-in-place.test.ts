/** Names that exist somewhere are also right where they stand: an attribute at an element, a label at its metric, a problem code beside its status. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../bff/events/types.ts';
import { WEBHOOK_TYPES } from '../../bff/contract/webhook.ts';
import { type Access, ACCESS, type DeskRole } from '../../bff/desk/people/access.ts';
import { PROBLEM_CODES, type ProblemCode } from '../../bff/contract/wire.ts';
import { statusAndDetailOf } from '../../bff/http/problem.ts';
import { factsOf } from '../../bff/server/config.ts';
import { readSettings } from '../../demo/settings.ts';
import { namesOf, valuesOf } from './generated/elements.ts';
import { LABELS } from './generated/monitoring.ts';
import { DOCUMENTS, proseOf, readDocument, root } from './support/pages.ts';
import { codeOf, isOfTheProduct, SOURCES } from './support/sources.ts';

/** Attributes that any element may have in HTML, JSX and templates. */
const OF_ANY = ['class', 'hidden', 'id', 'is', 'key', 'lang', 'ref', 'slot', 'style', 'v-if', 'v-show'];

const hyphened = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Kind {
  /** Lists the wrong names in a text. */
  wrongIn: (text: string) => string[];
  /** A text with mistakes, and these. */
  example: [text: string, wrong: string[]];
}

const attributes = namesOf('attributes');

/** Events of the browser. */
const OTHER_EVENTS = ['error', 'invalid'];
const EVENT_NAMES: readonly string[] = [
  ...namesOf('events'),
  ...Object.keys(EVENTS),
  ...WEBHOOK_TYPES,
  ...OTHER_EVENTS,
  'unit-certification-unsupported',
];

const PEOPLE: Record<string, DeskRole> = { 热线: 'hotline', 核验: 'officer', 审计: 'auditor' };
/** Deeds at the desk, as the guides say them. */
const DEEDS: [RegExp, Access][] = [
  [/解除(次数)?限制/, 'unit.unlock'],
  [/重发|删除/, 'delivery.retry'],
  [/初核|核验材料/, 'case.propose'],
  [/复核(?!内容)/, 'case.confirm'],
  [/撤销认证/, 'certification.confirm-revocation'],
  [/离职的代理人/, 'certification.take-agent-off'],
  [/导出/, 'audit.export'],
  [/看记录/, 'audit.read'],
  [/核对有没有被改动/, 'audit.verify'],
];

const mayNot = (person: string, text: string): string[] =>
  DEEDS.filter(([words]) => words.test(text))
    .filter(([, access]) => !(ACCESS[access] as readonly DeskRole[]).includes(PEOPLE[person]!))
    .map(([words]) => `${person}人员：${words.exec(text)![0]}`);

/** Names of members, in whatever the service reads, writes or prints. */
const MEMBERS = new Set(
  globSync('bff/**/*.{ts,json}', { cwd: root }).flatMap((path) =>
    [
      ...readFileSync(join(root, path), 'utf8').matchAll(
        /\b(\w+)'?"?\??: |'([\w-]+)'|\b(\w+)(?=,? \}|, \w)/g,
      ),
    ].flatMap(([, member, word, short]) => member ?? word ?? short ?? []),
  ),
);

const commented = SOURCES.map(readDocument).join('\n');
const text = SOURCES.map(codeOf).join('\n');
const product = SOURCES.filter(isOfTheProduct).map(codeOf).join('\n').toUpperCase();

const exampleLines = SOURCES.filter((path) => path.startsWith('docs/examples/')).flatMap((path) =>
  codeOf(path).toLowerCase().split('\n'),
);

/** Names of pgBackRest, Prometheus, Element Plus, RFC 3927 and readers; standards that nothing of ours follows. */
const LITERALS_OF_OTHERS =
  '8432 #409 1878 1879 169.254.0.0/16 ES5 SM2 22239 39786 45574 /api/v1/targets access-control-allow-headers';

const spansOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
const isOfOthers = (literal: string): boolean =>
  LITERALS_OF_OTHERS.split(' ').some((other) => literal.toLowerCase().startsWith(other.toLowerCase()));

const DECISIONS = globSync('docs/decisions/0*.md', { cwd: root }).map((path) => basename(path).slice(0, 4));
/** Decisions that a text names by their numbers, in four digits. */
const decisionsIn = (text: string): string[] =>
  [...text.matchAll(/(?:decisions?|决[定策]) ?(\d{1,4}(?:(?:, | and |、|和)\d{1,4})*)\b/gi)].flatMap(
    ([, numbers]) => numbers!.match(/\d+/g)!.map((number) => number.padStart(4, '0')),
  );

const KINDS: Record<string, Kind> = {
  'numbers in code spans, and those of units and people': {
    wrongIn: (page) =>
      [...spansOf(page), ...(page.match(/(?<![\w-])\d[\dA-Z]{16}[\dA-Z](?![\w-])/g) ?? [])]
        .flatMap((code) => code.replace(/\b00\d\d-/g, '').match(/(?<![\w.#/])#?\d[\w.:/]*\d/g) ?? [])
        .filter((number) => !text.includes(number) && !isOfOthers(number)),
    example: ['`169.254.0.0/24`, `#0b5cad`', ['169.254.0.0/24']],
  },
  standards: {
    wrongIn: (page) =>
      [...page.matchAll(/\b(?:RFC|GB\/T|GB|ICAO) (\d{4,5})/g)]
        .filter(([found, number]) => !commented.includes(found) && !isOfOthers(number!))
        .map(([found]) => found),
    example: ['RFC 9457, RFC 9475', ['RFC 9475']],
  },
  'decisions by their numbers': {
    wrongIn: (page) => [
      ...[...page.matchAll(/\[\D{0,12}(\d{1,4})\]\([^)]*?(\d{4})-[\w-]+\.md/g)]
        .filter(([, said, linked]) => Number(said) !== Number(linked))
        .map(([found]) => found),
      ...decisionsIn(page).filter((number) => !DECISIONS.includes(number)),
    ],
    example: [
      '[决定 88](decisions/0044-a.md), [0014](0014-b.md), decisions 5 and 9999',
      ['[决定 88](decisions/0044-a.md', '0088', '9999'],
    ],
  },
  'headers of HTTP': {
    wrongIn: (page) =>
      spansOf(page)
        .filter((code) => /^[A-Z]\w+-[A-Z][\w-]+: [\w/-]+$/.test(code) && !isOfOthers(code))
        .filter((code) => {
          const [name, value] = code.toLowerCase().split(': ');
          return !exampleLines.some((line) => line.includes(name!) && line.includes(value!));
        }),
    example: ['`Cache-Control: no-store`, `Cache-Control: no-cache`', ['Cache-Control: no-cache']],
  },
  'algorithms and standards': {
    wrongIn: (page) =>
      [...proseOf(page).matchAll(/(?<![\w./-])[A-Z]{2,}\d+(?![\w])/g)]
        .map(([name]) => name)
        .filter((name) => !product.includes(name) && !isOfOthers(name)),
    example: ['ES256, ES384', ['ES384']],
  },
  'addresses of this machine': {
    wrongIn: (page) =>
      [...page.matchAll(/(?:localhost|127\.0\.0\.1):\d+(\/[\w/-]+)/g)]
        .map(([, path]) => path!)
        .filter((path) => ![`'${path}'`, `'${path}/`].some((quoted) => text.includes(quoted)))
        .filter((path) => !isOfOthers(path)),
    example: ['<http://localhost:8788/phone>, <http://localhost:8788/telephone>', ['/telephone']],
  },
  'attributes of the elements': {
    wrongIn: (text) =>
      [...text.matchAll(/<unit-(?:certification(?:-center)?|registration)((?:\s+[^<>]*?)?)\s*\/?>/g)].flatMap(
        ([, inside]) =>
          inside!
            .replace(/=("[^"]*"|'[^']*'|\{[^}]*\}|[^\s"'>]+)|\{[^}]*\}|…/g, ' ')
            .split(/\s+/)
            .map((name) => hyphened(name.replace(/^:/, '')))
            .filter((name) => /^[a-z]/.test(name) && !name.startsWith('on'))
            .filter((name) => ![...attributes, ...OF_ANY].includes(name)),
      ),
    example: ['<unit-certification tokenUrl="/a" known="certified" :key="1" />', ['known']],
  },
  'values of attributes': {
    wrongIn: (text) =>
      [...text.matchAll(/(?<![\w-])([a-z][a-z-]*)="([^"]*)"/g)]
        .filter(([, name, value]) => valuesOf(name!).length > 0 && !valuesOf(name!).includes(value!))
        .map(([found]) => found),
    example: ['`appearance="elder"`, `appearance="large"`', ['appearance="elder"']],
  },
  'defaults of variables': {
    wrongIn: (text) =>
      [...text.matchAll(/`([A-Z][A-Z\d_]+)` ?[(（](?:(?:by )?default |默认 )?(?:`([^`]+)`|(\d+))[)）]/g)]
        .filter(([, name]) => factsOf(name!).fallback !== undefined)
        .filter(([, name, code, number]) => !(code ?? number)!.endsWith(factsOf(name!).fallback!))
        .map(([found]) => found),
    example: ['`DATA_DIR` (default `./var`), `LAPSE_GRACE_DAYS` (30)', ['`DATA_DIR` (default `./var`)']],
  },
  'values of variables': {
    wrongIn: (text) =>
      [...text.matchAll(/`([A-Z][A-Z\d_]+)=([\w./:-]+)/g)]
        .filter(([, name, value]) =>
          name!.startsWith('DEMO_')
            ? isDeepStrictEqual(readSettings({ [name!]: value }), readSettings({}))
            : factsOf(name!).words?.includes(value!) === false,
        )
        .map(([, name, value]) => `${name}=${value}`),
    example: [
      '`DEMO_QA=false`, `DEMO_QA=off`, `CRYPTO_PROFILE=aes`',
      ['DEMO_QA=false', 'CRYPTO_PROFILE=aes'],
    ],
  },
  'parts and slots': {
    wrongIn: (text) => [
      ...[...text.matchAll(/::part\(([\w-]+)\)/g)]
        .map(([, part]) => part!)
        .filter((part) => !namesOf('cssParts').includes(part)),
      ...[...text.matchAll(/\bslot(?:="| `)([\w-]+)|插槽 `([\w-]+)`/g)]
        .map(([, slot, other]) => (slot ?? other)!)
        .filter((slot) => !namesOf('slots').includes(slot)),
    ],
    example: ['`::part(message)`, slot `hint`', ['message', 'hint']],
  },
  'labels of metrics': {
    wrongIn: (text) =>
      [...text.matchAll(/\b(unit_certification_\w+)\{([^}]*)\}/g)].flatMap(([, metric, labels]) =>
        labels!
          .split(',')
          .map((label) => label.split('=')[0]!.trim())
          .filter((label) => !LABELS.get(metric!)?.includes(label))
          .map((label) => `${metric} ${label}`),
      ),
    example: ['`unit_certification_sms_total{provider,result}`', ['unit_certification_sms_total provider']],
  },
  events: {
    wrongIn: (text) =>
      [...text.matchAll(/`([\w.-]+)` ?事件|事件 ?`([\w.-]+)`|\bevents? `([\w.-]+)`|`([\w.-]+)` events?\b/g)]
        .map((found) => found.slice(1).find((name) => name !== undefined)!)
        .filter((name) => !EVENT_NAMES.includes(name)),
    example: ['`certification-failed` 事件, the event `unit-registered`', ['certification-failed']],
  },
  'people at the desk and what they do': {
    wrongIn: (text) => [
      ...[...text.matchAll(/[^，。；：|\n]*由(热线|核验|审计)人员[^，。；、|\n]*/g)].flatMap(
        ([clause, person]) => mayNot(person!, clause),
      ),
      ...[...text.matchAll(/^\| (热线|核验|审计)人员 \|(.*)\|$/gm)].flatMap(([, person, deeds]) =>
        mayNot(person!, deeds!),
      ),
    ],
    example: ['由热线人员重发或者删除，由核验人员撤销认证', ['热线人员：重发']],
  },
  'members of JSON': {
    wrongIn: (text) =>
      [...text.matchAll(/`(\[?\{ "[^`]*)`/g)].flatMap(([, json]) =>
        [...json!.matchAll(/"([a-z]\w*)"/gi)].map(([, name]) => name!).filter((name) => !MEMBERS.has(name)),
      ),
    example: ['`{ "found": true, "fond", "active" }`', ['fond']],
  },
  'statuses of problems': {
    wrongIn: (text) =>
      [...text.matchAll(/\b([45]\d\d)[ （(]*`([a-z-]+)`|`([a-z-]+)`[（( ]+([45]\d\d)\b/g)]
        .map(([, before, code, other, after]) => [(code ?? other)!, Number(before ?? after)] as const)
        .filter(([code]) => PROBLEM_CODES.some((each) => each === code))
        .filter(([code, status]) => statusAndDetailOf(code as ProblemCode).status !== status)
        .map(([code, status]) => `${code} ${status}`),
    example: ['503 `codes-exhausted`, 429 `codes-exhausted`', ['codes-exhausted 503']],
  },
};

describe.each(Object.entries(KINDS))('%s', (_, { wrongIn, example }) => {
  it('are right', () => {
    const wrong = DOCUMENTS.flatMap((page) => wrongIn(readDocument(page)).map((name) => `${page}: ${name}`));
    expect(wrong).toEqual([]);
  });

  it('are found where they are wrong', () => {
    expect(wrongIn(example[0])).toEqual(example[1]);
  });
});

it('sources name decisions that are there', () => {
  expect(decisionsIn(commented).filter((number) => !DECISIONS.includes(number))).toEqual([]);
});
