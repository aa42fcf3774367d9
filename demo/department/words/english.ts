import type { Words } from './chinese.ts';

export const english: Words = {
  department: 'Yunchuan Housing Provident Fund',
  site: 'Services for organizations',
  other: '中文',
  skip: 'Skip to main content',
  large: 'Larger',
  largeMore: ' type',
  menu: 'Navigation',
  settingsMenu: ['Organization ', 'settings'],
  hotline: 'Hotline 12329 (working days, 9:00–17:00)',
  notice: 'A demonstration: organizations, people and numbers are made up.',

  errors: '{count} things need correcting',

  login: 'Organization login',
  slogan: 'Housing provident fund, online for organizations',
  lead: 'Verification is shared with the online service hall: verify once, at either site, and do your business here.',
  facts: ['Contributions registered at once', 'Transfers without a visit', 'Certificates issued immediately'],
  code: 'Unified social credit code / organization code',
  password: 'Password',
  show: 'Show',
  role: 'Log in as',
  administrator: 'Administrator',
  operator: 'Operator',
  submitLogin: 'Log in',
  codeMissing: 'Enter the unified social credit code or the organization code',
  passwordMissing: 'Enter the password',
  wrong: 'The user name, password or role is not right. Check them and try again',
  wait: 'The password was wrong several times. Try again in a few minutes',
  accounts: 'Demo accounts',
  accountsAbout: (count) => `${count} accounts, one for each case`,
  accountsHint:
    'Choose one to log in. They are the accounts of the online service hall, and the password of all is',
  fill: 'Fill in demo data',
  filled: () => 'Filled in. Submit to see what comes of it.',
  demo: 'About this demo',
  demoHint: '“Fill in demo data” in the verification form fills in what this account needs.',

  logOut: 'Log out',
  home: 'Home',
  here: 'You are here',
  settings: 'Organization settings',
  center: 'Verification center',
  centerAbout: 'Verification is shared with the online service hall: once is enough.',
  privacy: 'How we use personal data',
  greeting: (role) => `Welcome, ${role.toLowerCase()}`,
  unitCode: 'Code',

  unknown: 'Looking up',
  certified: 'Verified',
  uncertified: 'Not verified',
  pending: 'Checking',
  lapsed: 'Verify again',

  certification: 'Verification of the organization',
  certify: 'Verify now',
  call: {
    uncertified: {
      title: 'Your organization is not verified yet',
      text: 'It takes about 2 minutes, and opens all services here. Have the business license, or another registration certificate, and the legal representative’s document ready.',
    },
    lapsed: {
      title: 'Your organization must be verified again',
      text: 'The registered details have changed. Verify again by the present ones, and you can go on.',
    },
    pending: {
      title: 'The verification is being checked',
      text: 'This page follows by itself; there is nothing to submit again. After that you can use all services.',
    },
    operator: {
      title: 'Ask your administrator to verify the organization',
      text: 'Only an administrator can verify, here or at the online service hall. After that, reload this page and go on.',
    },
  },
  callBefore: (business) => ({
    title: `Verify first to use “${business}”`,
    text: 'It takes about 2 minutes; have the business license, or another registration certificate, and the legal representative’s document ready.',
  }),
  usedUp: (when) => `No attempts left. You can submit again after ${when}`,

  businesses: 'Services',
  recent: 'Recent',
  nothing: 'Nothing yet. Receipt numbers stay here after you have submitted something.',
  unit: 'Organization',
  optional: 'For example',
  number: 'Enter a number',
  missing: (label) => `Enter: ${label.toLowerCase()}`,
  receipt: 'Receipt number',
  receiptHint:
    'A demonstration: nothing is really done. The number stays on the home page until the demo stops.',
  another: 'Use another service',

  uncertifiedTitle: 'Verify your organization first',
  uncertifiedText: (business) =>
    `“${business}” needs a verified organization. A verification at any department counts here too. What you filled in was neither submitted nor kept.`,
  toCenter: 'Go to the verification center',
  awayTitle: 'The verification cannot be looked up right now',
  away: 'The verification service does not answer, and nothing was submitted. Wait a moment, go back in your browser, where everything is still filled in, and submit again.',
  lostTitle: 'There is no such page',
  lost: 'The address may be wrong, or the page has moved. Start again from the home page.',
  toHome: 'Go to the home page',

  privacyText: [
    'For the verification this site passes on: name and document number of the legal representative and the founding date; for an agent, the agent’s name and document number too.',
    'They are compared with the register and the social insurance records, to make sure who the organization is, and used for nothing else. This site keeps none of them.',
    'Document numbers are not kept after the check, only digests that cannot be turned back, for 180 days at most. While the registry is busy, or when you ask for an automatic re-check, what you typed is kept encrypted, until it is decided, for 30 days at most.',
    'To see, correct or delete what is kept about you, call 12329.',
  ],
};
