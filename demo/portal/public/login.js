/** The login page: sets up the captcha, and logs in with one of the demo's accounts by one tap. */

const captcha = document.querySelector('altcha-widget');
const form = document.querySelector('form[data-login]');

// The captcha's strict-policy edition leaves the worker's address to the page.
const { algorithms, i18n, defaults } = globalThis.$altcha;
algorithms.set('PBKDF2/SHA-256', () => new Worker(captcha.dataset.worker, { type: 'module' }));
defaults.set({ hideLogo: true, hideFooter: true, humanInteractionSignature: false });
i18n.set('zh-cn', {
  ...i18n.get('zh-cn'),
  label: '点击完成验证',
  verifying: '正在验证，请稍候',
  verified: '验证通过',
  error: '验证没有成功，请再点一次',
  expired: '验证已过期，请再点一次',
  verificationRequired: '请先点击完成验证',
  waitAlert: '正在验证，请稍候',
});

/** For `errors.js`, as if somebody had typed: what was wrong here is right now. */
const changed = (place) => place.dispatchEvent(new Event('input', { bubbles: true }));
captcha.addEventListener('verified', () => changed(captcha));

const progress = document.querySelector('[data-progress]');

/** Verified already, or verifies now; resolves when the form may be sent, rejects when the captcha has failed. */
const verified = () =>
  new Promise((resolve, reject) => {
    if (captcha.getState() === 'verified') return resolve();
    const settled = new AbortController();
    const follow = ({ detail: { state } }) => {
      if (state !== 'verified' && state !== 'error') return;
      settled.abort();
      // The captcha puts its answer into the form after it has told its state.
      if (state === 'verified') setTimeout(resolve);
      else reject(new Error('captcha'));
    };
    captcha.addEventListener('statechange', follow, { signal: settled.signal });
    void captcha.verify();
  });

for (const button of document.querySelectorAll('.demo-accounts button')) {
  button.addEventListener('click', async () => {
    const { code, password, role, title } = button.dataset;
    form.elements.unitCode.value = code;
    form.elements.password.value = password;
    form.elements.role.value = role;
    for (const field of form.querySelectorAll('.field')) changed(field);
    progress.textContent = `正在以“${title}”登录…`;
    try {
      await verified();
      form.requestSubmit();
    } catch {
      progress.textContent = '没有登录：验证没有成功，请再试一次';
    }
  });
}

// After a refusal the first wrong field is where the work goes on.
form.querySelector('[aria-invalid]')?.focus();
