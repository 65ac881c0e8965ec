import { createHash } from 'node:crypto';

/**
 * All that pages look like: one column, light and dark as the reader has it, no picture and no font
 * to fetch. Words break anywhere, since a name may be 255 letters without a blank.
 */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #f3f4f8; --card: #ffffff; --ink: #1a1d26; --quiet: #5a6072; --line: #c9cedb;
  --edge: #e3e6ee; --accent: #2f4bd6; --pressed: #2439ab; --on-accent: #ffffff;
  --bad: #b3261e; --bad-paper: #fdf1f0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12141b; --card: #1b1e28; --ink: #eceef5; --quiet: #a5acc0; --line: #4a5168;
    --edge: #2a2f3e; --accent: #8da2ff; --pressed: #b0bfff; --on-accent: #10142b;
    --bad: #ff9a92; --bad-paper: #331c1d;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; padding: clamp(1.25rem, 7vh, 5rem) 1rem 3rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
header, main { width: 100%; max-width: 29rem; margin-inline: auto; }
.wide header, .wide main { max-width: 46rem; }
header { margin-bottom: 1rem; padding-inline: .25rem; font-weight: 650; letter-spacing: -.01em; }
header::before {
  content: ""; display: inline-block; width: .7em; height: .7em; margin-inline-end: .55em;
  border-radius: .2em; background: var(--accent);
}
main {
  padding: clamp(1.35rem, 5vw, 2.25rem); border: 1px solid var(--edge); border-radius: 1rem;
  background: var(--card); box-shadow: 0 1px 2px #0a0f2a0d, 0 12px 32px -12px #0a0f2a1f;
}
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.22; letter-spacing: -.02em; text-wrap: balance; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.05rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
main > :last-child, .summary > :last-child { margin-bottom: 0; }
a { color: var(--accent); text-underline-offset: .18em; }
a:hover { color: var(--pressed); }
:focus-visible, .summary:focus { outline: 3px solid var(--accent); outline-offset: 2px; }
form { margin: 1.5rem 0; }
.field { margin-bottom: 1.25rem; }
label { display: block; margin-bottom: .3rem; font-weight: 600; }
.hint { margin: 0 0 .4rem; color: var(--quiet); font-size: .925rem; line-height: 1.45; }
.error { margin: 0 0 .4rem; color: var(--bad); font-size: .925rem; font-weight: 600; }
input {
  display: block; width: 100%; min-height: 2.9rem; padding: .55rem .8rem; font: inherit;
  color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
}
input:focus { outline: 3px solid var(--accent); outline-offset: 1px; border-color: var(--accent); }
input[readonly] { color: var(--quiet); background: var(--paper); border-color: var(--edge); }
input[aria-invalid] { border: 2px solid var(--bad); }
button {
  display: block; width: 100%; min-height: 3rem; margin-top: 1.75rem; padding: .6rem 1.1rem;
  font: inherit; font-weight: 650; color: var(--on-accent); background: var(--accent);
  border: 1px solid transparent; border-radius: .6rem; cursor: pointer;
}
button:hover { background: var(--pressed); }
button:focus-visible { outline-offset: 3px; }
.summary {
  margin: 0 0 1.5rem; padding: .9rem 1.1rem; border: 1px solid var(--bad);
  border-inline-start-width: .35rem; border-radius: .6rem; background: var(--bad-paper);
}
.summary h2 { margin: 0 0 .35rem; font-size: 1rem; color: var(--bad); }
.summary ul { margin: 0; padding-inline-start: 1.15rem; }
.summary a { color: inherit; }
.quiet { color: var(--quiet); font-size: .925rem; }
dl { margin: 1.25rem 0; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0 0 .85rem; font-weight: 600; }
code, pre { font: .925em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0 0 1.5rem; white-space: pre-wrap; }
.mails { margin: 1.25rem 0 0; padding: 0; list-style: none; }
.mails li { padding: .9rem 0; border-top: 1px solid var(--edge); }
.mails a { font-weight: 600; }
.mails p { margin: 0; }
iframe {
  display: block; width: 100%; height: 30rem; border: 1px solid var(--line); border-radius: .6rem;
  background: #ffffff;
}
@media (forced-colors: active) { header::before { background: CanvasText; } }
`;

/** What `style-src` must name, so that this text counts as ours and no other does. */
export const stylesheetHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;
