/** The table of pages of portals, each with what could hurt a guest in it: library, how it embeds the widget, what it does. */
import { VERSION } from '../../../bff/contract/version.ts';
import type { Recipe } from './recipes.ts';

/** A portal keeps a version that the BFF has no more: today's under another number. */
export const OLD_VERSION = '0.0.9';

/**
 * How the widget comes into a page: its module; its classic script; the same by `async`, for pages that call it before it has come; the module behind a path of the portal; the module in an older version,
 * kept by the portal; or as a package is imported, with `configure()`.
 */
export type Embedding = 'module' | 'classic' | 'async' | 'proxied' | 'older' | 'package';

/** A frame with the page in it; it leaves the widget less room than the window. */
export interface Frame {
  width: number;
  height: number;
  /** The origin of the page inside. */
  of: 'portal' | 'other';
}

/**
 * The application with the widget in a micro-frontend: the main one, which also guards the sub-application's links; the sub-application,
 * by `import()` or by the classic script, or from the sandbox of a frame; or both, each with a copy and an element of its own. `tabs`: the
 * outer page of tabs that are frames, which ask it.
 */
export type Owner = 'main' | 'import' | 'classic' | 'sandbox' | 'both' | 'tabs';

export interface Host {
  name: string;
  /** Its name in the table of `docs`. */
  title: { zh: string; en: string };
  /** Packages of `libraries/package.json` that it loads, and whose versions the table names. */
  libraries?: readonly string[];
  /** How the widget comes into the page. Default: the module. */
  embeds?: readonly Embedding[];
  /** Attributes of `<html>` and `<body>`. */
  html?: string;
  body?: string;
  /** In the head, before libraries and widget. */
  head?: string;
  /** The file of `pages/` with the body's content. Default: `plain`. */
  content?: string;
  /** The file of `pages/` with the page's script. ATTRIBUTES in it are those of the element, RECIPE stands for `recipe`. */
  script?: string;
  /** The script writes into `<output>` what it has heard by its own library. */
  listens?: true;
  /** Users log in and out without the page being loaded anew, by the page's `logIn(unit)` and `logOut()`. */
  logins?: true;
  /** A micro-frontend: the main application logs in and shows sub-applications from the other origin, by the page's `showApp(name)`. */
  apps?: Owner;
  /** The examples of `docs` that the page runs. */
  recipes?: readonly Recipe[];
  /** With `logins`: a route that asks for the certification, also when the page is loaded there. */
  guarded?: string;
  /** Without a doctype. */
  quirks?: true;
  /** Default: UTF-8. */
  charset?: 'gbk';
  /** Every script has it. */
  nonce?: string;
  /** Headers of the page; BFF stands for its origin. */
  headers?: Record<string, string>;
  /** A message of the browser that is right there, and the reason. */
  says?: { message: string; reason: { zh: string; en: string } };
  frame?: Frame;
}

const STRICT =
  "default-src 'none'; script-src 'self' BFF; style-src 'self'; connect-src 'self' BFF; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const NONCE = 'bm9uY2U';
const DYNAMIC =
  `default-src 'self'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'self'; connect-src 'self' BFF; ` +
  "base-uri 'none'; object-src 'none'";

const FRAME = { width: 1000, height: 700 };

const OWNERS: Record<Exclude<Owner, 'tabs'>, Host['title']> = {
  main: {
    zh: '主应用加载，拦截子应用里的链接',
    en: 'loaded by the main application, which guards links of the sub-application',
  },
  import: { zh: '子应用用 `import()` 加载', en: 'loaded by the sub-application with `import()`' },
  classic: { zh: '子应用用经典脚本加载', en: 'loaded by the sub-application with the classic script' },
  sandbox: {
    zh: '开了 iframe 沙箱，由子应用加载',
    en: 'loaded by the sub-application in the iframe sandbox',
  },
  both: { zh: '主应用和子应用各加载一份', en: 'loaded by both, a copy each' },
};

