import { exampleAccountId } from '../../openapi/examples.ts';

export const sampleCredentials = { login: 'jane@example.com', password: 'nine blue kettles sing' };

/** Three parts as a token has them, and none that was ever signed. */
export const sampleToken = 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl';

export const sampleTokens = {
  access_token: sampleToken,
  refresh_token: sampleToken,
  expires_in: 1_736_294_400,
};

const url = 'https://accounts.example.com/a/k7m2p9x4';

export const sampleOpened = {
  url,
  email: 'user@example.com',
  login: 'user@example.com',
  password: '7mqx-92hc-p0ks-4vtn-eb3d-r8wz-5ya1-f6gj',
  id: exampleAccountId,
};

/** The same, of a replay that comes too late. */
export const sampleWithheld = { ...sampleOpened, password: null, passwordWithheld: true };

const meta = { page: 1, pageSize: 50, pages: 1, total: 1 };
const createdAt = '2025-01-01T00:00:00.000Z';

export const sampleListed = {
  data: [
    {
      type: 'partners',
      id: exampleAccountId,
      attributes: {
        name: 'Example Partner',
        email: 'user@example.com',
        login: 'user@example.com',
        url,
        status: 'active',
        createdAt,
      },
    },
  ],
  meta,
};

const app = {
  type: 'apps',
  id: '01934f8a-6b10-7a44-8c15-0d4f2b6e9a31',
  attributes: { name: 'Newsletter', createdAt },
};

export const sampleApp = { data: app };
export const sampleApps = { data: [app], meta };
