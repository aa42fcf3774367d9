/**
 * Answers of the service in Simplified Chinese: the widget shows them, and the staff at the desk
 * read them out, so that a caller hears what the page says.
 */
import type { ClassNames } from './unit-names.ts';

interface Copy {
  title: string;
  text: string[];
}

/** For a unit that is certified at the counter. */
export const atCounter = ({ certificate, head }: Pick<ClassNames, 'certificate' | 'head'>): string =>
  `需到办事窗口核验：先在网上填写，再带${certificate}和${head}证件到窗口。`;

/** The title when the status tells a refusal. */
export const EARLIER = '上次认证未通过';

/**
 * For a unit that the register says is not active, and whose certification has lapsed because of
 * it.
 */
export const inactiveLapsed = ({ authority }: ClassNames): string =>
  `登记信息显示贵单位状态异常，如注销或吊销，原认证已失效。请先向${authority}核实。`;

export const registerWrong = ({ authority }: ClassNames): string => `登记有误的，请向${authority}更正。`;

/** The ways on: whom each is for, and its button. */
export const WAYS = {
  refused: {
    certify: { text: '填写有误的，可以改正后重新提交。', button: '重新提交' },
    recheck: {
      text: '已办好登记、变更的，登记信息更新后可自动核验，不占提交次数。',
      button: '申请自动复核',
    },
    counter: { text: '核对无误仍不能通过的，可以带材料原件到办事窗口。', button: '申请人工核验' },
  },
  inactive: {
    certify: { text: '登记系统已显示正常的，可以再认证一次。', button: '已恢复，继续认证' },
    recheck: { text: '刚恢复正常的，登记信息更新后可自动核验，不占提交次数。', button: '申请自动复核' },
    counter: { text: '已恢复登记的，带恢复登记的文书到办事窗口。', button: '申请人工核验' },
  },
  'at-counter': {
    certify: { text: '核对后，可以网上提交。', button: '网上提交' },
    recheck: {
      text: '已办好登记、变更的，登记信息更新后可自动核验，不占提交次数。',
      button: '申请自动复核',
    },
    counter: { text: '重新申请后，用新编号到办事窗口。', button: '重新申请人工核验' },
  },
};

export const PENDING = {
  title: '正在核验',
  said: '登记信息系统暂时繁忙，您填写的信息已保存，无需重复提交。',
  next: '系统恢复后一般几分钟内完成，不必等候。',
};

/** Where the result of what waits is told, in a portal that has a center. */
export const TOLD_IN_CENTER = '结果在认证中心显示；不再需要的，可以在那里撤回。';

const passed = (unitName: string): string => `贵单位${unitName && `（${unitName}）`}已通过实名认证。`;

export const certified = (unitName: string): Copy => ({
  title: '认证成功',
  text: [passed(unitName), '可以办理相关业务了。'],
});

export const alreadyCertified = (unitName: string): Copy => ({
  title: '单位已通过认证',
  text: [passed(unitName), '无需重复认证，可以办理相关业务。'],
});

export const STANDS = '现有认证不受影响。';

/** `until`: a date in words, while the certification is due. */
export const standsUntil = (until: string): string => `现有认证有效到${until}，到期前业务照常办理。`;

export const attemptsLeft = (attempts: number): string => `还可提交${attempts}次。`;

/** `after`: an instant in words, with 后. */
export const attemptsUsedUp = (after: string): string => `网上提交次数已用完，${after}可再提交。`;
export const casesUsedUp = (when: string): string => `人工核验的申请次数已用完，请${when}再申请。`;

export const NO_SOURCE = '本网站没有这类单位的登记信息';

/** For a unit that officers hold. */
export const HELD = '贵单位暂时不能在网上办理';

export const REGISTERED = '注册信息已通过核验';
