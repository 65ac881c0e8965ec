import { describe, expect, it } from 'vitest';
import { html, styleElement, written } from './html.ts';

describe('markup', () => {
  it('escapes whatever fills a hole', () => {
    const name = `<b title="x" class='y'>&amp;</b>`;
    expect(written(html`<p title="${name}">${name}</p>`)).toBe(
      '<p title="&lt;b title=&quot;x&quot; class=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;">' +
        '&lt;b title=&quot;x&quot; class=&#39;y&#39;&gt;&amp;amp;&lt;/b&gt;</p>',
    );
    expect(written(html`${'\ud800'}${7}${undefined}`)).toBe('\ufffd7');
  });

  it('takes markup as it is, one or many', () => {
    const items = ['<', '>'].map((text) => html`<li>${text}</li>`);
    expect(written(html`<ul>${items}</ul>`)).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>');
    expect(written(html`${styleElement('a > b {}')}`)).toBe('<style>a > b {}</style>');
  });
});
