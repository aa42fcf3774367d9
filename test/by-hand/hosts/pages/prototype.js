// As Prototype.js and libraries of its time have it: own versions of what the language has, seen by every for…in.
(function () {
  const stringify = JSON.stringify;
  [Object, Array, String, Number, Date].forEach(function (type) {
    type.prototype.toJSON = function () {
      return stringify(String(this));
    };
  });
  Array.from = function (iterable) {
    if (!iterable) return [];
    if ('toArray' in Object(iterable)) return iterable.toArray();
    const results = new Array(iterable.length || 0);
    for (let index = results.length; index--;) results[index] = iterable[index];
    return results;
  };
  Array.prototype.find = function (iterator) {
    for (let index = 0; index < this.length; index++) if (iterator(this[index], index)) return this[index];
  };
  Array.prototype.first = function () {
    return this[0];
  };
  String.prototype.strip = function () {
    return this.replace(/^\s+/, '').replace(/\s+$/, '');
  };
  Function.prototype.bind = function (self) {
    const method = this;
    const bound = Array.prototype.slice.call(arguments, 1);
    return function () {
      return method.apply(self, bound.concat(Array.prototype.slice.call(arguments)));
    };
  };
  Element.prototype.remove = function () {
    this.parentNode && this.parentNode.removeChild(this);
    return this;
  };
  window.$ = function (id) {
    return document.getElementById(id);
  };
})();
