/**
 * Why a request is turned away by HTTP itself, whatever it was to do. Each protocol says it in its
 * own shape.
 */
export type Refusal =
  | { readonly kind: 'MalformedRequest' }
  | { readonly kind: 'PathNotFound' }
  | { readonly kind: 'MethodNotAllowed'; readonly allow: readonly string[] }
  | { readonly kind: 'UnsupportedMediaType' }
  | { readonly kind: 'BodyTooLarge' }
  | { readonly kind: 'BodyIncomplete' }
  /** More than policy lets one caller, or one address, ask; `retryAfter` in seconds. */
  | { readonly kind: 'TooManyRequests'; readonly retryAfter: number }
  /** More is asked than the process can answer in good time; nothing was done. */
  | { readonly kind: 'Overloaded'; readonly retryAfter: number }
  /** A bug, or a resource that is lost: logged, and nothing of it is shown. */
  | { readonly kind: 'Fault' };

export type TooManyRequests = Extract<Refusal, { readonly kind: 'TooManyRequests' }>;

export type RefusalKind = Refusal['kind'];
