/**
 * Checks what was typed: a reference, a unit's code, a sentence for the audit; and says what is
 * wrong with it.
 */
import { checkIdNumber, plainNumber } from '../../contract/identifiers.ts';
import { checkReference } from '../../contract/reference.ts';
import { normalizeUnitCode } from '../../contract/unit-code.ts';
import { hasPhoneNumber, hasResidentNumber, isSurelyUnitCode, sentenceFault } from '../../events/index.ts';
import { isRequestId } from '../../http/index.ts';
import { isPersonsNumber, type PersonsNumber } from '../kit/index.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const uuidIn = (text: string): string | undefined => (UUID.test(text) ? text : undefined);

/**
 * Looks like a unit's code, because wrong check characters are taken. What is looked up comes into
 * the audit in clear.
 */
const isIdNumber = (text: string): boolean => checkIdNumber(text).ok && !isSurelyUnitCode(text);

/** Undefined: it is none, or a person's number. */
export function unitCodeIn(text: string): string | undefined {
  const code = normalizeUnitCode(text);
  return code === undefined || isIdNumber(code) ? undefined : code;
}

/** A reference or a unit's code: everything that can be looked up. */
export const numberIn = (text: string): string | undefined => checkReference(text) ?? unitCodeIn(text);

/**
 * The kind of number in a parameter of an address. The digits of a UUID are none, and the phone
 * number of a person of the staff is allowed.
 */
function personsNumberIn(name: string, value: string): PersonsNumber | undefined {
  if (uuidIn(value) !== undefined) return undefined;
  if (hasResidentNumber(value)) return 'id-number';
  return name !== 'actor' && hasPhoneNumber(value) ? 'phone-number' : undefined;
}

/** No browser's field has the character NUL, and PostgreSQL refuses it in text. */
const NUL = /\0/g;

/**
 * The path and query without what must not stand in an address: a person's number, or the character
 * NUL. Undefined when the address has neither.
 */
export function cleanAddress(url: string): string | undefined {
  const { pathname, searchParams } = new URL(url);
  let isClean = true;
  for (const [name, value] of [...searchParams]) {
    const typed = value.replaceAll(NUL, '');
    const clean = personsNumberIn(name, typed) ?? typed;
    if (clean === value) continue;
    searchParams.set(name, clean);
    isClean = false;
  }
  return isClean ? undefined : `${pathname}?${searchParams.toString()}`;
}

const NUMBER_WORDS: Record<PersonsNumber, string> = {
  'id-number': '这是身份证号',
  'phone-number': '这是电话号码',
};

/**
 * The mistake of a search with a person's number; '' is none. `wanted`: what belongs into the
 * field.
 */
export const personsNumberMistake = (given: string, wanted: string): string =>
  isPersonsNumber(given) ? `${NUMBER_WORDS[given]}，不是${wanted}，已清空。请重新填写` : '';

/** The mistake of a text that is no unit's code. */
export function codeMistake(text: string): string {
  const { length } = plainNumber(text);
  const mistake = personsNumberMistake(text, '单位代码');
  if (mistake !== '') return `${mistake}。`;
  return length === 18 || length === 9
    ? '可能错了一个字符，请核对一遍。'
    : `代码是18位或9位，现在是${length}位，请核对一遍。`;
}

/** The mistake of a text that is neither a reference nor a unit's code. */
export const searchMistake = (text: string): string => {
  const { length } = plainNumber(text);
  if (isPersonsNumber(text)) return codeMistake(text);
  if (isRequestId(text)) return '这是请求编号，这里查不到：请记下它和时间，转给运维查日志。';
  if (length === 8) return '编号不正确：可能错了一个字符，请核对一遍。编号里没有0、O、1、I、L。';
  if (length === 18) return `单位代码不正确：${codeMistake(text)}`;
  return length === 9
    ? '编号或代码不正确：编号是8位，现在是9位；填组织机构代码的，可能错了一个字符，请核对一遍。'
    : `编号或代码不正确：编号是8位，代码是18位或9位；现在是${length}位。`;
};

/** The mistake in a sentence for staff; '' is none. `label`: of its field. */
export function sentenceMistake(sentence: string, label: string, maximum: number): string {
  const fault = sentenceFault(sentence, maximum);
  switch (fault) {
    case undefined:
      return '';
    case 'empty':
      return `请写${label}。`;
    case 'too-long':
      return `${label}有${[...sentence].length}个字，最多${maximum}个，请写短一些。`;
    case 'document-number':
      return `${label}里有证件号，请去掉。`;
    case 'phone-number':
      return `${label}里有电话号码，请去掉。`;
  }
}
