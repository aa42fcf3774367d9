/**
 * The portal's own fields of a registration: login name and password. Their rules stand here once: the page carries
 * them as attributes, by which its script checks while somebody types; the server has the last word.
 */

export interface OwnField {
  name: 'loginName' | 'password' | 'passwordAgain';
  label: string;
  hint?: string;
  type: 'text' | 'password';
  autocomplete: string;
  maxLength: number;
  /** Of the whole value, as in HTML's `pattern`. */
  pattern?: string;
  /** What it must not be, whatever the case, though the pattern has it; and what is said then. */
  forbidden?: { pattern: string; text: string };
  missing: string;
  wrong?: string;
}

/**
 * The forms of a USCC (GB 32100) and of an organization code (GB 11714), whatever the check character: at the login
 * one field takes both names and codes, so nobody is to choose another unit's code as a name.
 */
const UNIT_CODE = '[0-9A-HJ-NP-RT-UW-Y]{18}|[0-9A-Z]{8}[0-9X]';

export const OWN_FIELDS: readonly OwnField[] = [
  {
    name: 'loginName',
    label: '登录名',
    hint: '4至20位字母、数字或下划线，以字母开头；以后用它或单位代码登录',
    type: 'text',
    autocomplete: 'username',
    maxLength: 40,
    pattern: '[A-Za-z][A-Za-z0-9_]{3,19}',
    forbidden: { pattern: UNIT_CODE, text: '这个登录名看起来像单位代码，请增减一位，或加上下划线' },
    missing: '请填写登录名',
    wrong: '登录名为4至20位字母、数字或下划线，以字母开头',
  },
  {
    name: 'password',
    label: '登录密码',
    hint: '至少8位，同时有字母和数字',
    type: 'password',
    autocomplete: 'new-password',
    maxLength: 128,
    pattern: '(?=.*[A-Za-z])(?=.*[0-9]).{8,128}',
    missing: '请填写登录密码',
    wrong: '密码至少8位，同时有字母和数字',
  },
  {
    name: 'passwordAgain',
    label: '再次输入密码',
    type: 'password',
    autocomplete: 'new-password',
    maxLength: 128,
    missing: '请再输入一次密码',
  },
];

export const DIFFERENT = '两次输入的密码不一致';

export type OwnValues = Record<OwnField['name'], string>;
export type OwnErrors = Partial<OwnValues>;

const whole = (pattern: string, flags: string) => new RegExp(`^(?:${pattern})$`, flags);

export function checkOwnFields(values: OwnValues): OwnErrors {
  const errors: OwnErrors = {};
  for (const { name, pattern, forbidden, missing, wrong } of OWN_FIELDS) {
    const value = values[name];
    if (value === '') errors[name] = missing;
    else if (pattern && !whole(pattern, 'v').test(value)) errors[name] = wrong!;
    else if (forbidden && whole(forbidden.pattern, 'iu').test(value)) errors[name] = forbidden.text;
  }
  if (!errors.passwordAgain && !errors.password && values.password !== values.passwordAgain)
    errors.passwordAgain = DIFFERENT;
  return errors;
}
