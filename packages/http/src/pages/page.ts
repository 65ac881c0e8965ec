import type { Reply } from '../route.ts';
import { type Html, html, styleElement, written } from './html.ts';
import { stylesheet, stylesheetHash } from './stylesheet.ts';

export interface Page {
  /** What it is about, in plain words: the name of its tab. */
  readonly title: string;
  /** What the installation calls itself; absent where that is not known. */
  readonly brand?: string;
  /** What stands in its card; begins with the only h1. */
  readonly content: Html;
  /** For what is to be looked through, not read and answered. */
  readonly wide?: true;
}

/** No script, no picture, no frame; forms go to where they came from. */
const policy = {
  'default-src': "'none'",
  'style-src': stylesheetHash,
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
};

/** What a browser may do with a page, if not what it may do with all of them. */
export const contentPolicy = (besides: Readonly<Record<string, string>> = {}): string =>
  Object.entries({ ...policy, ...besides })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

const pageHeaders = {
  'Content-Security-Policy': contentPolicy(),
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

/** A whole page. Its links are in no cache, no frame, no index and no `Referer`. */
export const shown = (status: number, page: Page, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { ...pageHeaders, ...headers },
  content: htmlContent(written(documentOf(page))),
});

export const htmlContent = (text: string) => ({ type: 'text/html; charset=utf-8', text });

const documentOf = ({ title, brand, content, wide }: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${brand === undefined ? title : `${title} - ${brand}`}</title>
${styleElement(stylesheet)}
</head>
<body${wide === true ? html` class="wide"` : undefined}>
${brand === undefined ? undefined : html`<header><bdi>${brand}</bdi></header>\n`}<main>
${content}
</main>
</body>
</html>
`;

const english = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A moment, in words that mean the same everywhere. */
export const momentText = (at: Date): string => `${english.format(at)} UTC`;
