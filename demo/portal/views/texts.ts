/** Pages that are only read: the personal data notice, and what is shown when something is not there. */
import { html } from 'hono/html';
import type { Session } from '../../shared/sessions.ts';
import type { Service } from '../services.ts';
import type { Standing } from '../../shared/standing.ts';
import type { Html } from './html.ts';
import { layout, type Site } from './layout.ts';

export const privacyPage = (site: Site, session: Session | undefined): Html =>
  layout(site, {
    title: '个人信息处理说明',
    kind: 'text',
    styles: ['hall.css', 'pages.css'],
    session,
    body: html`<article class="narrow page prose">
      <h1>个人信息处理说明</h1>
      <p class="lead">办理单位实名认证时，我们需要哪些信息、用来做什么、保存多久。</p>
      <h2>收集哪些信息</h2>
      <p>法定代表人的姓名和证件号、单位成立日期；由代理人办理的，还有代理人的姓名和证件号。</p>
      <p>注册单位时，还有单位名称和代码、手机号码和邮箱。</p>
      <h2>用来做什么</h2>
      <p>只用于与登记信息、社会保险经办记录核对，确认单位身份，不作其他用途。</p>
      <h2>怎样保存</h2>
      <ul>
        <li>核对完成后不保存证件号原文，只留存无法还原的摘要，用于防止他人反复试填，最长180天。</li>
        <li>登记系统繁忙或您申请自动复核时，填写的内容加密保存，核对完成即删除，最长30天。</li>
        <li>手机号码只用于发送验证码，验证码十五分钟后失效并删除；本网站只保存登录名和密码的摘要。</li>
        <li>浏览器中不留存填写的内容，离开页面即清除。</li>
      </ul>
      <h2>您的权利</h2>
      <p>您可以查询、更正或要求删除本人信息，请拨打服务热线12333，或到社保经办窗口办理。</p>
    </article>`,
  });

/** `what` and `next` say what happened and what to do. */
export const messagePage = (
  site: Site,
  session: Session | undefined,
  message: { what: string; next: string },
): Html =>
  layout(site, {
    title: message.what,
    kind: 'text',
    styles: ['hall.css', 'pages.css'],
    session,
    body: html`<section class="narrow page prose">
      <h1>${message.what}</h1>
      <p class="lead">${message.next}</p>
      <a class="secondary" href="/">返回主页</a>
    </section>`,
  });

/** What a business answers to a unit that is not certified, should its page have let the form through. */
export const uncertifiedPage = (site: Site, session: Session, service: Service, standing: Standing): Html => {
  const center = `/settings/certification?continue=/services/${service.id}`;
  const next =
    standing.status === 'pending'
      ? '实名认证正在核验，完成后即可办理，无需重复提交认证。'
      : `“${service.name}”需要单位通过实名认证。认证后可以回到这里继续办理。`;
  return layout(site, {
    title: '办理前请先完成单位实名认证',
    kind: 'text',
    styles: ['hall.css', 'pages.css'],
    session,
    standing,
    quiet: true,
    body: html`<section class="narrow page prose">
      <h1>办理前请先完成单位实名认证</h1>
      <p class="lead">${next}</p>
      <p class="lead">刚才填写的内容没有提交，也没有保存。</p>
      <div class="actions">
        <a class="primary" href="${center}">前往认证中心</a>
        <a class="secondary" href="/">返回主页</a>
      </div>
    </section>`,
  });
};

/** What a business answers while the certification service cannot be asked. */
export const unknownPage = (site: Site, session: Session, service: Service): Html =>
  layout(site, {
    title: '暂时无法确认认证状态',
    kind: 'text',
    styles: ['hall.css', 'pages.css'],
    session,
    quiet: true,
    body: html`<section class="narrow page prose">
      <h1>暂时无法确认认证状态</h1>
      <p class="lead">
        “${service.name}”要先确认单位已通过实名认证，认证服务暂时没有应答，本次没有提交成功。
      </p>
      <p class="lead">请稍等片刻，用浏览器的“后退”回到刚才的页面再提交一次，填写的内容还在那里。</p>
      <div class="actions"><a class="secondary" href="/services/${service.id}">重新填写</a></div>
    </section>`,
  });
