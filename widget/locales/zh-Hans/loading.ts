/**
 * Shown in the center's place until its other words have loaded. In its script, in all languages.
 */
export const loading = '正在查询认证状态';
