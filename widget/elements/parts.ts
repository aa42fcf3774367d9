/** The loaded parts of `<unit-certification>`, each with its controller. */
import type { CSSResultOrNative } from 'lit';
import type { StatusController } from '../controllers/status-controller.ts';
import type { DebugHost } from '../debug/debug-controller.ts';
import type { SituationHost } from '../debug/situation.ts';
import type { FormController, FormHost } from '../form/form-controller.ts';
import type { GateController, GateHost } from '../gate/gate-controller.ts';
import type { CertificationProcedure } from '../procedure/state.ts';
import type { RecheckController } from '../recheck/recheck-controller.ts';
import type { Part, PartListeners } from './view-loader.ts';

interface PartsHost extends FormHost, GateHost, DebugHost, SituationHost {
  addStyles(...styles: CSSResultOrNative[]): void;
}

type With<Name extends 'form' | 'gate' | 'recheck', Controller> = Part<Name> & {
  controller: Controller;
};

export class Parts {
  form: With<'form', FormController> | undefined;
  gate: With<'gate', GateController> | undefined;
  recheck: With<'recheck', RecheckController> | undefined;
  readonly arrived: PartListeners;

  /** Clears the parts, because another user is logged in. */
  reset(): void {
    for (const part of [this.form, this.gate, this.recheck]) part?.controller.reset();
  }

  /** `missing`: a part or the words could not be loaded. */
  constructor(
    host: PartsHost,
    procedure: CertificationProcedure,
    status: StatusController,
    missing: () => boolean,
  ) {
    this.arrived = {
      form: (part) => {
        host.addStyles(...part.formStyles);
        this.form = { ...part, controller: new part.FormController(host, procedure) };
      },
      gate: (part) => {
        this.gate = { ...part, controller: new part.GateController(host, procedure, status) };
      },
      recheck: (part) => {
        const claim = () => this.form?.controller.claim();
        this.recheck = { ...part, controller: new part.RecheckController(host, procedure, claim) };
      },
      debug: ({ DebugController, explain, situationOf }) => {
        new DebugController(host, () => explain(situationOf(host, procedure.state, status, missing())));
      },
    };
  }
}
