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
  missing: string;
  wrong?: string;
}

export const OWN_FIELDS: readonly OwnField[] = [
  {
    name: 'loginName',
    label: '登录名',
    hint: '4 至 20 位字母、数字或下划线，以字母开头；以后用它或单位代码登录',
    type: 'text',
    autocomplete: 'username',
    maxLength: 40,
    pattern: '[A-Za-z][A-Za-z0-9_]{3,19}',
    missing: '请填写登录名',
    wrong: '登录名为 4 至 20 位字母、数字或下划线，以字母开头',
  },
  {
    name: 'password',
    label: '登录密码',
    hint: '至少 8 位，同时有字母和数字',
    type: 'password',
    autocomplete: 'new-password',
    maxLength: 128,
    pattern: '(?=.*[A-Za-z])(?=.*[0-9]).{8,128}',
    missing: '请填写登录密码',
    wrong: '密码至少 8 位，同时有字母和数字',
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

export function checkOwnFields(values: OwnValues): OwnErrors {
  const errors: OwnErrors = {};
  for (const { name, pattern, missing, wrong } of OWN_FIELDS) {
    if (values[name] === '') errors[name] = missing;
    else if (pattern && !new RegExp(`^(?:${pattern})$`, 'v').test(values[name])) errors[name] = wrong!;
  }
  if (!errors.passwordAgain && !errors.password && values.password !== values.passwordAgain)
    errors.passwordAgain = DIFFERENT;
  return errors;
}
