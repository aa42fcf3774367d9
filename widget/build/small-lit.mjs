/**
 * Rollup plugin: leaves out of lit-html what this widget never uses: directives, element and comment bindings,
 * bindings in `<style>` and `<script>`, MathML, compiled templates, the connection state of async directives. A
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
  // Bindings in comments.
  [/else\{let t=-1;for\(;-1!==.*?\}(?=l\+\+)/, ''],
  // MathML.
  [':3===i?"<math>":""', ':""'],
  [':3===i?"</math>":""', ':""'],
  [',2===i||3===i){', ',2===i){'],
  // Templates that were compiled ahead.
  [
    '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    'this._$AC(t)',
  ],
  ['const{values:i,_$litType$:s}=t', 'const{values:i}=t'],
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
  // For server rendering and tests; a polyfill for old browsers; the registry by which several versions are told.
  [/const j=\{M:h,.*?\.push\("[\d.]+"\);/, ''],
  ['j as _$LH,', ''],
];

export const smallLit = {
  name: 'small-lit',
  transform(code, id) {
    if (!id.endsWith('/lit-html/lit-html.js')) return null;
    for (const [cut, rest] of CUTS) {
      const pieces = code.split(cut);
      if (pieces.length !== 2) this.error(`lit-html has changed: ${pieces.length - 1} places read ${cut}`);
      code = pieces.join(rest);
    }
    return { code, map: null };
  },
};
