import { encode as toBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import type MimeNode from 'nodemailer/lib/mime-node';
import { encode as toQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp';

/**
 * The bytes that `node.build()` would come to, of a tree whose contents are texts. That one sends
 * them through streams, which take some thirty turns of the event loop for a message.
 */
export const assemble = (node: MimeNode): Buffer => {
  const text = textOf(node);
  return Buffer.from((text.endsWith('\n') ? text : `${text}\n`).replace(/\r?\n/g, '\r\n'));
};

function textOf(node: MimeNode): string {
  // Whether there are parts, and what stands between them, is known once there are headers.
  const headers = node.buildHeaders();
  const parts = node.multipart
    ? `${node.childNodes.map((part) => `--${node.boundary}\r\n${textOf(part)}\r\n`).join('')}--${node.boundary}--\r\n`
    : '';
  return `${headers}\r\n\r\n${contentOf(node)}${parts}`;
}

function contentOf(node: MimeNode): string {
  const { content = '' } = node;
  if (typeof content !== 'string') throw new Error('a part of a message is not a text');
  switch (node.getTransferEncoding()) {
    case 'quoted-printable':
      return wrapQuoted(toQuoted(content));
    case 'base64':
      return wrapBase64(toBase64(content));
    default:
      return content;
  }
}