const microFrontends = (
  library: string,
  known: string,
  owners: readonly Exclude<Owner, 'tabs'>[],
): readonly Host[] =>
  owners.map((apps) => ({
    name: `${known.split(' ')[0]!}-${apps}`,
    title: { zh: `${known}，${OWNERS[apps].zh}`, en: `${known}, ${OWNERS[apps].en}` },
    libraries: [library],
    logins: true,
    apps,
    ...((apps === 'import' || apps === 'both') && { recipes: ['sub-app.js'] }),
    ...(apps === 'sandbox' && { recipes: ['sub-app-in-iframe-sandbox.js'] }),
    content: 'micro-frontends',
    script: `${known.split(' ')[0]!}.js`,
  }));

/** The other pages are compared with this one. */
export const PLAIN: Host = { name: 'plain', title: { zh: '普通页面', en: 'A plain page' } };

export const HOSTS: readonly Host[] = [
  {
    name: 'easyui-like',
    title: {
      zh: '仿 EasyUI 的全局重置（`*` 和 `!important`），经典脚本',
      en: 'Global resets as with EasyUI (`*` and `!important`), classic script',
    },
    libraries: ['jquery1'],
    embeds: ['classic'],
    head: '<link rel="stylesheet" href="/pages/easyui.css" />',
    content: 'easyui-like',
    script: 'easyui-like.js',
    listens: true,
    recipes: ['jquery.html'],
  },
  {
    name: 'bootstrap3',
    title: { zh: 'Bootstrap 3，自己的模态框开着', en: 'Bootstrap 3, a modal of its own open' },
    libraries: ['jquery', 'bootstrap3'],
    body: 'class="container"',
    content: 'bootstrap',
    script: 'bootstrap3.js',
    listens: true,
  },
  {
    name: 'bootstrap5',
    title: { zh: 'Bootstrap 5，自己的模态框开着', en: 'Bootstrap 5, a modal of its own open' },
    libraries: ['bootstrap'],
    html: 'lang="zh-CN" data-bs-theme="light"',
    body: 'class="container"',
    content: 'bootstrap',
    script: 'bootstrap5.js',
  },
  {
    name: 'layui',
    title: { zh: 'Layui，弹层开着', en: 'Layui, a layer open' },
    libraries: ['layui'],
    content: 'layui',
    script: 'layui.js',
    listens: true,
  },
  {
    name: 'layui-tabs',
    title: {
      zh: 'Layui，业务在 iframe 标签页里，由外层页面拦截；中途换登录用户',
      en: 'Layui, business in tabs that are frames, which the outer page guards; other users log in midway',
    },
    libraries: ['layui'],
    logins: true,
    apps: 'tabs',
    recipes: ['iframe-tab.js'],
    content: 'micro-frontends',
    script: 'layui-tabs.js',
  },
  {
    name: 'jquery-ui',
    title: { zh: 'jQuery UI，自己的对话框开着', en: 'jQuery UI, a dialog of its own open' },
    libraries: ['jquery', 'jquery-ui'],
    content: 'jquery-ui',
    script: 'jquery-ui.js',
    listens: true,
  },
  {
    name: 'tailwind',
    title: { zh: 'Tailwind CSS（Preflight）', en: 'Tailwind CSS (Preflight)' },
    libraries: ['@tailwindcss/browser'],
    body: 'class="bg-slate-100 p-8 text-xs leading-3 tracking-widest"',
    content: 'tailwind',
  },
  {
    name: 'vue2',
    title: {
      zh: 'Vue 2 和 Element UI，对话框开着；会话在 `Authorization` 头里，经典脚本（`async`）',
      en: 'Vue 2 and Element UI, a dialog open; the session in `Authorization`, classic script (`async`)',
    },
    libraries: ['vue2', 'element-ui'],
    embeds: ['async'],
    recipes: ['queue.js', 'bearer-session.js'],
    content: 'vue2',
    script: 'vue2.mjs',
    listens: true,
  },
  {
    name: 'element-plus',
    title: { zh: 'Vue 3 和 Element Plus，对话框开着', en: 'Vue 3 and Element Plus, a dialog open' },
    libraries: ['vue', 'element-plus'],
    content: 'element-plus',
    script: 'element-plus.js',
    listens: true,
  },
  {
    name: 'ant-design',
    title: { zh: 'React 19 和 Ant Design，对话框开着', en: 'React 19 and Ant Design, a modal open' },
    libraries: ['react', 'antd'],
    content: 'app',
    script: 'ant-design.js',
    listens: true,
  },
  {
    name: 'react',
    title: { zh: 'React 19（StrictMode，中途重新渲染）', en: 'React 19 (StrictMode, rendered again midway)' },
    libraries: ['react'],
    content: 'app',
    script: 'react.js',
    listens: true,
  },
  {
    name: 'vue',
    title: { zh: 'Vue 3（`KeepAlive`，中途切换）', en: 'Vue 3 (`KeepAlive`, switched midway)' },
    libraries: ['vue'],
    content: 'app',
    script: 'vue.js',
    listens: true,
  },
  {
    name: 'vue-router',
    title: {
      zh: 'Vue Router，元素在布局里；路由拦截；中途换登录用户',
      en: 'Vue Router, the element in the layout; a route guard; other users log in midway',
    },
    libraries: ['vue', 'vue-router'],
    logins: true,
    recipes: ['vue-router.js', 'vue-router-guard.js'],
    guarded: '#/pay',
    embeds: ['package'],
    content: 'app',
    script: 'vue-router.mjs',
  },
  {
    name: 'vue-router-3',
    title: {
      zh: 'Vue 2 和 Vue Router 3，经典脚本（`async`）；路由拦截；中途换登录用户',
      en: 'Vue 2 and Vue Router 3, classic script (`async`); a route guard; other users log in midway',
    },
    libraries: ['vue2', 'vue-router3'],
    logins: true,
    recipes: ['queue.js', 'vue-router-3-guard.js'],
    guarded: '#/pay',
    embeds: ['async'],
    content: 'app',
    script: 'vue-router-3.mjs',
  },
  {
    name: 'react-router',
    title: {
      zh: 'React Router，元素在布局里；路由拦截；中途换登录用户',
      en: 'React Router, the element in the layout; a route guard; other users log in midway',
    },
    libraries: ['react', 'react-router'],
    logins: true,
    recipes: ['react-router.jsx', 'react-router-guard.jsx'],
    guarded: '#/pay',
    embeds: ['package'],
    content: 'app',
    script: 'react-router.mjs',
  },
  {
    name: 'single-page',
    title: {
      zh: '单页应用，元素在页面里；中途换登录用户',
      en: 'A single-page portal, the element in a route; other users log in midway',
    },
    logins: true,
    content: 'single-page',
    script: 'single-page.js',
  },
  {
    name: 'zone',
    title: { zh: 'Angular 的 zone.js', en: "Angular's zone.js" },
    libraries: ['zone.js'],
    script: 'zone.js',
    listens: true,
  },
  {
    name: 'prototype-like',
    title: {
      zh: '仿 Prototype.js 改写内置对象（`toJSON`、`Array.from`、可枚举的扩展）',
      en: 'Built-ins patched as by Prototype.js (`toJSON`, `Array.from`, enumerable extensions)',
    },
    head: '<script src="/pages/prototype.js"></script>',
    script: 'prototype-like.js',
    listens: true,
  },
  {
    name: 'strict',
    title: { zh: '最严格的 CSP 和 Trusted Types', en: 'Strictest CSP and Trusted Types' },
    headers: { 'content-security-policy': STRICT },
  },
  {
    name: 'nonce',
    title: { zh: 'CSP 用 nonce 和 `strict-dynamic`', en: 'CSP with a nonce and `strict-dynamic`' },
    nonce: NONCE,
    headers: { 'content-security-policy': DYNAMIC },
  },
  {
    name: 'server-rendered',
    title: {
      zh: '服务端页面：GBK、怪异模式、nonce，经典脚本',
      en: 'A server-rendered page: GBK, quirks mode, nonce, classic script',
    },
    libraries: ['jquery1'],
    embeds: ['classic'],
    quirks: true,
    charset: 'gbk',
    nonce: NONCE,
    headers: { 'content-security-policy': DYNAMIC },
  },
  {
    name: 'two-copies',
    title: { zh: '同一脚本来自两个地址', en: 'The script twice, from two addresses' },
    embeds: ['module', 'proxied', 'classic'],
  },
  {
    name: 'two-versions',
    title: { zh: '两个版本的脚本', en: 'Scripts of two versions' },
    embeds: ['older', 'module'],
    says: {
      message: `unit-certification: version ${OLD_VERSION} of the widget is not tested with ${VERSION} of the service`,
      reason: {
        zh: '旧版本说自己没有和这个服务一起测试过',
        en: 'the older one says that it was not tested with this service',
      },
    },
  },
  ...microFrontends('qiankun', 'qiankun 2', ['main', 'import', 'classic', 'both']),
  ...microFrontends('wujie', 'wujie', ['main', 'import', 'classic', 'both']),
  ...microFrontends('@micro-zoe/micro-app', 'micro-app', ['main', 'import', 'classic', 'sandbox', 'both']),
  { name: 'base', title: { zh: '`<base href>`', en: '`<base href>`' }, head: '<base href="/elsewhere/" />' },
  {
    name: 'frame',
    title: { zh: '同源 iframe', en: 'An iframe of the same origin' },
    frame: { ...FRAME, of: 'portal' },
  },
  {
    name: 'foreign-frame',
    title: { zh: '跨源 iframe', en: 'An iframe of another origin' },
    frame: { ...FRAME, of: 'other' },
    says: {
      message: 'Blocked autofocusing on a <button> element in a cross-origin subframe.',
      reason: {
        zh: '只有浏览器自己的一句：跨源 iframe 里，用户点击之前不移动焦点',
        en: "nothing but the browser's own word that it moves no focus into a foreign frame before a click",
      },
    },
  },
  {
    name: 'rtl',
    title: { zh: '从右到左的页面', en: 'A page from right to left' },
    html: 'lang="ar" dir="rtl"',
  },
  {
    name: 'root-10px',
    title: { zh: '根字号 10px', en: 'Root font of 10px' },
    head: '<style>html { font-size: 10px } body { font-size: 1.4rem }</style>',
  },
  {
    name: 'root-percent',
    title: { zh: '根字号 62.5%', en: 'Root font of 62.5%' },
    head: '<style>html { font-size: 62.5% } body { font-size: 1.2rem }</style>',
  },
  {
    name: 'modal',
    title: { zh: '自己的 `<dialog>`（`showModal`）开着', en: 'A `<dialog>` of its own (`showModal`) open' },
    content: 'modal',
    script: 'modal.js',
  },
  {
    name: 'overlay',
    title: { zh: 'z-index 2147483647 的遮罩', en: 'An overlay with z-index 2147483647' },
    head: `<style>body::before { content: ''; position: fixed; z-index: 2147483647; inset: 0; background: #0008 }</style>`,
  },
  {
    name: 'proxy',
    title: { zh: '组件和接口经门户的子路径转发', en: "Widget and API behind a path of the portal's" },
    embeds: ['proxied'],
  },
  {
    name: 'moved',
    title: { zh: '元素中途移动、移除又放回', en: 'The element moved, removed and put back midway' },
    script: 'moved.js',
  },
];
