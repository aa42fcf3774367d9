import type { FormWords } from '../../form/form-words.ts';
import type { UnitWords } from '../unit-words.ts';
import { form } from './form.ts';

export const dialogForm = (unit: UnitWords): FormWords => ({
  ...form(unit),
  title: '单位用户实名认证',
  unit: '认证单位',
  cancel: '取消',
  submit: '提交',
  next: '下一步',
  previous: '上一步',
  step: (step, steps) => `第${step}步，共${steps}步`,
  review: { hint: '请核对，有误的点击“修改”', change: '修改', done: '完成修改' },
});
