/** Lit with the components of Shoelace, each imported alone. */
import '@shoelace-style/shoelace/dist/themes/light.css';
import '@shoelace-style/shoelace/dist/components/alert/alert.js';
import '@shoelace-style/shoelace/dist/components/button/button.js';
import '@shoelace-style/shoelace/dist/components/dialog/dialog.js';
import '@shoelace-style/shoelace/dist/components/input/input.js';
import '@shoelace-style/shoelace/dist/components/radio/radio.js';
import '@shoelace-style/shoelace/dist/components/radio-group/radio-group.js';
import { LitElement, css, html, nothing } from 'lit';
import { claimOf, isUncertified, readStatus, submit, words } from '../service.js';

class ShoelaceCertification extends LitElement {
  static properties = {
    step: { state: true },
    status: { state: true },
    applicant: { state: true },
    sending: { state: true },
    wrong: { state: true },
  };

  static styles = css`
    sl-input,
    sl-radio-group {
      margin: 12px 0;
    }
  `;

  constructor() {
    super();
    this.step = 'ask';
    this.applicant = 'legal-representative';
    void readStatus().then((status) => {
      this.status = status;
      if (!isUncertified(status)) this.step = undefined;
    });
  }

  async send() {
    const typed = Object.fromEntries(
      [...this.renderRoot.querySelectorAll('sl-input')].map(({ name, value }) => [name, value]),
    );
    if (Object.values(typed).some((text) => text.trim() === '')) {
      this.wrong = true;
      return;
    }
    this.sending = true;
    const { outcome } = await submit(claimOf({ ...typed, applicant: this.applicant }));
    this.sending = false;
    if (outcome === 'certified') this.step = 'done';
  }

  dialog(step, label, body, actions) {
    return html`<sl-dialog
      label=${label}
      ?open=${this.step === step}
      @sl-request-close=${(event) => event.preventDefault()}
    >
      ${body}
      <div slot="footer">${actions}</div>
    </sl-dialog>`;
  }

  button(label, run, variant = 'default') {
    return html`<sl-button variant=${variant} ?disabled=${this.sending} @click=${run}>${label}</sl-button>`;
  }

  field(name, label) {
    return html`<sl-input name=${name} label=${label} autocomplete="off"></sl-input>`;
  }

  renderForm() {
    return html`<p>${this.status?.unit.name} ${this.status?.unit.code}</p>
      ${this.wrong ? html`<sl-alert variant="danger" open>${words.required}</sl-alert>` : nothing}
      ${this.field('name', words.name)} ${this.field('number', words.number)}
      ${this.field('founded', words.founded)}
      <sl-radio-group
        label=${words.applicant}
        value=${this.applicant}
        @sl-change=${(event) => (this.applicant = event.target.value)}
      >
        <sl-radio value="legal-representative">${words.legal}</sl-radio>
        <sl-radio value="agent">${words.agent}</sl-radio>
      </sl-radio-group>
      ${
        this.applicant === 'agent'
          ? [this.field('agentName', words.agentName), this.field('agentNumber', words.agentNumber)]
          : nothing
      }`;
  }

  render() {
    const go = (step) => () => (this.step = step);
    return html`
      ${this.dialog(
        'ask',
        words.ask,
        words.why.map((text) => html`<p>${text}</p>`),
        [this.button(words.cancel, go(undefined)), this.button(words.confirm, go('form'), 'primary')],
      )}
      ${this.dialog('form', words.title, this.renderForm(), [
        this.button(words.cancel, go(undefined)),
        this.button(words.submit, () => this.send(), 'primary'),
      ])}
      ${this.dialog('done', words.done, words.told, this.button(words.close, go(undefined), 'primary'))}
    `;
  }
}
customElements.define('shoelace-certification', ShoelaceCertification);
