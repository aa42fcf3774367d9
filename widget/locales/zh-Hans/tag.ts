/** The language, for `lang` and dates. */
export const tag = 'zh-Hans';
