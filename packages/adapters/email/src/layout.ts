import { html, type Markup } from './markup.ts';

/** A sentence of ours with names in its holes. */
export interface Sentence {
  readonly parts: TemplateStringsArray;
  readonly names: readonly string[];
}

export const say = (parts: TemplateStringsArray, ...names: readonly string[]): Sentence => ({
  parts,
  names,
});

/** What every letter has, in the order in which it is read: nothing stands before the link. */
export interface Content {
  readonly brand: string;
  /** What the link does, as a button says it. */
  readonly action: string;
  readonly link: string;
  /** The recipient's. */
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

export const asText = ({ brand, action, link, name, sentences }: Content): string =>
  [`${action}:\n${link}`, `Hello ${name},`, ...sentences.map(plain), brand].join('\n\n') + '\n';

const plain = ({ parts, names }: Sentence): string => String.raw({ raw: parts }, ...names);

/** Each name by itself, so that one that is written from right to left turns nothing else. */
const marked = ({ parts, names }: Sentence): Markup =>
  html`<p>${html(parts, ...names.map((name) => html`<bdi>${name}</bdi>`))}</p>\n`;

/**
 * One column that fits 360 pixels. Colours stand in the tags for programs that know nothing else,
 * and once more for those that ask for dark ones. Nothing is loaded from anywhere.
 */
export const asHtml = ({ brand, action, link, name, sentences }: Content): Markup => html`\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${brand}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark }
@media (prefers-color-scheme: dark) {
  .page { background: #0f172a !important; color: #e2e8f0 !important }
  .card { background: #1e293b !important; border-color: #334155 !important }
  .button { background: #93c5fd !important; color: #0f172a !important }
  .address { color: #93c5fd !important }
  .aside { color: #cbd5e1 !important }
}
</style>
</head>
<body class="page" style="margin:0;padding:16px;background:#f1f5f9;color:#0f172a;\
font:16px/1.5 system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div class="card" style="box-sizing:border-box;max-width:560px;margin:0 auto;padding:24px;\
border:1px solid #e2e8f0;border-radius:12px;background:#ffffff;overflow-wrap:anywhere">
<h1 style="margin:0 0 20px;font-size:20px;line-height:1.3"><bdi>${brand}</bdi></h1>
<p style="margin:0 0 24px"><a class="button" href="${link}" style="display:inline-block;\
padding:12px 20px;border-radius:8px;background:#1d4ed8;color:#ffffff;font-weight:600;\
text-decoration:none">${action}</a></p>
<p>Hello <bdi>${name}</bdi>,</p>
${sentences.map(marked)}<p class="aside" style="margin:24px 0 0;font-size:14px;color:#475569">\
If the button does not work, copy this address into your browser:<br>
<a class="address" href="${link}" style="color:#1d4ed8;word-break:break-all">${link}</a></p>
</div>
</body>
</html>
`;
