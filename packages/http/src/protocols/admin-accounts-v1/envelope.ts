import type { Content } from '../../route.ts';
import { isXml, type MediaType } from './formats.ts';

/** What every reply of this protocol holds: an error, or what was asked for. */
export type Envelope =
  | { readonly error: { readonly code: string; readonly reason: string } }
  | { readonly userId: string; readonly accountId: string };

/** An envelope as the body of a reply of this type. */
export const envelopeContent = (envelope: Envelope, type: MediaType): Content => ({
  type: `${type}; charset=utf-8`,
  text: isXml(type) ? xmlOf(envelope) : jsonOf(envelope),
});

const success = 'Success';

const jsonOf = (envelope: Envelope): string =>
  JSON.stringify(
    'error' in envelope
      ? {
          Error: { ErrorCode: envelope.error.code, ErrorReason: envelope.error.reason },
          ResponseData: null,
        }
      : {
          Error: null,
          ResponseData: {
            Identification: { UserId: envelope.userId },
            Result: success,
            Detail: { ID: envelope.accountId },
          },
        },
  );

/** In the published order of elements. What is null has no element. */
const xmlOf = (envelope: Envelope): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<ResponseOfAccountRegisterResponse xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ...('error' in envelope
      ? [
          '<Error>',
          element('ErrorCode', envelope.error.code),
          element('ErrorReason', envelope.error.reason),
          '</Error>',
        ]
      : [
          '<ResponseData>',
          element('Result', success),
          `<Identification>${element('UserId', envelope.userId)}</Identification>`,
          `<Detail>${element('ID', envelope.accountId)}</Detail>`,
          '</ResponseData>',
        ]),
    '</ResponseOfAccountRegisterResponse>',
  ].join('');

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

/** Read again it is the same text, but for characters that XML 1.0 (2.2) has no way to write. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[<>&"'\r]/g, (character) => `&#${character.charCodeAt(0)};`);
