/** The media type of a request's body. Names are in lower case. */
interface MediaType {
  readonly type: string;
  /** As declared; absent where it was not. */
  readonly charset?: string;
}

// RFC 9110, 5.6.2 and 5.6.6. A quoted value that holds a semicolon is not worth reading here.
const essence = /^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+$/;
const parameter = /^([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w-]+)|"([^"\\]*)")$/;

/** Undefined where there is none, or where it cannot be read; two joined ones cannot. */
export const mediaTypeOf = (request: Request): MediaType | undefined => {
  const [type = '', ...parameters] = (request.headers.get('Content-Type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const read = parameters.filter((part) => part !== '').map((part) => parameter.exec(part));
  if (!essence.test(type) || read.includes(null)) return undefined;
  const charsets = read.filter((found) => found?.[1] === 'charset');
  if (charsets.length > 1) return undefined;
  const charset = charsets[0]?.[2] ?? charsets[0]?.[3];
  return charset === undefined ? { type } : { type, charset };
};

/** Whether the body is of this type, in UTF-8, and not compressed: nothing here unpacks. */
export const isPlain = (request: Request, type: string): boolean => {
  const media = mediaTypeOf(request);
  const encoding = request.headers.get('Content-Encoding')?.toLowerCase() ?? 'identity';
  return media?.type === type && (media.charset ?? 'utf-8') === 'utf-8' && encoding === 'identity';
};
