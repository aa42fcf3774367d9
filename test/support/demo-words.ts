/** Texts of the demo that tests look for or press. Only the demo's own: the widget's are in `words.ts`. */

/** The titles of the demo's accounts. */
export const ACCOUNTS = {
  legalRepresentative: '法人认证成功',
  agent: '代理人认证成功',
  agentWithoutRecord: '代理人无办理记录',
  mismatch: '信息不一致',
  notActive: '登记状态异常',
  pending: '正在核验',
  certified: '已认证',
  operator: '经办人登录',
  colleague: '同单位的管理员',
  organizationCode: '组织机构代码登录',
  severalHeads: '多位负责人',
  certifiedByAgent: '代理人已认证',
  due: '认证将要到期',
  organ: '机关',
  socialOrganization: '社会组织',
  noSource: '没有登记来源',
} as const;

/** The unit's state in the header of the portal. */
export const STATES = { certified: '已实名认证', uncertified: '未实名认证', pending: '正在核验' } as const;

export const PORTAL = {
  logIn: '提交',
  settings: '单位设置',
  center: '认证中心',
  userName: '用户名',
  /** Opens the form, on the main page. */
  certify: '立即认证',
  logOut: '退出',
  loginName: '登录名',
  password: '登录密码',
  /** The link to the registration, and its title. */
  newUnit: '单位用户',
  register: '单位用户注册',
  registered: '注册成功，单位已完成手机认证和实名认证',
  /** Fills a form with the values of the demo. */
  fillIn: '填入演示数据',
} as const;

/** The business behind the gate. */
export const BUSINESS = {
  name: '职工参保增减员',
  submit: '提交申报',
  submitted: '申报已提交',
  saveDraft: '保存草稿',
  draftSaved: '草稿已保存',
} as const;
