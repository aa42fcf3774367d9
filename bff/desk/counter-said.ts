/** The sentences for the person at the counter, by how the case stands. */
import type { CaseOverview } from '../cases/queue.ts';
import { isNeedless } from './queue.ts';
import { refusalCause } from './words.ts';

export const ONLINE_SAID = ['贵单位已在网上通过认证，不用再到窗口办理。'];
const AGAIN = '还要办理的，请重新申请。';

export const counterSaid = (found: CaseOverview): readonly string[] => {
  switch (found.state) {
    case 'open':
      return ['材料需要再看一遍，请稍等。'];
    case 'proposed':
      return ['材料看过了，还要由另一位同事复核，请稍等。'];
    case 'certified':
      return ['已经通过了。请刷新开着的页面，或者登录以后就能看到。'];
    case 'refused': {
      const { say, then } = refusalCause(found.proposal!.reason!, found.unitCode);
      return [say, then];
    }
    case 'withdrawn':
      return isNeedless(found) ? ONLINE_SAID : ['这次申请已撤回，填写的内容已删除。', AGAIN];
    case 'expired':
      return ['这次申请满30天没有办理，填写的内容已删除。', AGAIN];
  }
};
