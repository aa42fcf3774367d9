/** Class fields are defined on the element, not assigned: a field with a property's name would hide Lit's accessor, and no change of it would be rendered. */
import { expect } from '@open-wc/testing';
import type { LitElement } from 'lit';
import '../../../widget/unit-certification-center.ts';
import '../../../widget/unit-certification.ts';
import '../../../widget/unit-registration.ts';

describe('no field of an element hides a property', () => {
  for (const name of ['unit-certification', 'unit-certification-center', 'unit-registration'])
    it(name, () => {
      const element = document.createElement(name) as LitElement;
      const { elementProperties } = element.constructor as typeof LitElement;
      const hidden = [...elementProperties.keys()].filter((property) => Object.hasOwn(element, property));
      expect(elementProperties.size).to.be.greaterThan(0);
      expect(hidden).to.deep.equal([]);
    });
});
