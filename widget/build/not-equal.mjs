/** What `@lit/task` takes from `@lit/reactive-element`, without the element class that comes with it. */
export const notEqual = (value, old) => !Object.is(value, old);
