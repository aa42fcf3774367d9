/** The script that portals include: defines `<unit-certification>`. */
import { bffOf, define } from './define.ts';
import { UnitCertification } from './unit-certification-element.ts';
import { WidgetElement } from './widget-element.ts';

WidgetElement.scriptBff ??= bffOf(import.meta.url);
define('unit-certification', UnitCertification);

export { UnitCertification };
