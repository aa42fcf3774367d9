/** Kinds of front-end projects, each with the files of a small one: its page has the element, and shows in an `output` whether the unit is certified. */
export interface Kind {
  name: string;
  /** As in the guides. */
  title: { zh: string; en: string };
  /** The project's own packages, by name. */
  packages: Record<string, string>;
  /** The packages whose versions the guides show. */
  shown: string[];
  files: Record<string, string>;
  /** Examples of the guides, by the file that each is in the project. */
  examples?: Record<string, string>;
  /** Programs of the project, each with its arguments. */
  build: string[];
  /** The folder of the built files; or the program that serves them, `PORT` in its arguments being the port; or a script for Node.js that does. */
  front: { folder: string } | { program: string[] } | { script: string };
}

const TOLD = `document.addEventListener('certification-status', ({ detail }) => {
  document.querySelector('output').textContent = String(detail.kinds[0].status === 'certified');
});
`;
/** All exports, also those that the page does not use. */
const MAIN = `import { configure, signOut } from 'unit-certification';
import 'unit-certification/define';
import 'unit-certification/center';
import 'unit-certification/registration';
configure({ bff: '', tokenUrl: '/session/certification-token' });
window.signOutOfCertification = signOut;
${TOLD}`;

const page = (content: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>门户</title>${content}</html>`;
const CONTENT = '<unit-certification></unit-certification><output></output>';
const webpackPage = page(`${CONTENT}<script src="main.js"></script>`);

const withWebpack = (packages: Record<string, string>): Omit<Kind, 'name' | 'title'> => ({
  packages,
  shown: ['webpack'],
  files: {
    'src/index.js': MAIN,
    'dist/index.html': webpackPage,
  },
  build: ['webpack', '--mode', 'production', '--output-filename', 'main.js'],
  front: { folder: 'dist' },
});

export const KINDS: readonly Kind[] = [
  {
    name: 'vite',
    title: { zh: 'Vite', en: 'Vite' },
    packages: { vite: '8.3.8' },
    shown: ['vite'],
    files: {
      'main.js': MAIN,
      'index.html': page(`${CONTENT}<script type="module" src="/main.js"></script>`),
    },
    build: ['vite', 'build'],
    front: { folder: 'dist' },
  },
  {
    name: 'webpack-5',
    title: { zh: 'webpack 5', en: 'webpack 5' },
    ...withWebpack({ webpack: '5.113.0', 'webpack-cli': '7.3.1' }),
  },
  {
    name: 'webpack-4',
    title: { zh: 'webpack 4', en: 'webpack 4' },
    ...withWebpack({ webpack: '4.47.0', 'webpack-cli': '3.3.12' }),
  },
  {
    name: 'vue-cli-4',
    title: { zh: 'Vue CLI 4（Vue 2，webpack 4）', en: 'Vue CLI 4 (Vue 2, webpack 4)' },
    packages: {
      '@vue/cli-service': '4.5.19',
      '@vue/cli-plugin-babel': '4.5.19',
      vue: '2.7.16',
      'vue-template-compiler': '2.7.16',
    },
    shown: ['@vue/cli-service', 'vue', 'webpack'],
    files: {
      'babel.config.js': `module.exports = { presets: ['@vue/cli-plugin-babel/preset'] };\n`,
      '.browserslistrc': '> 1%\nlast 2 versions\n',
      'src/main.js': `import Vue from 'vue';
import { configure } from 'unit-certification';
import 'unit-certification/define';
import App from './App.vue';
configure({ bff: '' });
Vue.config.ignoredElements = [/^unit-/];
new Vue({ render: (h) => h(App) }).$mount('#app');
`,
      'src/App.vue': `<template>
  <main>
    <unit-certification token-url="/session/certification-token" @certification-status="show" />
    <output>{{ certified }}</output>
  </main>
</template>
<script>
export default {
  data: () => ({ certified: false }),
  methods: {
    show({ detail }) {
      this.certified = detail.kinds[0].status === 'certified';
    },
  },
};
</script>
`,
      'public/index.html': page('<div id="app"></div>'),
    },
    build: ['vue-cli-service', 'build'],
    front: { folder: 'dist' },
  },
  {
    name: 'next',
    title: {
      zh: 'Next（React 19；服务端导入，元素在浏览器里渲染）',
      en: 'Next (React 19; imported on the server, rendered in the browser)',
    },
    packages: {
      next: '16.4.6',
      react: '19.3.1',
      'react-dom': '19.3.1',
      typescript: '6.0.3',
      '@types/react': '19.3.0',
      '@types/node': '24.19.2',
    },
    shown: ['next', 'react'],
    files: {
      'app/layout.tsx': `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="zh-CN"><body>{children}</body></html>;
}
`,
      'app/page.tsx': `'use client';
import { useState } from 'react';
import { signOut } from 'unit-certification';
import 'unit-certification/center';
import 'unit-certification/registration';
import { CertificationInBrowser } from './CertificationInBrowser';

export default function Page() {
  const [certified, setCertified] = useState(false);
  return (
    <main>
      <CertificationInBrowser onStatus={({ kinds }) => setCertified(kinds[0]?.status === 'certified')} />
      <output>{String(certified)}</output>
      <button onClick={signOut}>退出</button>
    </main>
  );
}
`,
    },
    examples: {
      'app/Certification.tsx': 'Certification.tsx',
      'app/CertificationInBrowser.tsx': 'CertificationInBrowser.tsx',
    },
    build: ['next', 'build'],
    front: { program: ['next', 'start', '--port', 'PORT'] },
  },
  {
    name: 'nuxt',
    title: {
      zh: 'Nuxt（服务端渲染；`unit-certification/load`）',
      en: 'Nuxt (rendered on the server; `unit-certification/load`)',
    },
    packages: { nuxt: '4.4.8' },
    shown: ['nuxt'],
    files: {
      'nuxt.config.ts': `export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('unit-') } },
});
`,
      'app/app.vue': '<template><NuxtLayout><NuxtPage /></NuxtLayout></template>\n',
      'app/layouts/default.vue': `<script setup>
const certified = ref(false);
const show = ({ detail }) => {
  certified.value = detail.kinds[0].status === 'certified';
};
</script>
<template>
  <main>
    <unit-certification center-url="/center" @certification-status="show" />
    <slot />
    <output>{{ certified }}</output>
  </main>
</template>
`,
      'app/pages/index.vue': '<template><NuxtLink to="/pay">社保缴费</NuxtLink></template>\n',
      'app/pages/center.vue': '<template><unit-certification-center /></template>\n',
      'app/pages/pay.vue': `<script setup>
import { signOut } from 'unit-certification/load';
definePageMeta({ middleware: 'certified', business: '社保缴费' });
</script>
<template><button @click="signOut">退出</button></template>
`,
    },
    examples: {
      'app/plugins/certification.client.ts': 'nuxt-plugin.ts',
      'app/middleware/certified.ts': 'nuxt-middleware.ts',
    },
    build: ['nuxt', 'build'],
    front: { script: '.output/server/index.mjs' },
  },
];
