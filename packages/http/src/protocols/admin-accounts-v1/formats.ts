import { err, type Issue, ok, type Result } from '@tenantry/domain';
import { preferredType } from '../../request/accept.ts';
import { isPlain } from '../../request/media-type.ts';
import { readXmlRecord } from '../../request/xml.ts';
import { type Unsupported, unsupported } from '../../request/xml-text.ts';
import { attributes, type Sent } from './attributes.ts';
import { readJsonAttributes } from './json-attributes.ts';

/** The media types that are read and written; the first where a client does not mind. */
export const mediaTypes = ['application/json', 'text/json', 'application/xml', 'text/xml'] as const;

export type MediaType = (typeof mediaTypes)[number];

export const isXml = (type: MediaType): boolean => type.endsWith('/xml');

/** The type that a request wants to be answered in. */
export const replyType = ({ headers }: Request): MediaType => preferredType(headers, mediaTypes);

/** An issue is one of the body as a whole: nothing of it could be read. */
type Read = (bytes: Uint8Array) => Result<Sent, Issue | Unsupported>;

const readXml: Read = (bytes) =>
  readXmlRecord(bytes, { root: 'AccountRegisterRequest', elements: new Set(attributes) });

/** How the body of a request is read, by the media type that it declares. */
export const readerFor = (request: Request): Result<Read, Unsupported> => {
  const type = mediaTypes.find((known) => isPlain(request, known));
  if (type === undefined) return err(unsupported);
  return ok(isXml(type) ? readXml : readJsonAttributes);
};
