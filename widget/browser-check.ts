/**
 * For pages whose users may have a browser that cannot run the widget: dispatches
 * `unit-certification-unsupported` there on `document`, and shows a sentence at the top of the page
 * unless the event was canceled. In ECMAScript 5, without anything newer of the DOM, so that such
 * browsers can run it; the build refuses what is newer.
 */
import type { Locale } from './locales/index.ts';

var SENTENCES: Record<Locale, string> = {
  en: 'This browser is too old to verify your organization. Please update it, or use another one.',
  'zh-Hans': '您的浏览器版本较低，不能办理单位实名认证，请升级浏览器，或者切换到“极速模式”。',
  'zh-Hant': '您的瀏覽器版本較低，不能辦理單位實名認證，請升級瀏覽器，或者切換到「極速模式」。',
};

function sentence() {
  var language = document.documentElement.lang;
  if (/hant|tw|hk|mo/i.test(language)) return SENTENCES['zh-Hant'];
  return SENTENCES[language.slice(0, 2).toLowerCase() as Locale] || SENTENCES['zh-Hans'];
}

/** Whether somebody canceled the event. */
function canceled() {
  if (!document.createEvent) return false;
  var event = document.createEvent('Event');
  event.initEvent('unit-certification-unsupported', true, true);
  return !document.dispatchEvent(event);
}

function tell() {
  // When the page has loaded, its scripts listen.
  if (document.readyState !== 'complete') setTimeout(tell, 100);
  else if (!canceled()) {
    var bar = document.createElement('p');
    bar.setAttribute('role', 'alert');
    bar.appendChild(document.createTextNode(sentence()));
    bar.style.cssText =
      'margin:0;padding:12px 16px;border-bottom:1px solid #6b3d00;background:#fff6e5;color:#6b3d00;' +
      'font:16px/1.6 "Microsoft YaHei",sans-serif;text-align:center';
    document.body.insertBefore(bar, document.body.firstChild);
  }
}

// `<dialog>`: Firefox 98, Safari 15.4. `:focus-visible`: Chromium 86.
if (!(window.HTMLDialogElement && window.CSS && CSS.supports && CSS.supports('selector(:focus-visible)')))
  tell();
