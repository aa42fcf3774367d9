/** Only Lit and a native dialog. With `asking` it waits for the status, else it shows the prompt at once. */
import { LitElement, css, html, nothing } from 'lit';
import { claimOf, isUncertified, readStatus, submit, words } from '../service.js';

class PlainCertification extends LitElement {
  static properties = {
    step: { state: true },
    status: { state: true },
    applicant: { state: true },
    sending: { state: true },
    wrong: { state: true },
  };

  static styles = css`
    dialog {
      box-sizing: border-box;
      width: 560px;
      max-width: calc(100vw - 32px);
      padding: 24px;
      border: 0;
      border-radius: 8px;
      font: 16px/1.6 Page;
      color: #1f2329;
      box-shadow: 0 8px 32px #0004;
    }
    dialog::backdrop {
      background: #0007;
    }
    h2 {
      margin: 0 0 12px;
      font-size: 20px;
    }
    label {
      display: block;
      margin: 12px 0;
    }
    input:not([type]) {
      box-sizing: border-box;
      width: 100%;
      padding: 8px 12px;
      border: 1px solid #8f959e;
      border-radius: 4px;
      font: inherit;
    }
    .wrong {
      color: #b42318;
    }
    .actions {
      display: flex;
      gap: 12px;
      justify-content: flex-end;
      margin-top: 24px;
    }
    button {
      padding: 8px 20px;
      border: 1px solid #8f959e;
      border-radius: 4px;
      background: #fff;
      font: inherit;
    }
    .primary {
      border-color: #0b57d0;
      background: #0b57d0;
      color: #fff;
    }
  `;

  constructor() {
    super();
    this.step = this.hasAttribute('asking') ? undefined : 'ask';
    this.applicant = 'legal-representative';
    void readStatus().then((status) => {
      this.status = status;
      this.step = isUncertified(status) ? (this.step ?? 'ask') : undefined;
    });
  }

  async send(event) {
    event.preventDefault();
    const typed = Object.fromEntries(new FormData(event.target));
    if (Object.values(typed).some((text) => text.trim() === '')) {
      this.wrong = true;
      return;
    }
    this.sending = true;
    const { outcome } = await submit(claimOf(typed));
    this.sending = false;
    if (outcome === 'certified') this.step = 'done';
  }

  updated() {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  field(name, label) {
    return html`<label>${label}<input name=${name} autocomplete="off" /></label>`;
  }

  choice(value, label) {
    return html`<label
      ><input
        type="radio"
        name="applicant"
        value=${value}
        .checked=${this.applicant === value}
        @change=${() => (this.applicant = value)}
      />${label}</label
    >`;
  }

  renderForm() {
    const agent = this.applicant === 'agent';
    return html`<form novalidate @submit=${(event) => this.send(event)}>
      <h2>${words.title}</h2>
      <p>${this.status?.unit.name} ${this.status?.unit.code}</p>
      ${this.wrong ? html`<p class="wrong" role="alert">${words.required}</p>` : nothing}
      ${this.field('name', words.name)} ${this.field('number', words.number)}
      ${this.field('founded', words.founded)}
      <fieldset>
        <legend>${words.applicant}</legend>
        ${this.choice('legal-representative', words.legal)} ${this.choice('agent', words.agent)}
      </fieldset>
      ${agent ? [this.field('agentName', words.agentName), this.field('agentNumber', words.agentNumber)] : nothing}
      <div class="actions">
        <button type="button" @click=${() => (this.step = undefined)}>${words.cancel}</button>
        <button class="primary" ?disabled=${this.sending}>${words.submit}</button>
      </div>
    </form>`;
  }

  renderMessage(title, texts, actions) {
    return html`<h2>${title}</h2>
      ${texts.map((text) => html`<p>${text}</p>`)}
      <div class="actions">${actions}</div>`;
  }

  render() {
    const go = (step, label, primary) =>
      html`<button class=${primary ? 'primary' : nothing} @click=${() => (this.step = step)}>
        ${label}
      </button>`;
    switch (this.step) {
      case 'ask':
        return html`<dialog>
          ${this.renderMessage(words.ask, words.why, [go(undefined, words.cancel), go('form', words.confirm, true)])}
        </dialog>`;
      case 'form':
        return html`<dialog>${this.renderForm()}</dialog>`;
      case 'done':
        return html`<dialog>
          ${this.renderMessage(words.done, [words.told], [go(undefined, words.close, true)])}
        </dialog>`;
      default:
        return nothing;
    }
  }
}
customElements.define('plain-certification', PlainCertification);
