import type { Power } from '@tenantry/domain';
import type { Asked, Refusals, Row, Rows } from './row.ts';

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

/** Of our own interface. */
export const management: Rows = {
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
