/** The pictures of docs/{zh,en}/theming.md that show the form in the colors of component libraries, with the real libraries of `test/by-hand/hosts`. */
import { readExample } from '../../docs/support/examples.ts';
import type { Host } from '../hosts/hosts.ts';
import { installLibraries } from '../hosts/libraries.ts';
import { startPortal } from '../hosts/portal.ts';
import { keeper } from './kept.ts';
import { inBrowser, type Wanted } from './stage.ts';

const styles = (...names: string[]): string =>
  `<style>${names.map((name) => readExample(`theming-${name}.css`)).join('')}</style>`;

const elementPlus: Pick<Host, 'libraries' | 'head' | 'title'> = {
  title: { zh: 'Element Plus', en: 'Element Plus' },
  libraries: ['element-plus'],
  head: `<link rel="stylesheet" href="/lib/element-plus/theme-chalk/dark/css-vars.css" />${styles('dark', 'element-plus')}`,
};

const THEMES: readonly Host[] = [
  { ...elementPlus, name: 'element-plus', libraries: ['vue', 'element-plus'] },
  {
    ...elementPlus,
    name: 'element-plus-dark',
    libraries: ['vue', 'element-plus'],
    html: 'lang="zh-CN" class="dark"',
  },
  {
    name: 'ant-design',
    title: { zh: 'Ant Design', en: 'Ant Design' },
    libraries: ['react', 'antd'],
    html: 'lang="zh-CN" class="dark"',
    head: `<script type="importmap">{ "imports": { "antd": "data:text/javascript,export const { theme } = antd" } }</script>${styles('dark')}`,
    content: 'app',
    recipes: ['theming-ant-design.jsx'],
    script: 'themed-ant-design.mjs',
  },
  {
    name: 'layui',
    title: { zh: 'Layui', en: 'Layui' },
    libraries: ['layui'],
    head: styles('layui'),
  },
  { name: 'mourning', title: { zh: '灰色', en: 'Gray' }, head: styles('mourning') },
];

export async function takeTheming(isWanted: Wanted): Promise<void> {
  const titleOf = ({ name }: Host) => `theming-${name}`;
  const themes = THEMES.filter((host) => isWanted(titleOf(host)));
  const portal = await startPortal(await installLibraries(), themes);
  try {
    await inBrowser(async (browser) => {
      const keep = keeper(browser, isWanted);
      const page = await browser.newPage({ viewport: { width: 900, height: 620 } });
      for (const host of themes) {
        const unit = await portal.renew();
        const attributes = { 'token-url': `session/token?unit=${unit}`, 'privacy-url': '/privacy' };
        await page.goto(portal.addressOf({ host, attributes }));
        const dialog = page.locator('unit-certification dialog');
        await dialog.locator('[part~=primary]').click();
        await dialog.locator('form').waitFor();
        await keep(host.name === 'mourning' ? page : dialog, titleOf(host));
      }
    });
  } finally {
    await portal.close();
  }
}
