/** What examples of replies are called; of no request that ever was. */
export const exampleRequestId = '01JD8Q6Z3V5K0T7W9X2Y4B6C8E';

/** An account, likewise. */
export const exampleAccountId = '01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f12';
