/** The businesses for certified units. A portal has many; the demo has one. */
export const BUSINESS = {
  path: '/services/staff-changes',
  name: '职工参保增减员',
  about: '职工入职、离职，按月办理变动。',
};
