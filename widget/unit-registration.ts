/** The script for registration pages: defines `<unit-registration>`. */
import { configure } from './elements/configuration.ts';
import { define } from './elements/define.ts';
import { serve } from './elements/page-object.ts';
import { UnitRegistration } from './elements/unit-registration.ts';
import { WidgetElement, bffOf } from './elements/widget-element.ts';
import { importAgain } from './loading/import-again.ts';
import { setImportAgain } from './loading/loader.ts';
import { signOut } from './session/sessions.ts';

WidgetElement.scriptBff ??= bffOf(import.meta.url);
setImportAgain(importAgain);
serve({ configure, signOut }); // before the elements are there: they begin with the page's defaults
define('unit-registration', UnitRegistration);

export { UnitRegistration, configure, signOut };
