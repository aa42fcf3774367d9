/** Names that exist somewhere are also right where they stand: an attribute at an element, a label at its metric, a problem code beside its status. */
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, type ProblemCode } from '../../bff/contract/wire.ts';
import { statusAndDetailOf } from '../../bff/http/problem.ts';
import { namesOf, valuesOf } from './generated/elements.ts';
import { LABELS } from './generated/monitoring.ts';
import { DOCUMENTS, readDocument } from './support/pages.ts';

/** What HTML, JSX and templates add to any element. */
const OF_ANY = ['class', 'hidden', 'id', 'is', 'key', 'lang', 'ref', 'slot', 'style', 'v-if', 'v-show'];

const hyphened = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Kind {
  /** What is wrong in a text. */
  wrongIn: (text: string) => string[];
  /** A text with mistakes, and these. */
  example: [text: string, wrong: string[]];
}

const attributes = namesOf('attributes');

const KINDS: Record<string, Kind> = {
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
