/** The constants that sentences of the documents say, with their phrases, and the numbers that come from elsewhere. */
import components from '../../../bff/contract/components.json' with { type: 'json' };
import { LIMITS } from '../../../bff/contract/wire.ts';
import { DESK_LIMITS, LIMITS as ATTEMPTS, REPLACING, SMS_LIMITS } from '../../../bff/limits/limits.ts';
import { KEYS_USED_FOR } from '../../../bff/keys/live-keys.ts';
import { BATCH, KEPT_FOR } from '../../../bff/database/retention.ts';
import { DEFAULT_TIMEOUTS } from '../../../bff/database/timeouts.ts';
import { PAUSES } from '../../../bff/delivery/deliver.ts';
import { AUDIT_KEPT_FOR } from '../../../bff/events/retention.ts';
import { DEFAULT_BREAKER } from '../../../bff/network/circuit-breaker.ts';
import { LARGEST_ANSWER } from '../../../bff/network/request.ts';
import { factsOf } from '../../../bff/server/config.ts';
import { type Figure, matchIn, numberIn } from './constants.ts';
import { pauseOf } from './monitoring.ts';
import { FREQUENCIES, STATUSES, STATUSES_OF_OTHERS } from './status-list.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

export const FIGURES: readonly Figure[] = [
  ...STATUSES,
  ...FREQUENCIES,
  {
    value: numberIn('bff/attempts/kept-claim.ts', 'CLAIM_KEPT_FOR'),
    phrases: [
      '核验完即删除，最长 # 天',
      '等待核验的提交 # 天没有等到',
      '通过、满#天、重新提交',
      'until decided, # days at most',
      'no register answered in # days',
      'after # days, with a new s',
      'given up after # days without an answer',
      '，最长#天；认证通过',
      '，最長#天；認證通過',
      '# days at most, deleted at once on success',
    ],
  },
  {
    value: matchIn('bff/http/monitoring-routes.ts', /timeout\((\d+_?\d*)/),
    phrases: ['数据库#秒内有应答'],
  },
  {
    value: KEPT_FOR.delivered - numberIn('bff/delivery/missing.ts', 'MARGIN'),
    phrases: ['最近#天有一个事件', 'in the last # days was not told', 'is missed for # days only'],
  },
  {
    value: KEYS_USED_FOR,
    phrases: ['机器暂停了#秒以上', 'machine paused for over # s', 'read more than # seconds ago'],
  },
  {
    value: numberIn('bff/keys/live-keys.ts', 'READ_EVERY'),
    phrases: ['服务每#秒重读一次密钥', 'the keys every # seconds', "database's keys every # seconds"],
  },
  {
    value: pauseOf('retention'),
    phrases: ['服务在#分钟内自己停用旧密钥', 'puts it out of use by itself, within # minutes'],
  },
  {
    value: numberIn('bff/cases/case.ts', 'CASE_KEPT_FOR'),
    phrases: [
      '办结或者满#天即删除内容',
      '加密保存到办结为止，最长#天',
      '重新有#天',
      'until it is decided, for # days at most; the last',
      'sent back, it has # days anew',
      'withdrawn or # days old',
      '加密保存，最长#天，办结',
      '加密保存，最長#天，辦結',
      '# days at most, deleted when the case',
      '满#天没有办理',
    ],
  },
  {
    value: numberIn('bff/attempts/facts.ts', 'CASE_TOLD_FOR'),
    phrases: ['办结以后再显示#天', 'until # days after its end'],
  },
  {
    value: numberIn('bff/proposals/at-unit.ts', 'WAITS') * DAY,
    phrases: ['提议后 # 天', 'of others: # days', '提议#天没有人复核就作废'],
  },
  {
    value: KEPT_FOR.submissions,
    phrases: [
      '整份内容的摘要。# 天',
      'of the body | # days, at most until',
      'within its # days',
      'expire after # days',
      '一次提交不到#天就被删除',
      '当时的提交记录（# 天到期）',
      '编号不对，或者已过#天',
      '写成一条审计记录。# 天',
      'for one event | none | # days',
      '最近#天，本网站没有',
      '最近#天，本網站沒有',
      'this website in the last # days',
      '编号保留#天',
      'it is older than # days',
      'have expired (# days)',
      '提交记录保留#天',
      '#天内没有',
    ],
  },
  {
    value: KEPT_FOR.cases,
    phrases: [
      '结果：办结后 # 天',
      '办结#天以后不再',
      '办结的保留#天',
      'the rest # days after the end',
      '办结的#天以内',
      'ended within # days',
      '办结已过#天',
    ],
  },
  { value: KEPT_FOR.delivered, phrases: ['送达的记录 # 天', '| # days when delivered'] },
  { value: KEPT_FOR.dead / DAY, phrases: [', # as a dead letter'] },
  { value: KEPT_FOR.dead, phrases: ['没送到的 # 天', "part('#天')"] },
  { value: KEPT_FOR.replacedSigningKeys, phrases: ['a replaced one # day'] },
  { value: KEPT_FOR.idempotencyKeys, phrases: ['摘要，# 小时后清空', 'while they are there: # hours'] },
  {
    value: AUDIT_KEPT_FOR,
    phrases: [
      '也是发给站点的通知。# 年',
      'person of the staff | # years',
      'range of events | none | # years',
      '写明是谁执行的，保存#年',
      '满#年到期清除',
      'is kept for # years',
      'retention time (# years)',
    ],
  },
  {
    value: numberIn('bff/desk/people/sessions.ts', 'IDLE'),
    phrases: [
      '最后一次操作后#分钟',
      '# minutes after the last request',
      '#分钟没有操作，或者',
      'The desk: # idle minutes',
      'The desk’s: # idle minutes',
    ],
  },
  {
    value: numberIn('bff/desk/people/sessions.ts', 'LONGEST'),
    phrases: ['分钟，最长#小时', 'request, # hours at most', '登录满#小时', 'idle minutes, # hours'],
  },
  {
    value: numberIn('bff/desk/admission/admission.ts', 'ROLES_OF_LOGIN'),
    phrases: [
      '只在登录时知道：#分钟以后',
      '只在登录时知道的，最多还能看#分钟',
      'deed (# minutes after the login',
    ],
  },
  {
    value: LIMITS.phoneCodeLifetime * SECOND,
    phrases: [
      '摘要。验证码 # 分钟',
      'both with the code | # minutes',
      'proof for its # minutes',
      '并写明 # 分钟内有效',
      'code}，#分钟内有效',
      'is valid for # minutes',
    ],
  },
  {
    value: LIMITS.phoneProofLifetime * SECOND,
    phrases: [
      '手机验证 # 分钟到期',
      "the browser's token | # minutes",
      '**手机验证**的有效期是 # 分钟',
      '手机验证已过期（# 分钟）',
      'proven more than # minutes ago',
      'the phone for # minutes',
    ],
  },
  {
    value: LIMITS.tokenLifetime * SECOND,
    phrases: ['比 `iat` 晚 # 秒以上', 'more than # s after `iat`', '| 7.6.1 | # s'],
  },
  {
    value: LIMITS.clockSkew * SECOND,
    phrases: [
      '时钟误差不超过 # 秒',
      'a clock that is right to # s',
      '令牌允许的误差是 # 秒',
      'tokens permit # s',
      'and # s of skew',
    ],
  },
  {
    value: LIMITS.bodyBytes,
    phrases: ['提交最多 # KiB', '| # KiB for submissions', 'bodies of # KiB', '一个请求最多 # KB'],
  },
  {
    value: LIMITS.batchBodyBytes,
    phrases: ['批量查询最多 # KiB', 'submissions, # KiB for many', '(# KiB for batches)'],
  },
  {
    value: numberIn('bff/signing/keys.ts', 'LIST_MAX_AGE') * SECOND,
    phrases: ['公钥最多缓存#分钟', 'keys may be kept for # minutes'],
  },
  {
    value: numberIn('bff/signing/keys.ts', 'SIGNS_FOR'),
    phrases: [
      '新的在使用前#分钟公布',
      'is listed # minutes before',
      '#分钟后开始用它签名',
      'signs # minutes later',
    ],
  },
  {
    value: numberIn('bff/signing/keys.ts', 'LISTED_FOR') - numberIn('bff/signing/keys.ts', 'SIGNS_FOR'),
    phrases: ['停用后再公布#分钟', '旧的再公布#分钟', 'stays listed for # minutes after that'],
  },
  {
    value: numberIn('bff/registration/assertion.ts', 'LIFETIME') * SECOND,
    phrases: ['签发后#分钟', '# minutes after it was signed'],
  },
  {
    value: numberIn('bff/delivery/send.ts', 'TIMEOUT'),
    phrases: ['# 秒内没有回答 2xx', '2xx within # seconds', '**#秒内回答。', 'within # s.**'],
  },
  ...PAUSES.slice(0, 3).map((value, index) => ({
    value,
    phrases: [
      [
        ['之后隔 # 秒、', 'again after # seconds, 5 and'],
        ['秒、# 分钟、30'],
        ['分钟、# 分钟、', '5 and # minutes'],
      ][index]!,
    ].flat(),
  })),
  { value: PAUSES.at(-1)!, phrases: ['14、20、# 小时重发', '20 and # hours, and given up'] },
  {
    value: Math.round(PAUSES.reduce((sum, pause) => sum + pause) / DAY) * DAY,
    phrases: [
      '约#天后放弃',
      'given up after about # days',
      '三天没有送到、已放弃'.replace('三', '#'),
      'not delivered in # days',
      '一条消息最多试#天',
      'is tried for # days',
      '#天里都没有送到',
    ],
  },
  {
    value: numberIn('bff/delivery/lanes.ts', 'pause'),
    phrases: ['先停 # 秒，之后每试', 'left alone: for # seconds, then for twice'],
  },
  {
    value: numberIn('bff/delivery/lanes.ts', 'longestPause'),
    phrases: ['停的时间加倍，最长#分钟', 'up to # minutes. When it'],
  },
  {
    value: numberIn('bff/sites/key-source.ts', 'FRESH'),
    phrases: ['地址里的公钥每#分钟重新读取', 'read again every # minutes'],
  },
  {
    value: numberIn('bff/sites/key-source.ts', 'withKeys'),
    phrases: ['立刻读取，但最多每 # 秒一次', 'at once (every # s at most'],
  },
  {
    value: numberIn('bff/sites/key-source.ts', 'withoutKeys'),
    phrases: ['一个公钥都还没有时，最多每 # 秒', 'every # s while there are'],
  },
  {
    value: numberIn('bff/sites/key-source.ts', 'STALE'),
    phrases: ['公钥继续有效 # 小时', 'keys stay good for # hours'],
  },
  {
    value: numberIn('bff/sites/key-source.ts', 'FETCH_TIMEOUT'),
    phrases: ['最大 64 KiB，# 秒', '64 KiB, # s'],
  },
  {
    value: numberIn('bff/sites/secrets.ts', 'PREVIOUS_LIVES'),
    phrases: ['原来的再有效 # 小时', 'one is good for # hours more'],
  },
  {
    value: numberIn('bff/server/master-keys.ts', 'COMMAND_TIMEOUT'),
    phrases: ['由 shell 执行，最多 # 秒', 'shell at start, # seconds at most'],
  },
  {
    value: LARGEST_ANSWER,
    phrases: ['跟随跳转，最大 # KiB', 'no redirects, # KiB', '超过 # KiB、', '秒之内、# KiB 以内'],
  },
  {
    value: numberIn('bff/network/partner.ts', 'PARTNER_TIMEOUT'),
    phrases: ['超过 # 秒、跳转', '| 最多 # 秒后得到 `pending`', '`pending` after # s at most'],
  },
  {
    value: 2 * numberIn('bff/network/partner.ts', 'PARTNER_TIMEOUT'),
    phrases: ['两个接口，最多 # 秒', 'at most (# s for an agent'],
  },
  {
    value: DEFAULT_BREAKER.pause,
    phrases: [
      '五次故障后，# 秒内不再查询',
      '失败五次后的 # 秒',
      'circuit is open (# s after',
      '服务 # 秒内不再找网关',
    ],
  },
  {
    value: numberIn('bff/attempts/kept-claim.ts', 'FIRST_PAUSE'),
    phrases: ['`pending` # 秒后再问', 'asks again after # s, then'],
  },
  {
    value: numberIn('bff/attempts/kept-claim.ts', 'LONGEST_PAUSE'),
    phrases: ['间隔逐次加倍，最长 # 分钟', 'each time, up to # minutes'],
  },
  {
    value: numberIn('bff/sms/sms.ts', 'SMS_TIMEOUT'),
    phrases: ['就回答。# 秒之内', '不跟随跳转。超过 # 秒才', '可能已经发出时（# 秒内没有'],
  },
  {
    value: numberIn('bff/http/phone-routes.ts', 'GATEWAY_RETRY_AFTER') * SECOND,
    phrases: ['用户会看到 # 秒后再试'],
  },
  { value: LIMITS.phoneCodeResendAfter * SECOND, phrases: ['这个号码要等满#分钟'] },
  {
    value: DEFAULT_TIMEOUTS.statement,
    phrases: ['在数据库里最多执行 # 秒', 'statement ends after # s on the server'],
  },
  {
    value: DEFAULT_TIMEOUTS.answer,
    phrases: [
      '服务等 # 秒，仍没有回音',
      'the server and # s in the BFF',
      '卡住的请求 # 秒后得到',
      'get 503 after # s',
    ],
  },
  {
    value: DEFAULT_TIMEOUTS.lock,
    phrases: ['等锁超过 # 秒', 'a lock ends after # s', 'or after # s behind a lock'],
  },
  {
    value: DEFAULT_TIMEOUTS.idleTransaction,
    phrases: ['事务空闲 # 秒由数据库', 'nothing happens ends after # s'],
  },
  { value: numberIn('bff/database/postgres.ts', 'answer'), phrases: ['不设上限，服务最多等#小时'] },
  {
    value: numberIn('bff/server/server.ts', 'drain'),
    phrases: ['处理中的请求有 # 秒完成', 'in hand have # s', '| # 秒后连接被切断', 'are cut after # s'],
  },
  {
    value: numberIn('bff/server/server.ts', 'stop'),
    phrases: ['进程也在 # 秒内结束', 'process ends within # s'],
  },
  { value: numberIn('bff/server/server.ts', 'minLength'), phrases: ['攒满 # KB', 'in blocks of # KB'] },
  {
    value: numberIn('bff/server/server.ts', 'periodicFlush'),
    phrases: ['或过 # 毫秒', 'at the latest after # ms'],
  },
  { value: numberIn('bff/server/repeat.ts', 'LATE_AFTER'), phrases: ['一步超过#分钟还没有做完'] },
  { value: numberIn('bff/database/lease.ts', 'LEASE'), phrases: ['它停了，#分钟以后由另一个'] },
  { value: numberIn('bff/delivery/deliver.ts', 'LEASE'), phrases: ['正在发送的通知#分钟后重发'] },
  {
    value: numberIn('bff/database/cluster.ts', 'LARGEST_LOG'),
    phrases: ['没有数据；超过 # MB', 'start after # MB'],
  },
  {
    value: numberIn('bff/certifications/change.ts', 'FEWEST_DAYS') * DAY,
    phrases: [
      '`LAPSE_GRACE_DAYS` 天，至少#天',
      '认证至少再保留#天',
      '認證至少再保留#天',
      '认证至少还有#天',
      'valid for at least # more days',
    ],
  },
  {
    value: numberIn('widget/procedure/known.ts', 'ASKED_BEFORE'),
    phrases: ['和认证#天内到期', 'certification ends within # days', 'the last # days of a certific'],
  },
  {
    value: numberIn('bff/attempts/arrivals.ts', 'MEASURED'),
    phrases: ['按近#天自动复核', 'in the last # days, measured'],
  },
  {
    value: numberIn('widget/session/draft.ts', 'IDLE_TIME'),
    phrases: [
      '闲置#分钟后清除',
      '离开页面、#分钟没有操作',
      '移除元素、#分钟没有操作',
      'after # idle minutes',
    ],
  },
  {
    value: numberIn('widget/api/polling.ts', 'TOTAL'),
    phrases: ['间隔逐渐变长，最多#分钟', 'for at most # minutes'],
  },
  {
    value: numberIn('widget/gate/gate-controller.ts', 'STATUS_DEADLINE'),
    phrases: ['点击最多等#秒', 'at most # seconds. When it'],
  },
  {
    value: numberIn('widget/session/session.ts', 'FRESH'),
    phrases: ['上一个令牌是#秒以前取的。取不到', 'is older than # s. When it'],
  },
  {
    value: numberIn('widget/session/sessions.ts', 'PAUSE'),
    phrases: ['上一个令牌是#秒以前取的；', 'is older than # s; by'],
  },
  {
    value: numberIn('widget/session/token.ts', 'TOKEN_DEADLINE'),
    phrases: [
      '`getToken` 最多等#秒',
      '自动换新；最多等#秒',
      '`getToken` have # s',
      'It waits # seconds for one',
    ],
  },
  { value: numberIn('widget/session/token.ts', 'GRACE'), phrases: ['或之后#秒之内设置'] },
  {
    value: ATTEMPTS.casesPer30Days.window,
    phrases: [
      '#天里最多申请三次',
      '#天内三件（`LIMIT_CASES',
      'three in # days (`LIMIT_CASES',
      'has three in # days and one',
      '#天内还可申请',
      '#天內還可申請',
      'equests left in # days:',
    ],
  },
  {
    value: ATTEMPTS.casesPer30Days.allowed,
    phrases: [
      '天里最多申请#次',
      '天内#件（`LIMIT_CASES',
      'and # in 30 days (`LIMIT_CASES',
      'unit has # in 30 days and one',
    ],
  },
  {
    value: ATTEMPTS.clerkUnlocksPerDay.window,
    phrases: [
      '同一个单位，#小时内您最多解除',
      '解除限制，# 小时内在一个单位',
      'unlocks of a unit at the desk in # hours',
      'unlocked three times in # hours',
      'three times in # hours, all',
    ],
  },
  {
    value: ATTEMPTS.clerkUnlocksPerDay.allowed,
    phrases: ['小时内您最多解除#次', 'unit is unlocked # times in 24', 'clerk unlocks a unit # times in'],
  },
  {
    value: ATTEMPTS.unitUnlocksPerDay.allowed,
    phrases: ['全部热线人员合计最多#次', 'one clerk and # times by all', 'all clerks together # times'],
  },
  {
    value: ATTEMPTS.unitPer30Days.window,
    phrases: [
      '单位 # 天内的第一',
      'first failure in # days is judged',
      "a unit's first in # days is opened",
      '(today, in # days, and',
      'the failures of # days',
      'in # days (`month_used`)',
      '本单位#天内',
    ],
  },
  {
    value: ATTEMPTS.userUnitPerDay.window,
    phrases: ['在一个单位，# 小时内未通过', 'refused submissions in # hours'],
  },
  { value: REPLACING.window, phrases: ['一个单位#小时最多认证三次', 'certifications in # hours at most'] },
  {
    value: REPLACING.allowed,
    phrases: ['小时最多认证#次', 'certifications in 24 hours'.replace('certifications', '# certifications')],
  },
  {
    value: numberIn('bff/http/guards.ts', 'WINDOW') * SECOND,
    phrases: ['| # 秒内，一个站点', 'requests in # seconds of', 'codes in # seconds in'],
  },
  {
    value: pauseOf('retention'),
    phrases: [
      '到期的数据每#分钟清理一次',
      '所以最多晚#分钟',
      'over age, every # minutes',
      'an age may take # minutes more',
      'comes round (# minutes)',
      'job, within # minutes',
      '**清理**：每#分钟一轮',
    ],
  },
  {
    value: pauseOf('audit-retention'),
    phrases: ['不清除，日志每#分钟写一次', 'the position every # minutes'],
  },
  { value: numberIn('bff/phones/challenge.ts', 'REMEMBERED'), phrases: ['its random number | # minutes'] },
  { value: numberIn('bff/staff/due.ts', 'LISTED'), phrases: ['失效的列#天', '最近#天失效'] },
  {
    value: numberIn('bff/import/text.ts', 'SAMPLE'),
    phrases: ['字符起取最多 # KiB', 'a sample of up to # KiB'],
  },
  {
    value: numberIn('widget/elements/stub.ts', 'PATIENCE'),
    phrases: [
      '#秒内没有到，也',
      '从调用算起#秒内',
      '#秒内得到结果',
      'not come after # seconds, too',
      '`true` within # seconds of',
      'It resolves within # seconds',
    ],
  },
  // Plain numbers.
  ...Object.entries({
    entry: 'words of the prompt # bytes',
    flow: 'whole flow #, a later',
    part: 'a later part #, registration',
    registration: 'registration page #, classic',
    classic: 'classic loader #, `unit',
    check: 'check of the browser #.',
  }).map(([name, phrase]) => ({ value: numberIn('test/size.ts', name), phrases: [phrase] })),
  {
    value: numberIn('test/size.ts', 'load'),
    phrases: ['`unit-certification/load` #, check', '压缩后最多#字节', '(compressed # bytes at most)'],
  },
  {
    value: LIMITS.tokenLifetime,
    phrases: ['`exp` 最多比 `iat` 晚 # |', '`exp` is at most # later'],
  },
  {
    value: numberIn('bff/database/connections.ts', 'WRITERS'),
    phrases: ['快速查询，# 个专做提交', 'quick reads, # for submissions'],
  },
  {
    value: numberIn('bff/database/postgres.ts', 'POOL_SIZE'),
    phrases: ['最多 # 个处理其他请求', 'up to # for the rest'],
  },
  {
    value: numberIn('bff/database/postgres.ts', 'SESSIONS'),
    phrases: ['导入时再加最多 # 个', 'and up to # for imports'],
  },
  {
    value: numberIn('bff/contract/reference.ts', 'LENGTH'),
    phrases: [
      '`reference`：#个字符',
      '`reference`: # characters',
      '页面上的编号，一共#个字符',
      '人工核验或者提交的，#位',
      '编号是#位，单位代码',
      'reference | #个字符',
      '· # characters to read',
    ],
  },
  { value: Number(factsOf('LIMIT_SMS_PER_SITE_HOUR').fallback), phrases: ['codes by SMS (# an hour'] },
  { value: Number(factsOf('LIMIT_SMS_PER_SITE_DAY').fallback), phrases: ['an hour, # a day; around'] },
  {
    value: numberIn('bff/portal-client/index.ts', 'timeout'),
    phrases: ['毫秒数，默认#', 'answer (# by default)'],
  },
  {
    value: numberIn('test/docs/examples.test.ts', 'FEW'),
    phrases: ['超过#行的代码', 'more than # lines in'],
  },
  { value: numberIn('bff/phones/challenge.ts', 'COST'), phrases: [', # iterations a try'] },
  { value: numberIn('bff/phones/challenge.ts', 'FEWEST'), phrases: ['a try, # to'] },
  { value: numberIn('bff/phones/challenge.ts', 'MOST'), phrases: [' to # tries), signed'] },
  { value: Number(factsOf('LIMIT_PERSON_PER_DAY').fallback), phrases: ['`LIMIT_PERSON_PER_DAY`, # a day;'] },
  { value: BATCH, phrases: ['每条语句删 # 行', '# rows a statement'] },
  {
    value: numberIn('bff/staff/submissions.ts', 'MAXIMUM'),
    phrases: ['最近 # 次提交，各是哪一条', 'its last # attempts'],
  },
  { value: numberIn('bff/sites/key-set.ts', 'MAXIMUM_KEYS'), phrases: ['# keys at most', '位，最多 # 个 |'] },
  {
    value: numberIn('bff/delivery/lanes.ts', 'FIRST_ROOM'),
    phrases: ['对它同时发 # 条', '有失败就回到 # 条'],
  },
  {
    value: numberIn('bff/delivery/lanes.ts', 'MOST_ROOM'),
    phrases: ['doubles, up to #,', '就加倍，最多 # 条'],
  },
  {
    value: DEFAULT_BREAKER.failures,
    phrases: ['连续#次故障后', '连续#次故障（', 'circuit is open (15 s after # failures'],
  },
  {
    value: LIMITS.batchCodes,
    phrases: ['一次最多 # 个，按顺序', '或不少于 #。', 'Up to # codes, answered'],
  },
  ...PAUSES.slice(3, -1).map((pause, index) => {
    const before = PAUSES.slice(3, 3 + index).map((each) => each / HOUR);
    return {
      value: pause / HOUR,
      phrases: [['30 分钟', ...before, '#'].join('、'), ['30 minutes', ...before, '#'].join(', ')],
    };
  }),
  { value: numberIn('test/run.ts', 'AGAIN_AT_MOST'), phrases: ['When at most # files'] },
  {
    value: matchIn('test/run.ts', /SUITE_MINUTES'\] \?\? (\d+)/),
    phrases: ['`SUITE_MINUTES` (#)'],
  },
  {
    value: numberIn('test/by-hand/hosts/visit.ts', 'DEADLINE'),
    phrases: ['takes longer than # minutes fails'],
  },
  {
    value: matchIn('test/support/memory-folder.ts', /bsize < (\d+) \* GB/),
    phrases: ['where it has # GB'],
  },
  {
    value: matchIn('test/support/memory-folder.ts', /Memory\(\) < (\d+) \* GB/),
    phrases: ['the machine # GB of free'],
  },
  {
    value: numberIn('test/widget/answers/first-layer.test.ts', 'MOST'),
    phrases: ['at most # characters before'],
  },
  { value: numberIn('bff/http/pipelining.ts', 'MOST'), phrases: ['more than # requests ahead'] },
  {
    value: matchIn('bff/sites/manage.ts', /_-\]\{0,(\d+)\}\$/) + 1,
    phrases: ['1 to # letters', '1 至 # 个字母'],
  },
  {
    value: numberIn('bff/sites/key-set.ts', 'MINIMUM_RSA_BITS'),
    phrases: ['RSA of # to', 'RSA # 至'],
  },
  {
    value: numberIn('bff/sites/key-set.ts', 'MAXIMUM_RSA_BITS'),
    phrases: ['to # bits, 20', '至 # 位，最多'],
  },
  {
    value: numberIn('bff/import/csv.ts', 'LONGEST_ROW'),
    phrases: ['| over # characters |', '| 超过 # 个字符 |'],
  },
  {
    value: numberIn('bff/events/faults.ts', 'MOST_KEPT'),
    phrases: ['每种列出前#处', 'the first # of each'],
  },
  {
    value: numberIn('bff/import/report.ts', 'ERRORS_KEPT'),
    phrases: ['最多列出前 # 行', 'The first # are listed'],
  },
  {
    value: 100 * numberIn('bff/attempts/arrivals.ts', 'USUALLY'),
    phrases: ['in how many days # % of', '（# % 的变更在几天'],
  },
  { value: numberIn('bff/attempts/arrivals.ts', 'ENOUGH'), phrases: ['；少于#件时没有'] },
  {
    value: 100 * numberIn('bff/phones/site-usage.ts', 'WARNING_SHARE'),
    phrases: ['a warning at # %'],
  },
  {
    value: components.CertificationStatus.properties.history.maxItems,
    phrases: ["your site's last # submissions", '您的站点最近#次提交'],
  },
  { value: components.UnitTerms.properties.terms.maxItems, phrases: ['Newest first, # a page', '每页#条。'] },
  {
    value: numberIn('bff/sites/claims.ts', 'SUB_MAXIMUM'),
    phrases: ['a text of # characters', '文本，最多 # 个字符'],
  },
  {
    value: numberIn('bff/sites/claims.ts', 'UNIT_NAME_MAXIMUM'),
    phrases: ['added, of # characters', '可以加 `name`，最多 # 个字符'],
  },
  {
    value: numberIn('bff/keys/reseal.ts', 'BATCH'),
    phrases: ['重新加密，每批 # 条', 'anew, in batches of #'],
  },
  {
    value: numberIn('bff/attempts/kept-claim.ts', 'RECHECKS_OF_A_CLAIM'),
    phrases: ['refused claim can be kept # times'],
  },
  {
    value: Number(factsOf('LIMIT_CODE_TRIES').fallback),
    phrases: ['before it (which one attacker can use up: Known limits), # tries', 'Six digits, # tries'],
  },
  { value: SMS_LIMITS.smsPerMinute.allowed, phrases: ['默认每分钟 # 条'] },
  { value: SMS_LIMITS.smsPerHour.allowed, phrases: ['、每小时 # 条'] },
  { value: SMS_LIMITS.smsPerDay.allowed, phrases: ['、每天 # 条，与'] },
  { value: DESK_LIMITS['desk.lookUps'].window, phrases: ['#分钟内查询了', '#分钟内打开了'] },
  { value: DESK_LIMITS['desk.lookUps'].allowed, phrases: ['分钟内查询了#个', '分钟内打开了#件'] },
  {
    value: matchIn('bff/http/widget-routes.ts', /'public, max-age=(\d+)'/) * SECOND,
    phrases: [
      '认证服务升级 | # 分钟',
      'of the BFF | # minutes',
      '修正在#分钟内到达',
      'page within # minutes',
      '升级后#分钟内',
      'Within # minutes, or while',
      '#分钟后、进程都换完',
    ],
  },
  {
    value: matchIn('bff/http/widget-routes.ts', /max-age=(\d+), immutable/) * SECOND,
    phrases: ['文件也不变 | #年', 'chunks neither | # year', '浏览器会把它保存#年'],
  },
  {
    value: numberIn('bff/http/unit-routes.ts', 'BATCHES_AT_ONCE'),
    phrases: ['and # batches checked and read'],
  },
  {
    value: numberIn('bff/delivery/lanes.ts', 'failures'),
    phrases: ['After # batches in a row', '。连续#批一条也没有'],
  },
  {
    value: 4 * numberIn('bff/http/request-id.ts', 'GROUPS'),
    phrases: ['念的是#个字符的请求', '用 `requestId`：#个字符', '`requestId`: # characters'],
  },
  ...[
    ['# done, ', '# 完成，', '`stopped`; exit code #', '`stopped`；退出码 #'],
    [
      'exit # when',
      'exits # when',
      'with exit #',
      'exit with #',
      'exit code is #',
      'level 60, exit code #',
      'level 60); exit code #',
      '（级别 60）；退出码 #',
      '（级别 60，退出码 #',
      '以 # 退出',
      '# failed, ',
      '# 失败，',
    ],
    ['# wrong usage', '# 用法不对'],
  ].map((phrases, value) => ({ value, phrases })),
  // docs/deploy
  { value: matchIn('docs/deploy/nginx.conf', /limit_req_status (\d+)/), phrases: ['多的得到 #'] },
  {
    value: matchIn('docs/deploy/prometheus.yml', /scrape_interval: (\d+)s/) * SECOND,
    phrases: ['约 # 秒以后，`curl'],
  },
  { value: matchIn('docs/deploy/nginx.conf', /rate=(\d+)r\/s/), phrases: ['一个地址每秒 # 个请求'] },
  { value: matchIn('docs/deploy/nginx.conf', /burst=(\d+)/), phrases: ['请求、突发 # 个'] },
  {
    value: matchIn('docs/deploy/nginx.conf', /fail_timeout=(\d+)s/) * SECOND,
    phrases: ['再等三秒：nginx #秒以后', 'nginx #秒内不再把请求'],
  },
  {
    value: matchIn('docs/deploy/patroni.yml', /archive_timeout: (\d+)s/) * SECOND,
    phrases: ['随时归档，最迟 # 秒'],
  },
  {
    value: matchIn('docs/deploy/journald.conf', /MaxRetentionSec=(\d+)day/) * DAY,
    phrases: ['`logrotate-nginx` 留 # 天'],
  },
  { value: matchIn('docs/deploy/certificates.sh', /-days (\d+) -in/) * DAY, phrases: ['证书有效 # 天'] },
  { value: matchIn('docs/deploy/patroni.yml', /ttl: (\d+)/) * SECOND, phrases: ['约#秒后备库接手'] },
  {
    value: matchIn('docs/deploy/unit-certification.service', /RestartSec=(\d+)/) * SECOND,
    phrases: ['并每#秒再试'],
  },
  {
    value: matchIn('docs/deploy/pgbackrest-repository.conf', /retention-full=(\d+)/),
    phrases: ['保留#份全量', '大约#个星期'],
  },
];

/** Numbers that come from elsewhere, by where they come from: phrases, with a dot between them. */
const PHRASES_OF_OTHERS: Record<string, string> = {
  'laws, and their own words': `给法定代表人辞任后三十天的时间 · The Company Law gives 30 days · 影响评估，记录保存三年 ·
    至少每两年审计一次 · 保存至少三年 · 不少于六个月 · 2025年11月1日起实施 · 2025年5月1日起施行 ·
    2025年7月15日起施行`,
  'promises of the owner (SECURITY.md)': `for six months after · within 7 days when it is critical · within 30 days when it is high · 7 天内发布修复 · 高危的，30 天内 ·
    发布后六个月为止`,
  'time to read or to do': `十分钟接入 · n ten minutes · （2 分钟） · （1 分钟） · （4 分钟） ·
    (2 minutes) · (1 minute) · (4 minutes)`,
  'computed or measured': `猜出号码**不到 30 天** · less than 30 days · after 10 to 12 s · 各五次的中位数`,
  'keys and signatures': `(32 bytes) · random, 32 bytes each · made from 32 bytes · (32 字节) · 用 32 字节主密钥 ·
    （32 个随机字节） · UTF-8 字节（43 个） · JWT 要 64 个原始字节 · 签名是64个原始字节 ·
    留一个 32 位摘要`,
  'GB 11714, GB 11643, GB 32100, phone numbers, WCAG': `(9 characters) · code of 9 characters · number of 15 digits · （15 位的旧注册号 ·
    （18 位）或组织机构代码（9 位） · USCC (18 characters) · first two characters of its code ·
    first two characters of the unit's · | 11 digits, proven · 是 11 位的中国大陆 · 11 位手机号码 ·
    zoom to 400 % · at 400 %, in forced · 放大到 400 % · 例如15位的号码 · 单位代码是18位或9位 ·
    first one or two characters · all but the last four characters · 统一社会信用代码的第 3 到 8 位 ·
    按代码第 3、4 位 · 只有组织机构代码（9 位）`,
  'test/docs/generated/scale.ts': `六分之一的单位登录 · 0.7% 的单位提交认证 · 连同它的审计约 1.3 KB · 乘以每秒的请求数`,
  'the table of docs/scale.md': `一个省 2 个，全国 8 个`,
  'each language and each appearance': `opens each page three times`,
  'places in a page, and articles of a law': `1 至 9 项 · 第 9 项 · 第 18 项 · 第 34、35 条 · 第 35 条 · 第 50 条 · 第 57 条 · 第 21 条 ·
    whose first two numbers · 做三件事：`,
  'Standard Webhooks': `当前相差超过五分钟 · are more than five minutes away · 时钟差了五分钟以上 ·
    more than five minutes off`,
  'docs/examples': `\`wait-ms\`（3秒） · \`wait-ms\` (3 s) · 连接用三分之一，等回答用三分之二 ·
    a third of it for the connection, two thirds for the answer`,
  'nginx, systemd, Kubernetes, Prometheus': `等待时间设为 60 秒 · Kubernetes 默认只有 30 秒 · supervisor wait 60 s · Kubernetes waits 30 s ·
    take no answer for 60 s · 连续上升十分钟 · 三十分钟没有做完 · rises for ten minutes ·
    step for thirty minutes · （三天，过得了一个周末） · (three days, so that ·
    五分钟没有 \`audit head\` · \`audit head\` for five minutes · 磁盘超过 80% 都该有人知道 ·
    名多于 100 个、少于 200 个 · 用到 80% 时日志有一行`,
  'code without a name': `每小时和每 24 小时 · an hour and 24 hours · 一个单位的认证七天后到期 ·
    certification ends in seven days · the 1 % rule · The 1 % rule · 超过 1 % 的 · more than 1 % of the ·
    1 % 规则 · 一个进程有 1 个连接专做 · 注册最多占一半 · registrations have half of it ·
    have half of a person · 最近三天的日志里 · 三天之内再恢复一次`,
  'widget/load.ts': `page, and asks three times`,
  'time zones': `北京时间减8小时 · 在中国差八小时 · wrong by eight hours`,
};

export const OTHERS: readonly string[] = [PHRASES_OF_OTHERS, STATUSES_OF_OTHERS]
  .flatMap((phrases) => Object.values(phrases))
  .flatMap((phrases) => phrases.split(/\s*·\s*/));

/** Documents of measured figures, or of a procedure with its waits: a person has to measure them again. */
export const MEASURED: readonly string[] = ['bench/README.md', 'docs/en/hosts.md', 'docs/zh/hosts.md'];

/** The section of `docs/zh/deploy.md` with what was measured. */
export const MEASURED_SECTION = /^## 演练的结果$.*/ms;
