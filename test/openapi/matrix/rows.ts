import type { Power } from '@tenantry/domain';
import type { Asked, Refusals, Row, Rows } from './row.ts';

/** Whatever is asked is the same for everybody, whether or not something is presented. */
const open: Row = {
  reach: 'anybody',
  refusals: { missing: '', wrong: '', weak: '' },
  asked: [{}],
};

const ours: Refusals = {
  missing: '401 NotAuthenticated',
  wrong: '401 NotAuthenticated',
  weak: '403 NotPermitted',
};

const own = (power: Power, ...asked: readonly Asked[]): Row => ({
  power,
  reach: 'beneath',
  refusals: ours,
  asked,
});

const noAccount = '404 AccountNotFound';
const noMember = '404 MemberNotFound';

const ofAccount: Asked = { place: 'path.account', names: 'account', beyond: noAccount };
const ofPerson: Asked = { place: 'path.member', names: 'person', beyond: noMember };
const ofInvitee: Asked = { place: 'path.member', names: 'invitee', beyond: noMember };
const ofKey: Asked = { place: 'path.key', names: 'key', beyond: '404 KeyNotFound' };

const correction = (body: object): Asked => ({
  ...ofAccount,
  body: () => body,
  headers: { 'If-Match': '*' },
});

const beneathParent = {
  place: 'body.parent',
  names: 'account',
  beyond: '404 ParentNotFound',
} as const;

const management: Rows = {
  searchAccounts: own('read', {}, { place: 'query.beneath', names: 'account', beyond: noAccount }),
  createAccount: own(
    'provision',
    {},
    beneathParent,
    { ...beneathParent, kind: 'registered', examples: ['registered', 'registeredWithPassword'] },
    { ...beneathParent, place: 'body.parentName', names: 'name', examples: ['partner'] },
  ),
  getAccount: own(
    'read',
    ofAccount,
    { ...ofAccount, kind: 'customer' },
    { ...ofAccount, kind: 'registered' },
  ),
  correctAccount: own(
    'provision',
    correction({ billingId: null }),
    { ...correction({ name: 'Other' }), kind: 'customer' },
    { ...correction({ companyName: 'Other' }), kind: 'registered' },
  ),
  listChildren: own('read', ofAccount),
  listSubtree: own('read', ofAccount),
  suspendAccount: { ...own('manage', ofAccount), reach: 'strictlyBeneath' },
  reactivateAccount: { ...own('manage', ofAccount), reach: 'strictlyBeneath' },
  closeAccount: { ...own('manage', ofAccount), reach: 'strictlyBeneath' },
  listMembers: own('read', ofAccount),
  inviteMember: own('manage', ofAccount),
  getMember: own('read', ofPerson, ofInvitee),
  correctMember: own('manage', ofInvitee),
  resendInvitation: own('manage', ofInvitee),
  revokeMember: own('manage', ofPerson, ofInvitee),
  disableMember: own('manage', ofPerson),
  enableMember: own('manage', ofPerson),
  listKeys: own('read', ofAccount),
  createKey: own('manage', ofAccount),
  rotateKey: own('manage', ofKey),
  revokeKey: own('manage', ofKey),
  checkPhrase: own('read', ofAccount),
  listEvents: own('read', {}, { place: 'query.account', names: 'account', beyond: noAccount }),
  issueToken: {
    reach: 'itself',
    signsIn: true,
    refusals: ours,
    asked: [
      { body: ({ key }) => ({ grant: 'api_key', key }) },
      { body: ({ userName, password }) => ({ grant: 'password', userName, password }) },
      ...(['account', 'address'] as const).map(
        (names): Asked => ({
          place: 'body.account',
          names,
          body: ({ email, password }) => ({ grant: 'password', email, password }),
          beyond: ours.wrong,
        }),
      ),
    ],
  },
};

const childHeader = 'header.X-Frankie-CustomerID';
const frankie: Refusals = {
  missing: '401 AUTH-0401',
  wrong: '401 AUTH-0002',
  weak: '401 AUTH-0002',
};

const customersV2: Rows = {
  createCustomer: {
    power: 'provision',
    reach: 'beneath',
    refusals: frankie,
    asked: [
      { place: childHeader, names: 'account', beyond: frankie.wrong },
      { place: childHeader, names: 'account', kind: 'customer', beyond: frankie.wrong },
    ],
  },
  getCustomer: {
    power: 'read',
    reach: 'beneath',
    refusals: frankie,
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
        beyond: frankie.wrong,
      },
    ],
  },
};

const bluefin: Refusals = { missing: '401 7401', wrong: '401 7401', weak: '403 7403' };
const ofPartner: Asked = { place: 'path.id', names: 'account', beyond: '404 7404' };

const parentPlaces = (part: 'body' | 'query'): readonly Asked[] => [
  { place: `${part}.parent.id`, names: 'account', beyond: bluefin.weak },
  { place: `${part}.parent.name`, names: 'name', beyond: bluefin.weak },
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

const partnersV1: Rows = {
  createPartner: {
    power: 'provision',
    reach: 'beneath',
    refusals: bluefin,
    asked: [...parentPlaces('body'), ...parentPlaces('query')],
  },
  listPartners: {
    power: 'read',
    reach: 'beneath',
    refusals: bluefin,
    asked: [
      {},
      // A list of none is what there is to see of what is not there.
      { place: 'query.partner', names: 'account', beyond: '200' },
      { place: 'query.partner', names: 'name', beyond: '200' },
    ],
  },
  getPartner: { power: 'read', reach: 'beneath', refusals: bluefin, asked: [ofPartner] },
  correctPartner: {
    power: 'provision',
    reach: 'beneath',
    refusals: bluefin,
    asked: [
      { ...ofPartner, body: () => ({ billingId: null }) },
      moved('body.parent.id', 'account'),
      moved('body.parent.name', 'name'),
    ],
  },
};

const mobsted: Refusals = { missing: '401 401', wrong: '401 401', weak: '403 403' };
const atAddress: Asked = { place: 'path.address', names: 'address', beyond: mobsted.wrong };

const itself = (power: Power): Row => ({
  power,
  reach: 'itself',
  refusals: mobsted,
  asked: [atAddress, { ...atAddress, kind: 'registered' }],
});

const signIn = (how: Asked): Row => ({
  reach: 'itself',
  signsIn: true,
  refusals: mobsted,
  asked: [{ ...atAddress, ...how }],
});

const partnersV8: Rows = {
  listApps: itself('read'),
  createApp: itself('provision'),
  listSubAccounts: itself('read'),
  openSubAccount: itself('provision'),
  signIn: signIn({ body: ({ email, password }) => ({ login: email, password }) }),
  signInByQuery: signIn({ query: ({ email, password }) => ({ login: email, password }) }),
  refreshTokens: signIn({ query: ({ refreshToken }) => ({ refresh_token: refreshToken }) }),
};

const denied = '401 AccessDenied';

const adminAccountsV1: Rows = {
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

/** Who may do what, and where: a row for every operation of the description, by its id. */
export const rows: Rows = {
  ...management,
  ...customersV2,
  ...partnersV1,
  ...partnersV8,
  ...adminAccountsV1,
  checkHealth: open,
  checkReadiness: open,
  readDescription: open,
  readMetrics: open,
};
