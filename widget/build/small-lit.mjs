/**
 * Rollup plugin: leaves out of lit-html what this widget never uses: directives, element and comment bindings,
 * bindings in `<style>` and `<script>`, SVG and MathML templates, compiled templates, the connection state of async directives. A
 * bundler cannot know that; it is a seventh of the library. Each cut names the library's text: a release that reads
 * otherwise stops the build, and the cut is made anew or given up.
 */
const CUTS = [
  // Directives, and `noChange`, which they answer: a value is its own resolution.
  [/function M\(t,i,s=t,e\)\{if\(i===E\)return i;.*?,i\}(?=class R)/, ''],
  ['t=M(this,t,i),a(t)', 'a(t)'],
  ['t=M(this,t,i,0),o=!a(t)||t!==this._$AH&&t!==E,', 'o=!a(t)||t!==this._$AH,'],
  ['r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),', 'r=e[s+n],'],
  ['if((t=M(this,t,i,0)??A)===E)return;', 't??=A;'],
  ['t!==this._$AH&&t!==E&&this._(t)', 't!==this._$AH&&this._(t)'],
  // Element bindings: `<p ${…}>`.
  ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))', ''],
  [':6===r.type&&(i=new Z(h,this,t))', ':0'],
  [/class Z\{.*?\{M\(this,t\)\}\}/, ''],
  // Bindings in elements whose text is not markup.
  [/if\(y\.test\(r\.tagName\)\)\{.*?\}\}(?=else if\(8===r\.nodeType\))/, '}'],
  ['(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', '(c=p)'],
  ['(c=n??v,d=-1)', '(c=v,d=-1)'],
  ['(c=p,n=void 0)', '(c=p)'],
  // `nothing` within an attribute's text.
  ['r===A?t=A:t!==A&&(t+=(r??"")+h[n+1])', 't+=(r??"")+h[n+1]'],
  // Bindings in comments.
  [/else\{let t=-1;for\(;-1!==.*?\}(?=l\+\+)/, ''],
  // SVG and MathML templates: HTML's parser knows the elements of SVG in `html` ones.
  ['{_$litType$:t,strings:i,values:s}', '{_$litType$:1,strings:i,values:s}'],
  ['x=t=>(i,...s)=>', 'b=(i,...s)=>'],
  [',b=x(1),w=x(2),T=x(3)', ''],
  ['l=2===i?"<svg>":3===i?"<math>":"",', 'l="",'],
  ['+(2===i?"</svg>":3===i?"</math>":"")', ''],
  [
    /if\(this\.el=S\.createElement\(f,e\),P\.currentNode=this\.el\.content,2===i\|\|3===i\)\{.*?\.childNodes\)\}/,
    'this.el=S.createElement(f,e);P.currentNode=this.el.content;',
  ],
  ['class S{constructor({strings:t,_$litType$:i},e){', 'class S{constructor({strings:t},e){'],
  [',T as mathml', ''],
  [',w as svg', ''],
  // Templates that were compiled ahead.
  [
    '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    'this._$AC(t)',
  ],
  ['const{values:i,_$litType$:s}=t', 'const{values:i}=t'],
  // Comments and attributes in single quotes, within templates.
  ['"!--"===u[1]?c=_:', ''],
  [',_=/-->/g,m=/>/g,', ',m=/>/g,'],
  ['c===_||c===m', 'c===m'],
  ["c=void 0===u[3]?p:'\"'===u[3]?$:g", 'c=void 0===u[3]?p:$'],
  [",g=/'/g,$=", ',$='],
  ['c===$||c===g', 'c===$'],
  // Values that are functions, or iterable without being arrays.
  ['"object"!=typeof t&&"function"!=typeof t', '"object"!=typeof t'],
  [',d=t=>u(t)||"function"==typeof t?.[Symbol.iterator]', ''],
  [':d(t)?this.k(t)', ':u(t)?this.k(t)'],
  // A marker is as good with a point in it.
  ['Math.random().toFixed(9).slice(2)', 'Math.random()'],
  // Who is whose parent, and whether it is connected: for directives.
  ['get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}', ''],
  [/get _\$AU\(\)\{return this\._\$AM\?\._\$AU\?\?this\._\$Cv\}(?=constructor)/, ''],
  [',this._$Cv=e?.isConnected??!0', ''],
  [/get parentNode\(\)\{let t=.*?get endNode\(\)\{return this\._\$AB\}/, ''],
  ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
  ['get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}', ''],
  ['this._$AP?.(!1,!0,s);', ';'],
  ['this._$AV=[],this._$AN=void 0,', 'this._$AV=[],'],
  ['this.type=2,this._$AH=A,this._$AN=void 0,', 'this._$AH=A,'],
  ['this.type=1,this._$AH=A,this._$AN=void 0,', 'this._$AH=A,'],
  ['constructor(){super(...arguments),this.type=3}', ''],
  ['constructor(){super(...arguments),this.type=4}', ''],
  ['constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}', ''],
  // Listeners that are objects or have options; a host that is not given.
  ['||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive', ''],
  [
    '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
    'this._$AH.call(this.options.host,t)',
  ],
  // Options of `render` other than the host; nodes as values.
  ['(t?.creationScope??l)', 'l'],
  ['const e=s?.renderBefore??i;let h=e._$litPart$', 'let h=i._$litPart$'],
  [
    '{const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}',
    'i._$litPart$=h=new k(i.insertBefore(c(),null),null,void 0,s);',
  ],
  [':void 0!==t.nodeType?this.T(t)', ''],
  // For server rendering and tests; a polyfill for old browsers; the registry by which several versions are told.
  [/const j=\{M:h,.*?\.push\("[\d.]+"\);/, ''],
  ['j as _$LH,', ''],
];

export const smallLit = {
  name: 'small-lit',
  transform(code, id) {
    if (!/\/lit-html\/.*lit-html\.js$/.test(id)) return null;
    for (const [cut, rest] of CUTS) {
      const pieces = code.split(cut);
      if (pieces.length !== 2) this.error(`lit-html has changed: ${pieces.length - 1} places read ${cut}`);
      code = pieces.join(rest);
    }
    return { code, map: null };
  },
};
