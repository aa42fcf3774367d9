/** The portal's notice about personal data, which the form links. Its figures are those of the service (docs/storage.md). */
import { html } from 'hono/html';
import { AUTHORITY, type Html, layout, type Visitor } from './layout.ts';

export const privacyPage = (visitor: Visitor): Html =>
  layout(visitor, {
    title: '个人信息处理说明',
    body: html`<article class="inner narrow card prose">
      <h1>个人信息处理说明</h1>
      <p>办理单位实名认证时，${AUTHORITY}需要哪些信息、用来做什么、保存多久。</p>
      <h2>收集哪些信息</h2>
      <p>法定代表人的姓名和证件号、单位成立日期；由代理人办理的，还有代理人的姓名和证件号。</p>
      <p>注册单位时，还有单位名称和代码、手机号码和邮箱。</p>
      <h2>用来做什么</h2>
      <p>只用于与登记机关的登记信息、社会保险经办记录核对，确认单位身份，不作其他用途。</p>
      <h2>怎样保存</h2>
      <ul>
        <li>
          核对完成后不保存证件号原文，只留存用密钥计算的摘要：提交记录最长180&NoBreak;天，用于防止他人反复试填；认证通过的法定代表人的证件号摘要随认证结果保存，用于登记变更时重新核对。
        </li>
        <li>办理记录（时间、结果、用户编号的摘要）保存3年，供审计。</li>
        <li>
          登记系统繁忙，或您申请自动复核、人工核验时，填写的内容加密保存，核对完成或您撤回后即删除，最长30&NoBreak;天。
        </li>
        <li>
          短信验证码5&NoBreak;分&NoBreak;钟内有效。验证通过的手机号码15&NoBreak;分&NoBreak;钟内有效，其间修改其他内容不需要新的验证码。
        </li>
        <li>本网站保存登录名、单位的名称和代码，以及密码的摘要。</li>
        <li>浏览器中不留存填写的内容，离开页面即清除。</li>
      </ul>
      <h2>您的权利</h2>
      <p>您可以查询、更正或要求删除本人信息，请拨打服务热线12333，或到社保经办窗口办理。</p>
    </article>`,
  });
