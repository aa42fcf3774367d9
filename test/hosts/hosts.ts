/** Pages of portals (`pages/NAME.html`), each with what could hurt a guest in it. */
import type { Recipe } from './recipes.ts';

export interface Host {
  /** Of its file in `pages/`. */
  name: string;
  /** What it is, for the table in `docs`. */
  title: { zh: string; en: string };
  /** Packages of `libraries/package.json` whose versions the table names. */
  libraries?: readonly string[];
  /** Which file of `pages/` it is, when not its own: a frame has the plain page in it, behind a proxy it is the plain page. */
  page?: string;
  /** Users log in and out without the page being loaded anew, by the page's `logIn(unit)` and `logOut()`. */
  logins?: true;
  /** The recipe of `docs` that the page runs. */
  recipe?: Recipe;
  /** Where the page's script comes from and its requests go: the BFF itself, or the portal's proxy. */
  through?: 'proxy';
  /** Headers of the page; BFF stands for its origin. */
  headers?: Record<string, string>;
  /** What the browser says aloud there, and why that is right. */
  says?: { message: string; reason: { zh: string; en: string } };
  /** The size that the widget has for itself, when a frame around it leaves less than the window. */
  frame?: { width: number; height: number; of: 'portal' | 'other' };
}

const STRICT =
  "default-src 'none'; script-src 'self' BFF; style-src 'self'; connect-src 'self' BFF; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const FRAME = { width: 1000, height: 700 };

/** What the others are compared with. */
export const PLAIN: Host = { name: 'plain', title: { zh: '普通页面', en: 'A plain page' } };

export const HOSTS: readonly Host[] = [
  {
    name: 'easyui-like',
    title: {
      zh: '仿 EasyUI 的全局重置（`*` 和 `!important`），经典脚本',
      en: 'Global resets as with EasyUI (`*` and `!important`), classic script',
    },
    libraries: ['jquery1'],
  },
  {
    name: 'bootstrap3',
    title: { zh: 'Bootstrap 3，自己的模态框开着', en: 'Bootstrap 3, a modal of its own open' },
    libraries: ['bootstrap3', 'jquery'],
  },
  {
    name: 'bootstrap5',
    title: { zh: 'Bootstrap 5，自己的模态框开着', en: 'Bootstrap 5, a modal of its own open' },
    libraries: ['bootstrap'],
  },
  {
    name: 'layui',
    title: { zh: 'Layui，弹层开着', en: 'Layui, a layer open' },
    libraries: ['layui'],
  },
  {
    name: 'jquery-ui',
    title: { zh: 'jQuery UI，自己的对话框开着', en: 'jQuery UI, a dialog of its own open' },
    libraries: ['jquery-ui', 'jquery'],
  },
  {
    name: 'tailwind',
    title: { zh: 'Tailwind CSS（Preflight）', en: 'Tailwind CSS (Preflight)' },
    libraries: ['@tailwindcss/browser'],
  },
  {
    name: 'element-plus',
    title: { zh: 'Vue 3 和 Element Plus，对话框开着', en: 'Vue 3 and Element Plus, a dialog open' },
    libraries: ['vue', 'element-plus'],
  },
  {
    name: 'ant-design',
    title: { zh: 'React 19 和 Ant Design，对话框开着', en: 'React 19 and Ant Design, a modal open' },
    libraries: ['react', 'antd'],
  },
  {
    name: 'react',
    title: { zh: 'React 19（StrictMode，中途重新渲染）', en: 'React 19 (StrictMode, rendered again midway)' },
    libraries: ['react'],
  },
  {
    name: 'vue',
    title: { zh: 'Vue 3（`KeepAlive`，中途切换）', en: 'Vue 3 (`KeepAlive`, switched midway)' },
    libraries: ['vue'],
  },
  {
    name: 'vue-router',
    title: {
      zh: 'Vue Router，元素在布局里；中途换登录用户',
      en: 'Vue Router, the element in the layout; other users log in midway',
    },
    libraries: ['vue', 'vue-router'],
    logins: true,
    recipe: 'vue-router.js',
  },
  {
    name: 'react-router',
    title: {
      zh: 'React Router，元素在布局里；中途换登录用户',
      en: 'React Router, the element in the layout; other users log in midway',
    },
    libraries: ['react', 'react-router'],
    logins: true,
    recipe: 'react-router.jsx',
  },
  {
    name: 'single-page',
    title: {
      zh: '单页应用，元素在页面里；中途换登录用户',
      en: 'A single-page portal, the element in a route; other users log in midway',
    },
    logins: true,
  },
  { name: 'zone', title: { zh: 'Angular 的 zone.js', en: "Angular's zone.js" }, libraries: ['zone.js'] },
  {
    name: 'prototype-like',
    title: {
      zh: '仿 Prototype.js 改写内置对象（`toJSON`、`Array.from`、可枚举的扩展）',
      en: 'Built-ins patched as by Prototype.js (`toJSON`, `Array.from`, enumerable extensions)',
    },
  },
  {
    name: 'strict',
    title: { zh: '最严格的 CSP 和 Trusted Types', en: 'Strictest CSP and Trusted Types' },
    headers: { 'content-security-policy': STRICT },
  },
  { name: 'two-copies', title: { zh: '同一脚本来自两个地址', en: 'The script twice, from two addresses' } },
  { name: 'two-versions', title: { zh: '两个版本的脚本', en: 'Scripts of two versions' } },
  { name: 'base', title: { zh: '`<base href>`', en: '`<base href>`' } },
  {
    name: 'frame',
    title: { zh: '同源 iframe', en: 'An iframe of the same origin' },
    page: 'plain',
    frame: { ...FRAME, of: 'portal' },
  },
  {
    name: 'foreign-frame',
    title: { zh: '跨源 iframe', en: 'An iframe of another origin' },
    page: 'plain',
    frame: { ...FRAME, of: 'other' },
    says: {
      message: 'Blocked autofocusing on a <button> element in a cross-origin subframe.',
      reason: {
        zh: '只有浏览器自己的一句：跨源 iframe 里，用户点击之前不移动焦点',
        en: "nothing but the browser's own word that it moves no focus into a foreign frame before a click",
      },
    },
  },
  { name: 'rtl', title: { zh: '从右到左的页面', en: 'A page from right to left' } },
  { name: 'root-10px', title: { zh: '根字号 10px', en: 'Root font of 10px' } },
  { name: 'root-percent', title: { zh: '根字号 62.5%', en: 'Root font of 62.5%' } },
  {
    name: 'modal',
    title: { zh: '自己的 `<dialog>`（`showModal`）开着', en: 'A `<dialog>` of its own (`showModal`) open' },
  },
  {
    name: 'overlay',
    title: { zh: 'z-index 2147483647 的遮罩', en: 'An overlay with z-index 2147483647' },
  },
  {
    name: 'proxy',
    title: { zh: '组件和接口经门户的子路径转发', en: "Widget and API behind a path of the portal's" },
    page: 'plain',
    through: 'proxy',
  },
  {
    name: 'moved',
    title: { zh: '元素中途移动、移除又放回', en: 'The element moved, removed and put back midway' },
  },
];
