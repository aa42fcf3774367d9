export const chinese = {
  /** With its phrases marked, for `inPhrases`. */
  department: '云川市住房|公积金管理中心',
  site: '单位业务网厅',
  other: 'English',
  skip: '跳到主要内容',
  large: '长辈版',
  /** Left out on phones. */
  largeMore: '',
  menu: '导航',
  /** The menu's name; its first part is left out on phones. */
  settingsMenu: ['', '单位设置'] as readonly [string, string],
  hotline: '服务热线12329（工作日9:00—17:00）',
  /** In parts that stay whole. */
  notice: '本网站为演示系统，|单位、人员和证件号码均为虚构。',

  errors: '有{count}处需要更正',

  login: '单位登录',
  slogan: '住房公积金，单位业务在线办',
  lead: '实名认证与网上办事大厅互认：在任何一处认证一次，这里直接办理。',
  facts: ['缴存登记当场受理', '职工账户转移不用跑窗口', '缴存证明即时开具'],
  code: '统一社会信用代码 / 组织机构代码',
  password: '密码',
  show: '显示',
  role: '登录身份',
  administrator: '管理员',
  operator: '经办人',
  submitLogin: '登录',
  codeMissing: '请填写统一社会信用代码或组织机构代码',
  passwordMissing: '请填写密码',
  wrong: '用户名、密码或登录身份不正确，请检查后再试',
  wait: '密码多次输入不正确，请在几分钟后再试',
  accounts: '演示账号',
  accountsAbout: (count: number) => `${count}个账号，各演示一种情形`,
  accountsHint: '点一下直接登录。账号和密码与网上办事大厅相同，密码都是',
  fill: '填入演示数据',
  filled: (outcome: string) => `已填入。提交后会看到：${outcome}。`,
  demo: '演示说明',
  demoHint: '认证表单里的“填入演示数据”会填好这个账号要用的内容。',

  logOut: '退出',
  home: '首页',
  here: '当前位置',
  settings: '单位设置',
  center: '认证中心',
  centerAbout: '实名认证与网上办事大厅互认，完成一次即可。',
  privacy: '个人信息处理说明',
  greeting: (role: string) => `您好，${role}`,
  unitCode: '单位代码',

  unknown: '正在查询',
  certified: '已实名认证',
  uncertified: '未实名认证',
  pending: '实名核验中',
  lapsed: '需重新认证',

  certification: '单位实名认证',
  certify: '立即认证',
  call: {
    uncertified: {
      title: '本单位尚未完成实名认证',
      text: '完成认证后就可以办理公积金业务，约2分钟。请准备营业执照等登记证书和法定代表人证件。',
    },
    lapsed: {
      title: '单位实名认证已失效，请重新认证',
      text: '单位的登记信息有变化。请按现在的登记信息重新认证，之后恢复办理。',
    },
    pending: {
      title: '实名认证正在核验',
      text: '核验完成后自动更新，无需重复提交。通过后就可以办理业务。',
    },
    operator: {
      title: '请管理员先完成|单位实名认证',
      text: '实名认证由管理员在这里或网上办事大厅办理。认证后，您刷新本页就可以办理业务。',
    },
  },
  callBefore: (business: string) => ({
    title: `办理“${business}”，请先完成实名认证`,
    text: '约2分钟，请准备营业执照等登记证书和法定代表人证件。',
  }),
  usedUp: (when: string) => `提交次数已用完，${when}后可再提交`,

  businesses: '单位业务',
  recent: '最近办理',
  nothing: '还没有办理记录。办理后，受理编号会留在这里。',
  unit: '办理单位',
  optional: '例如',
  number: '请填写数字',
  missing: (label: string) => `请填写${label}`,
  receipt: '受理编号',
  receiptHint: '演示系统不会真正办理。受理编号留在首页的“最近办理”，停止演示后清除。',
  another: '办理其他业务',

  uncertifiedTitle: '办理前请先完成单位实名认证',
  uncertifiedText: (business: string) =>
    `“${business}”需要单位通过实名认证。在任何一个部门完成认证，这里同样有效。刚才填写的内容没有提交，也没有保存。`,
  toCenter: '前往认证中心',
  awayTitle: '暂时无法确认认证状态',
  away: '认证服务暂时没有应答，本次没有提交成功。请稍等片刻，用浏览器的“后退”回到刚才的页面再试，填写的内容还在那里。',
  lostTitle: '没有找到这个页面',
  lost: '网址可能输错了，或者页面已经移走。请从首页重新进入。',
  toHome: '返回首页',

  privacyText: [
    '办理单位实名认证时，本网厅把下列信息交给认证服务核对：法定代表人的姓名和证件号、单位成立日期；由代理人办理的，还有代理人的姓名和证件号。',
    '只用于与登记信息、社会保险经办记录核对，确认单位身份，不作其他用途。本网厅不保存这些信息。',
    '核对完成后不保存证件号原文，只留存无法还原的摘要，最长180天。登记系统繁忙或您申请自动复核时，填写的内容加密保存，核对完成即删除，最长30天。',
    '您可以查询、更正或要求删除本人信息，请拨打服务热线12329。',
  ],
};

export type Words = typeof chinese;
