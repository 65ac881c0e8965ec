import { err, type Issue, issue, ok, type Result } from '@tenantry/domain';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { isUtf8, type Unsupported, unsupported, xmlText } from './xml-text.ts';

/** Which element must be the root, and which of its children are read. None has a namespace. */
export interface XmlForm {
  readonly root: string;
  readonly elements: ReadonlySet<string>;
}

/** The known children of the root. */
export interface XmlRecord {
  /**
   * The text of each, exactly; null where it is `xsi:nil`; an empty object where it is no text. Of
   * an element that stands twice the last one stays; the repetition is an issue in any case.
   */
  readonly values: ReadonlyMap<string, unknown>;
  readonly issues: readonly Issue[];
}

/** No form needs more than two; looking up a namespace takes as long as the elements are deep. */
const deepest = 32;
/** Elements and attributes: each of them costs several times as much as text of its length. */
const mostParts = 1000;

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * Reads bytes as one XML 1.0 document in UTF-8, well-formed to its last byte and without a DOCTYPE,
 * so that nothing is expanded and nothing fetched. What cannot be read as one is a single issue of
 * the body as a whole, with the empty path; it shows nothing of what was sent.
 *
 * Elements that are not known are ignored with all that is in them, and so are attributes. An
 * element, a comment or a processing instruction within a known element's text is an issue: whoever
 * joins what stands around it may read another value than its writer did.
 */
export const readXmlRecord = (
  bytes: Uint8Array,
  form: XmlForm,
): Result<XmlRecord, Issue | Unsupported> => {
  const text = xmlText(bytes);
  if (!text.ok) return text;
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  let fault: Issue | Unsupported | undefined;
  const record = collect(parser, form, (found) => {
    fault = found;
    throw new Error('the document is refused');
  });
  try {
    parser.write(text.value).close();
  } catch (thrown) {
    if (fault === undefined) throw thrown;
    return err(fault);
  }
  return ok(record);
};

/** A known element that has begun. */
interface Opened {
  readonly name: string;
  readonly isNil: boolean;
  text: string;
  isText: boolean;
}

function collect(
  parser: SaxesParser<{ xmlns: true }>,
  { root, elements }: XmlForm,
  refuse: (fault: Issue | Unsupported) => never,
): XmlRecord {
  const values = new Map<string, unknown>();
  const issues: Issue[] = [];
  let depth = 0;
  let parts = 0;
  let opened: Opened | undefined;

  const refuseForm = (message: string) => refuse(issue([], 'format', message));
  // Its own messages quote the document.
  const refuseMalformed = () =>
    refuseForm(`is not well-formed XML at line ${parser.line}, column ${parser.column}`);
  const count = ({ name }: { readonly name: string }): void => {
    parts += 1;
    if (parts > mostParts)
      refuse(issue([], 'tooMany', `must have at most ${mostParts} elements and attributes`));
    if (misnamed.test(name)) refuseMalformed();
  };
  const interrupt = (): void => {
    if (opened !== undefined) opened.isText = false;
  };
  const read = (text: string): void => {
    if (opened !== undefined) opened.text += text;
    else if (depth === 1 && /[^\t\n\r ]/.test(text))
      refuseForm('must have no text between its elements');
  };

  parser.on('error', refuseMalformed);
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0') refuseForm('must be XML 1.0');
    if (encoding !== undefined && !isUtf8(encoding)) refuse(unsupported);
  });
  parser.on('doctype', () => refuseForm('must have no DOCTYPE'));
  parser.on('text', read);
  parser.on('cdata', read);
  parser.on('comment', interrupt);
  parser.on('processinginstruction', ({ body }) => {
    // A blank must stand after its name (XML 1.0, 2.6): the parser lets `<?a?b?>` pass.
    if (body.startsWith('?')) refuseMalformed();
    interrupt();
  });
  parser.on('attribute', count);
  parser.on('opentagstart', (tag) => {
    count(tag);
    depth += 1;
    if (depth > deepest)
      refuse(issue([], 'tooDeep', `must not be nested deeper than ${deepest} levels`));
    interrupt();
  });
  parser.on('opentag', (tag) => {
    if (depth === 1 && (tag.name !== root || tag.uri !== ''))
      refuse(issue([], 'type', `must have the root ${root}, in no namespace`));
    if (depth === 2 && tag.uri === '' && elements.has(tag.name))
      opened = { name: tag.name, isNil: isNil(tag), text: '', isText: true };
  });
  parser.on('closetag', () => {
    depth -= 1;
    if (depth !== 1 || opened === undefined) return;
    const { name, isNil, text, isText } = opened;
    opened = undefined;
    if (values.has(name)) issues.push(issue([name], 'duplicate'));
    if (!isText) issues.push(issue([name], 'type', textAlone));
    if (isNil && text !== '') issues.push(issue([name], 'format', 'must be empty as xsi:nil says'));
    values.set(name, isText ? (isNil ? null : text) : {});
  });
  return { values, issues };
}

/** What stands after a prefix must be a name too (Namespaces in XML 1.0, 4): that passes likewise. */
const misnamed = /:(?:[-.\d\u00b7\u203f\u2040]|[\u0300-\u036f])/;

const textAlone = 'must be text with no element, comment or processing instruction in it';

const isNil = ({ attributes }: SaxesTagNS): boolean =>
  Object.values(attributes).some(
    ({ uri, local, value }) =>
      uri === schemaInstance && local === 'nil' && ['true', '1'].includes(value.trim()),
  );
