import { ulidToUUID } from 'ulid';

/**
 * The request id in the form that clients of this protocol know: a UUID of version 7 (RFC 9562,
 * 5.7) with the time and the chance of the ULID. Six bits of chance give way to version and
 * variant; the last 12 characters of the ULID say what the last 60 bits of the UUID do.
 */
export const requestUuid = (requestId: string): string => {
  const digits = ulidToUUID(requestId).toLowerCase().replaceAll('-', '');
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `7${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20),
  ].join('-');
};
