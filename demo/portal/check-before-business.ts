/**
 * The server's check before a business. The gate in the page is a convenience and can be bypassed. So the portal's server
 * asks the certification service before it accepts anything.
 */
import { createMiddleware } from 'hono/factory';
import { statusOfKind } from '../../bff/portal-client/index.ts';
import { messagePage } from './message-page.ts';
import { openPage } from './pages-with-widget.ts';
import type { LoggedIn, Portal } from './portal.ts';

/** `business`: its name and its page, to which the user returns after the certification. */
export const checkBeforeBusiness = (portal: Portal, business: { name: string; path: string }) =>
  createMiddleware<LoggedIn>(async (c, next) => {
    const answer = await portal.certification.status(c.get('session').account.unit.code);
    if (answer.ok && statusOfKind(answer.value) === 'certified') return next();

    const page = await openPage(portal, c);
    if (!answer.ok)
      // The service did not answer. The unit may be certified, so ask the user to try again.
      return c.html(
        messagePage(page, {
          title: '暂时无法确认认证状态',
          text: `认证服务暂时没有应答，“${business.name}”没有提交。请稍后返回上一页再提交一次，填写的内容还在。`,
          link: { href: business.path, label: '返回业务页面' },
        }),
        503,
        { 'Retry-After': '30' },
      );
    return c.html(
      messagePage(page, {
        title: '办理前请先完成单位实名认证',
        text: `“${business.name}”需要单位通过实名认证。刚才填写的内容没有提交，认证后可以回到这里继续办理。`,
        link: { href: `/settings/certification?continue=${business.path}`, label: '前往认证中心' },
      }),
      403,
    );
  });
