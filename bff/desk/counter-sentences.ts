/** The sentences for the person at the counter, by how the case stands. */
import type { CaseOverview } from '../cases/index.ts';
import type { Said } from './kit/index.ts';
import { isHeldBack, isNeedless } from './queue.ts';
import { caseSaid, sinceThen } from './reference-sentences.ts';
import type { Standing } from './unit-sentences.ts';

export const ONLINE_SAID = ['贵单位已在网上通过认证，不用再到窗口办理。'];

export const counterSaid = (found: CaseOverview, now: Standing): readonly Said[] => {
  const isCertified = now.next.step === 'none';
  switch (found.state) {
    case 'open':
      return ['材料需要再看一遍，请稍等。'];
    case 'proposed':
      return ['材料看过了，还要由另一位同事复核，请稍等。'];
    case 'certified':
      return isCertified ? ['已经通过了。请刷新开着的页面，或者登录以后就能看到。'] : caseSaid(found, now);
    case 'refused':
      return caseSaid(found, now);
    case 'withdrawn':
      if (isNeedless(found)) return isCertified ? ONLINE_SAID : caseSaid(found, now);
      return [
        `这次申请${isHeldBack(found) ? '已经结束' : '已撤回'}，填写的内容已删除。`,
        ...sinceThen(now, found.reference),
      ];
    case 'expired':
      return ['这次申请满30天没有办理，填写的内容已删除。', ...sinceThen(now, found.reference)];
  }
};
