/** Words for a registration; `answers.ts` says who uses them. */
import type { RefusalReason } from '../reasons.ts';
import type { ClassNames } from './unit-names.ts';

const UNIT = '单位认证未通过';
const REAL_NAME = '实名认证未通过';
export const REGISTERED = '注册信息已通过核验';

/** As in `answers.ts`: the second sentence is the next step, with `{fields}`. */
export const registrationRefusals = ({
  certificate,
  authority,
  head,
}: ClassNames): Record<RefusalReason | 'unit-mismatch' | 'otherwise', { title: string; text: string[] }> => ({
  'unit-mismatch': {
    title: UNIT,
    text: ['单位名称和代码与登记信息不一致。', `请对照${certificate}核对。`],
  },
  'registry-mismatch': {
    title: REAL_NAME,
    text: ['填写的信息与登记信息不一致。', `请对照${certificate}和证件，核对{fields}。`],
  },
  'unit-not-active': {
    title: UNIT,
    text: ['登记信息显示贵单位状态异常，如注销或吊销，暂不能注册。', `请先向${authority}核实。`],
  },
  'agent-without-record': {
    title: REAL_NAME,
    text: ['没有查到代理人在本单位办理社保业务的记录。', `可请办理过业务的人员注册，或由${head}本人注册。`],
  },
  otherwise: {
    title: REAL_NAME,
    text: ['填写的信息未能通过核验。', `请对照${certificate}和证件核对；核对无误的，请联系本网站客服。`],
  },
});
