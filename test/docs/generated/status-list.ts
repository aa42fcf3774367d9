/** Statuses of HTTP, and how often something happens: where the code says them, and the phrases of the documents. */
import { HOUR } from '../../../bff/contract/time.ts';
import { statusAndDetailOf } from '../../../bff/http/problem.ts';
import { type Figure, matchIn, numberIn } from './constants.ts';
import { pauseOf } from './monitoring.ts';

export const STATUSES: readonly Figure[] = [
  {
    value: statusAndDetailOf('unavailable').status,
    phrases: [
      '请求得到 #',
      '请求就得到 #',
      '带 `Retry-After` 的 #',
      '用户得到 #',
      '读取得到 # 时',
      '验证码时得到 #',
      '秒后得到 #',
      '服务回答 #',
      '其间回答 #',
      '否则 #；负载',
      '`/readyz` 为 #',
      '以 # 拒绝的请求',
      'a request gets #',
      'requests that hang get #',
      'would get # for wrong',
      'URL is down answers #',
      'BFF then answers #',
      'again, and answers #',
      'submissions answer #',
      'two seconds, else #',
      '`/readyz` #; requests',
      'refused with # has',
      'database full | # for',
      'gateway down | # when',
      'lost database is #',
      'a lock the answer is #',
      'same answer; # with',
      'libraries do). # instead',
    ],
  },
  {
    value: statusAndDetailOf('token-invalid').status,
    phrases: [
      '拒绝令牌时回答 #',
      '签名不对、# 里',
      '回答是 #，有一行',
      '查询状态抛出 #',
      'refused token with #',
      'where a # says',
      'status throws #',
    ],
  },
  {
    value: statusAndDetailOf('too-many-requests').status,
    phrases: [
      '用完时回答 #',
      '太频繁时得到 #',
      '断线、5xx、#',
      'that is reached answers #',
      'too frequent get #',
      'cut line, 5xx, #',
    ],
  },
  {
    value: statusAndDetailOf('not-found').status,
    phrases: [
      '不是单位代码的回答 #',
      '写别的版本得到 #',
      '版本的进程，得到 #',
      '这个 # 不会被缓存',
      '固定版本的脚本返回 #',
      'unit code is answered with #',
      'Another one is answered #',
      'of the other version: #',
      '| # for a pinned script',
    ],
  },
  {
    value: matchIn('bff/desk/routes.ts', /say\(c, (\d+), '这不是工作台的网址'/),
    phrases: ['一律拒绝（#）', 'host is refused (#)'],
  },
  {
    value: matchIn('bff/http/monitoring-routes.ts', /READY = describes\('[^']*', \{ (\d+)/),
    phrases: [
      '在运行就是 #',
      '有应答是 #',
      '一分钟不是 #',
      '`GET /livez` says #',
      '`GET /readyz` says #',
      '`/readyz` other than #',
    ],
  },
  {
    value: matchIn('bff/http/certification-routes.ts', /(\d+): json\('The outcome/),
    phrases: ['回答总是 #', '。回答是 # 和 `status`', 'answer is always #', 'answer is # with `status`'],
  },
  {
    value: matchIn('bff/delivery/deliver.ts', /result\.status === (\d+)/),
    phrases: ['放弃。回答 #', 'three days. # means'],
  },
  {
    value: matchIn('widget/session/token.ts', /status === (\d+)\)/),
    phrases: [
      '**没有登录是 #',
      '：状态是 #，没有',
      '回答真正的 #',
      '\n- #、没有令牌',
      '已结束时返回 #',
      '**Logged out is #',
      '`curl -i TOKEN_ENDPOINT` answers #',
      'answers a true #',
      'On #, or without',
      'answers # when the session',
    ],
  },
  {
    value: matchIn('docs/examples/webhook-receiver.js', /204 : (\d+)\)/),
    phrases: ['改一个字节得到 #', '通知都是 #', 'one byte changed, it is #', 'Webhooks are all #'],
  },
  {
    value: matchIn('docs/examples/webhook-receiver.js', /c\.body\(null, (\d+)\)/),
    phrases: ['保存，就回答 #', '同样回答 #', 'stores and answers #', 'and the answer is # all'],
  },
  {
    value: matchIn('docs/examples/WebhookController.java', /status\((5\d\d)\)/),
    phrases: ['出错时回答 #', 'This method answers #'],
  },
  {
    value: matchIn('docs/examples/BusinessController.java', /say\((5\d\d),/),
    phrases: ['不受理，回答 #', 'accepts nothing, answers #'],
  },
  {
    value: matchIn('docs/examples/RegistrationController.java', /say\((5\d\d),/),
    phrases: ['读不到公钥时回答 #', 'be read, the answer is #'],
  },
];

export const FREQUENCIES: readonly Figure[] = [
  {
    value: numberIn('bff/sites/sites.ts', 'POLL_INTERVAL'),
    phrases: ['polled once a @', 'asks once a @ whether'],
  },
  {
    value: pauseOf('audit-head'),
    phrases: ['每@写一次日志（`"audit"', 'in the log once a @ (`"audit"'],
  },
  {
    value: pauseOf('audit-seal'),
    phrases: ['每@写一行 `error` 日志：`reason`', 'an `error` each @: `reason'],
  },
  {
    value: pauseOf('lags'),
    phrases: [
      '天以内；每@读一次',
      '每@有一行 `error`：`events wait',
      'within 180 days; read once a @',
      'wait for their seal` (`error`, each @',
    ],
  },
  { value: pauseOf('arrivals'), phrases: ['到通过，每@算一次', 'days, measured once an @'] },
  {
    value: numberIn('bff/server/repeat.ts', 'LATE_AFTER'),
    phrases: ['每@加一；', '每@记录一次 `a', 'counted each @; of', 'is still running` each @'],
  },
  {
    value: HOUR,
    phrases: ['审计每@按单位', 'names the unit once an @', 'are audited once an @'],
  },
  {
    value: matchIn('docs/examples/WebhookMessages.java', /fixedDelay = (\d+)/),
    phrases: ['`handle()` 每@做一次', '`handle()` once a @'],
  },
];

export const STATUSES_OF_OTHERS: Record<string, string> = {
  'what portals and gateways answer': `直接向业务接口发请求：得到 403 · straight to the business: 403 · （或者返回 200 和 \`{"code" ·
    (or 200 with \`{"code" · 令牌接口返回 404 · token endpoint answers 404 · 通知是 302 或 403 ·
    Webhooks are 302 or 403 · 变成 HTTP 200。认证服务见到 200 就 · into HTTP 200. The service takes 200 ·
    5 秒内没有回音、504`,
  'RuoYi, Node.js and PgBouncer': `\`request\` 遇到 401 · 它遇到 401 会弹出 · its own box on a 401 · application (400, 408, 417, 431) · 1.24 起默认 200 · and 200 since 1.24 · names and fewer than 200.`,
  'a promise in general': `域名、每秒多少请求 · 每小时、每天的次数`,
};
