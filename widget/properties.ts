/** Properties that mirror attributes (`token-url` is `tokenUrl`), as native elements have them. */

/** The attributes that all elements of the widget have. */
export const SHARED_ATTRIBUTES = ['bff', 'token-url', 'privacy-url', 'locale', 'appearance'];

const propertyOf = (attribute: string): string =>
  attribute.replace(/-./g, ([, letter]) => letter!.toUpperCase());

/** Gives a class a property for each of its observed attributes. */
export function reflect(element: { observedAttributes: readonly string[]; prototype: Element }): void {
  for (const attribute of element.observedAttributes)
    Object.defineProperty(element.prototype, propertyOf(attribute), {
      get(this: Element) {
        return this.getAttribute(attribute) ?? undefined;
      },
      set(this: Element, value: unknown) {
        if (value == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, `${value as string}`);
      },
    });
}

/** What a page has set before the element's class was there goes through the setters now. */
export function upgrade(element: Element): void {
  const own = element as unknown as Record<string, unknown>;
  for (const [property, value] of Object.entries(own)) {
    if (!(property in element.constructor.prototype)) continue;
    Reflect.deleteProperty(own, property);
    own[property] = value;
  }
}
