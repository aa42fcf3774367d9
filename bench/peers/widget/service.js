/** The requests of every peer, the same as ours: a token from the portal, the status, the submission. */

export const words = {
  ask: '请完成单位实名认证',
  why: ['因系统升级，单位需通过实名认证后才能办理相关业务。', '认证只需一次，请准备好法定代表人的信息。'],
  confirm: '确认',
  cancel: '取消',
  title: '单位实名认证',
  name: '法定代表人姓名',
  number: '法定代表人证件号码',
  founded: '成立日期',
  applicant: '申请人',
  legal: '法定代表人',
  agent: '代理人',
  agentName: '代理人姓名',
  agentNumber: '代理人证件号码',
  required: '请填写',
  submit: '提交',
  done: '认证成功',
  told: '单位已通过实名认证，可以办理相关业务。',
  close: '完成',
};

let token;

async function call(method, body) {
  token ??= fetch('/token').then(async (answer) => (await answer.json()).token);
  const headers = { Authorization: `Bearer ${await token}` };
  if (body)
    Object.assign(headers, {
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${crypto.randomUUID()}"`,
    });
  const answer = await fetch('/v1/certification', {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.json();
}

export const readStatus = () => call('GET');
export const submit = (claim) => call('POST', claim);

export const claimOf = ({ name, number, founded, applicant, agentName, agentNumber }) => ({
  legalRepresentative: { name, idNumber: number },
  foundedOn: founded,
  applicant,
  ...(applicant === 'agent' && { agent: { name: agentName, idNumber: agentNumber } }),
});

/** Whether the unit must certify; `asking` waits for the status before anything is shown. */
export const isUncertified = (status) =>
  status.kinds.some(({ kind, status: state }) => kind === 'real-name' && state !== 'certified');
