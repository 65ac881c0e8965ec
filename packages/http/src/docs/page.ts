import { html, written } from '../pages/html.ts';
import { htmlContent } from '../pages/page.ts';
import type { Reply } from '../route.ts';

/** Of our own: everything comes from here, and nothing is sent anywhere else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page that shows the description. What it loads is named from where it is itself, so that it
 * works beneath any prefix.
 */
export const docsPage = (version: string): Reply => ({
  status: 200,
  headers: {
    'Content-Security-Policy': policy,
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
  },
  content: htmlContent(
    written(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css?${version}">
</head>
<body>
<div id="swagger-ui"></div>
<noscript><p>Without JavaScript there is <a href="openapi.json">openapi.json</a>.</p></noscript>
<script src="docs/swagger-ui-bundle.js?${version}"></script>
<script src="docs/start.js"></script>
</body>
</html>
`),
  ),
});

/**
 * Starts Swagger UI. Nobody is asked whether the document is valid, and no other one can be shown
 * here by a link.
 */
export const startScript = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  queryConfigEnabled: false,
  showExtensions: true,
  validatorUrl: null,
});
`;
