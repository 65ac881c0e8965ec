import type { Power } from '@tenantry/domain';
import type { Asked, Refusals, Row, Rows } from './row.ts';

const childHeader = 'header.X-Frankie-CustomerID';
const onCustomers: Refusals = {
  missing: '401 AUTH-0401',
  wrong: '401 AUTH-0002',
  weak: '401 AUTH-0002',
};

export const customersV2: Rows = {
  createCustomer: {
    power: 'provision',
    reach: 'beneath',
    refusals: onCustomers,
    asked: [
      { place: childHeader, names: 'account', beyond: onCustomers.wrong },
      { place: childHeader, names: 'account', kind: 'customer', beyond: onCustomers.wrong },
    ],
  },
  getCustomer: {
    power: 'read',
    reach: 'beneath',
    refusals: onCustomers,
    asked: [
      {
        place: 'path.customerChildId',
        names: 'account',
        kind: 'customer',
        besides: { [childHeader]: 'own' },
        beyond: '404 API-0404',
      },
      {
        place: childHeader,
        names: 'account',
        kind: 'customer',
        besides: { 'path.customerChildId': 'child' },
        beyond: onCustomers.wrong,
      },
    ],
  },
};

const onPartners: Refusals = { missing: '401 7401', wrong: '401 7401', weak: '403 7403' };
const ofPartner: Asked = { place: 'path.id', names: 'account', beyond: '404 7404' };

const parentPlaces = (part: 'body' | 'query'): readonly Asked[] => [
  { place: `${part}.parent.id`, names: 'account', beyond: onPartners.weak },
  { place: `${part}.parent.name`, names: 'name', beyond: onPartners.weak },
];

/** Nothing is moved: whoever is named as another parent, that is a conflict. */
const moved = (place: string, names: 'account' | 'name'): Asked => ({
  place,
  names,
  besides: { 'path.id': 'home' },
  body: () => ({}),
  beyond: '409 7409',
  answer: '409 7409',
});

export const partnersV1: Rows = {
  createPartner: {
    power: 'provision',
    reach: 'beneath',
    refusals: onPartners,
    asked: [...parentPlaces('body'), ...parentPlaces('query')],
  },
  listPartners: {
    power: 'read',
    reach: 'beneath',
    refusals: onPartners,
    asked: [
      {},
      // A list of none is what there is to see of what is not there.
      { place: 'query.partner', names: 'account', beyond: '200' },
      { place: 'query.partner', names: 'name', beyond: '200' },
    ],
  },
  getPartner: { power: 'read', reach: 'beneath', refusals: onPartners, asked: [ofPartner] },
  correctPartner: {
    power: 'provision',
    reach: 'beneath',
    refusals: onPartners,
    asked: [
      { ...ofPartner, body: () => ({ billingId: null }) },
      moved('body.parent.id', 'account'),
      moved('body.parent.name', 'name'),
    ],
  },
};

const onSubAccounts: Refusals = { missing: '401 401', wrong: '401 401', weak: '403 403' };
const atAddress: Asked = { place: 'path.address', names: 'address', beyond: onSubAccounts.wrong };

const itself = (power: Power): Row => ({
  power,
  reach: 'itself',
  refusals: onSubAccounts,
  asked: [atAddress, { ...atAddress, kind: 'registered' }],
});

const signIn = (how: Asked): Row => ({
  reach: 'itself',
  signsIn: true,
  refusals: onSubAccounts,
  asked: [{ ...atAddress, ...how }],
});

export const partnersV8: Rows = {
  listApps: itself('read'),
  createApp: itself('provision'),
  listSubAccounts: itself('read'),
  openSubAccount: itself('provision'),
  signIn: signIn({ body: ({ email, password }) => ({ login: email, password }) }),
  signInByQuery: signIn({ query: ({ email, password }) => ({ login: email, password }) }),
  refreshTokens: signIn({ query: ({ refreshToken }) => ({ refresh_token: refreshToken }) }),
};

const denied = '401 AccessDenied';

export const adminAccountsV1: Rows = {
  registerAccount: {
    power: 'provision',
    reach: 'beneath',
    refusals: { missing: '401 CredentialMissing', wrong: denied, weak: denied },
    asked: [
      { place: 'path.id', names: 'account', beyond: denied },
      { place: 'path.id', names: 'account', kind: 'registered', beyond: denied },
    ],
  },
};
