/** `/qa/playground`: every attribute and style property as a control, the live element, its events, and the lines to copy. */
import { html } from 'hono/html';
import { CHOICES, VIEWS } from './choices.ts';
import { fillOf, type Run } from './runs.ts';
import { SCENARIOS, type View } from './scenarios.ts';
import { option, page, panels, type Frame } from './views.ts';

type Html = ReturnType<typeof html>;

/**
 * An attribute of the element, and the control that sets it; an empty choice or text removes the attribute. `placeholder`: an example for
 * a customer's page. The code to copy has it instead of the stage's value, unless the user changes that value.
 */
type Control = { name: string; label: string } & (
  { kind: 'choice'; values: readonly string[] } | { kind: 'text'; placeholder: string } | { kind: 'switch' }
);

const ATTRIBUTES: readonly Control[] = [
  { name: 'open', label: '直接打开表单', kind: 'switch' },
  {
    name: 'known-status',
    label: '服务端已知的状态',
    kind: 'choice',
    values: ['', 'certified', 'uncertified', 'pending', 'lapsed', 'not-open'],
  },
  { name: 'locale', label: '语言', kind: 'choice', values: ['', ...CHOICES.locale.values] },
  { name: 'appearance', label: '字号', kind: 'choice', values: ['', ...CHOICES.appearance.values] },
  { name: 'for', label: '拦截（选择器）', kind: 'text', placeholder: '[data-guarded]' },
  { name: 'center-url', label: '认证中心', kind: 'text', placeholder: '/unit/certification' },
  { name: 'center-name', label: '认证中心的位置', kind: 'text', placeholder: '“单位设置”→“认证中心”' },
  { name: 'resume-url', label: '继续办理的页面', kind: 'text', placeholder: '/services/declaration' },
  { name: 'business', label: '继续办理的业务', kind: 'text', placeholder: '社保申报' },
  { name: 'token-url', label: '令牌', kind: 'text', placeholder: '/session/certification-token' },
  { name: 'login-url', label: '重新登录', kind: 'text', placeholder: '/login' },
  { name: 'privacy-url', label: '个人信息处理说明', kind: 'text', placeholder: '/privacy' },
  { name: 'help', label: '有问题找谁', kind: 'text', placeholder: '咨询电话：12333' },
  { name: 'debug', label: '在控制台说明', kind: 'switch' },
];

const STYLES = [
  { name: '--unit-certification-primary', label: '主色', placeholder: '#0b5cad' },
  { name: '--unit-certification-radius', label: '圆角', placeholder: '8px' },
  { name: '--unit-certification-font-size', label: '字号', placeholder: '16px' },
] as const;

const METHODS = ['open', 'close', 'refresh', 'requireCertified'] as const;

const input = (control: Control): Html => {
  switch (control.kind) {
    case 'choice':
      return html`<select name="${control.name}" data-attribute>
        ${control.values.map((value) => option(value, '', value || '（不写）'))}
      </select>`;
    case 'text':
      return html`<input name="${control.name}" data-attribute placeholder="${control.placeholder}" />`;
    case 'switch':
      return html`<input type="checkbox" name="${control.name}" data-attribute />`;
  }
};

const labelled = (label: string, name: string, content: Html) =>
  html`<label
    ><span>${label}<code>${name}</code></span
    >${content}</label
  >`;

export function playgroundPage(frame: Frame, run: Run, view: View): Html {
  return page(
    '试用台',
    'playground.js',
    html`<header>
        <h1><a href="/qa">测试场景</a> / 试用台</h1>
        <p>改动设置，组件立刻跟着变。单位和人员都是编造的，结果来自真实的认证服务。</p>
      </header>
      <main class="playground" data-run="${run.id}">
        <form class="controls" data-controls>
          <fieldset>
            <legend>属性</legend>
            ${labelled(
              '用法',
              'view',
              html`<select name="view">
                ${VIEWS.map((each) => option(each, view))}
              </select>`,
            )}
            ${ATTRIBUTES.map((control) => labelled(control.label, control.name, input(control)))}
          </fieldset>
          <fieldset>
            <legend>外观</legend>
            ${STYLES.map(({ name, label, placeholder }) =>
              labelled(label, name, html`<input name="${name}" data-style placeholder="${placeholder}" />`),
            )}
          </fieldset>
          <fieldset>
            <legend>方法</legend>
            <div class="methods">
              ${METHODS.map((name) => html`<button type="button" data-method="${name}">${name}()</button>`)}
            </div>
          </fieldset>
          <fieldset>
            <legend>单位</legend>
            <label
              ><span>结果</span>
              <select name="scenario">
                ${SCENARIOS.map(({ id, title }) => option(id, run.scenario.id, title))}
              </select></label
            >
            <button>换一个新单位</button>
          </fieldset>
        </form>
        <div class="stage">
          <iframe title="嵌入组件的页面" src="/qa/stage/${run.id}?view=${view}"></iframe>
          <section aria-label="代码">
            <div class="snippet-head" role="group" aria-label="写法">
              ${(['HTML', 'React', 'Vue'] as const).map(
                (name, index) =>
                  html`<button type="button" data-form="${name}" aria-pressed="${String(index === 0)}">
                    ${name}
                  </button>`,
              )}
              <button type="button" data-copy>复制</button><span role="status" data-copied></span>
            </div>
            <p>代码里，认证中心和令牌的地址换成了接入时的示例，请改成您网站的地址。</p>
            <pre tabindex="0"><code data-snippet data-bff="${frame.bffUrl}"></code></pre>
          </section>
          ${panels(fillOf(run), view)}
        </div>
      </main>`,
    ['playground.css'],
  );
}
