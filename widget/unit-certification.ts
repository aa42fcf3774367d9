/** The script that portals include: defines `<unit-certification>`. */
import { configure } from './elements/configuration.ts';
import { define } from './elements/define.ts';
import { serve } from './elements/page-object.ts';
import { requireCertified } from './elements/require-certified.ts';
import { UnitCertification } from './elements/unit-certification.ts';
import { WidgetElement, bffOf } from './elements/widget-element.ts';
import { importAgain } from './loading/import-again.ts';
import { setImportAgain } from './loading/loader.ts';
import { signOut } from './session/sessions.ts';

WidgetElement.scriptBff ??= bffOf(import.meta.url);
setImportAgain(importAgain);
serve({ configure, signOut, requireCertified }); // before the elements are there: they begin with the page's defaults
define('unit-certification', UnitCertification);

export { UnitCertification, configure, requireCertified, signOut };
