import { nobody, type Plants, plant, remove, set, setDetails } from './plant.ts';

export const treePlants: Plants = ({ ids: { master, customer, child, sub } }) => [
  plant(
    `INV3 account under none that is no master account: account ${child}`,
    set('account', child, 'parent_id = null, path = id, depth = 1'),
  ),
  plant(
    `INV3 account of a kind that its parent may not have: account ${sub}`,
    set('account', sub, `parent_id = '${customer}', path = '${master}/${customer}/' || id`),
  ),
  plant(
    `INV3 path that is not that of the parent and the id: account.path ${child}`,
    set('account', child, `path = '${customer}/' || id`),
  ),
  plant(
    `INV3 depth that is not one more than that of the parent: account.depth ${child}`,
    set('account', child, 'depth = depth + 1'),
  ),
  plant(
    [
      `INV3 path that is not that of the parent and the id: account.path ${child}`,
      `INV3 depth that is not one more than that of the parent: account.depth ${child}`,
      `INV3 account above itself: account ${child}`,
    ],
    set('account', child, 'parent_id = id'),
  ),
  plant(
    [
      `INV3 path that is not that of the parent and the id: account.path ${customer}`,
      `INV3 depth that is not one more than that of the parent: account.depth ${customer}`,
      `INV3 account above itself: account ${customer}`,
      `INV2 reference kept unique beneath another parent: external_reference.unique_key ${customer}/0`,
    ],
    set('account', customer, `parent_id = '${child}'`),
  ),
  plant(
    [`INV2 malformed: account.path ${master}`, `INV2 malformed: account.depth ${master}`],
    set('account', master, 'path = null, depth = null'),
  ),
];

const opening = (account: string, kind: string) => `account_id = '${account}' and kind = '${kind}'`;

export const wholePlants: Plants = ({ ids }) => {
  const { master, customer, child, partner, contact, registered, member, sub } = ids;
  const unopened = [
    ['master account', master, 'MasterOpened'],
    ['customer', child, 'CustomerOpened'],
    ['partner', partner, 'PartnerOpened'],
    ['registered account', registered, 'AccountRegistered'],
  ] as const;
  return [
    ...unopened.map(([called, id, kind]) =>
      plant(
        `INV2 ${called} without its opening event: account ${id}`,
        remove('event', opening(id, kind)),
      ),
    ),
    plant(
      `INV2 customer without details: account ${child}`,
      remove('customer', `account_id = '${child}'`),
    ),
    plant(
      `INV2 partner without details: account ${partner}`,
      remove('partner', `account_id = '${partner}'`),
    ),
    plant(
      `INV2 registered account without details: account ${sub}`,
      remove('account_register', `account_id = '${sub}'`),
    ),
    plant(
      `INV2 details of an account of another kind: customer ${sub}`,
      `insert into tenantry_customer values ('${sub}', '[]', '{}')`,
    ),
    plant(
      `INV2 details of an account of another kind: partner ${sub}`,
      `insert into tenantry_partner (account_id, reference, reference_key, first_name, last_name,
          phone, contact_membership_id)
        values ('${sub}', 'R', 'R', 'F', 'L', '12345', '${ids.subMember}')`,
    ),
    plant(
      `INV2 details of an account of another kind: account_register ${partner}`,
      `insert into tenantry_account_register (account_id, time_zone, membership_id)
        values ('${partner}', 'UTC', '${contact}')`,
    ),
    plant(
      `INV2 account opened more than once: account ${customer}`,
      `update tenantry_event set kind = 'CustomerOpened' where ${opening(customer, 'KeyIssued')}`,
    ),
    plant(
      [
        `INV2 account opened more than once: account ${customer}`,
        `INV2 opening event of an account of another kind: event ${nobody}`,
      ],
      `update tenantry_event set kind = 'PartnerOpened', id = '${nobody}'
        where ${opening(customer, 'KeyIssued')}`,
    ),
    plant(
      `INV2 master account without an installation: account ${master}`,
      'delete from tenantry_installation',
    ),
    plant(
      `INV2 master account without a member: account ${master}`,
      `update tenantry_membership set account_id = '${customer}' where account_id = '${master}'`,
    ),
    plant(
      `INV2 partner whose contact is no member of it: partner.contact_membership_id ${partner}`,
      set('membership', contact, `account_id = '${customer}'`),
    ),
    plant(
      `INV2 registered account whose user is no member of it: account_register.membership_id ${registered}`,
      set('membership', member, `account_id = '${customer}'`),
    ),
    plant(
      `INV2 reference kept unique beneath another parent: external_reference.unique_key ${customer}/0`,
      setDetails(
        'external_reference',
        customer,
        `unique_key = case when unique_key is not null
          then '${nobody}' || substr(unique_key, 37) end`,
      ),
    ),
  ];
};

/** What is written in one place and compared in another. */
export const derivedPlants: Plants = ({ ids }) => {
  const { customer, child, partner, contact, invited, sub, subMember } = ids;
  const off = 'INV2 not what it is derived from';
  return [
    plant(`${off}: account.name_key ${customer}`, set('account', customer, 'name_key = name')),
    plant(
      `${off}: account.sibling_key ${partner}`,
      set('account', partner, "sibling_key = sibling_key || 'x'"),
    ),
    plant(`${off}: account.sibling_key ${child}`, set('account', child, "sibling_key = 'x'")),
    plant(
      `${off}: partner.reference_key ${partner}`,
      setDetails('partner', partner, "reference_key = reference || 'x'"),
    ),
    plant(
      `${off}: app.name_key ${nobody}`,
      `update tenantry_app set name_key = 'x', id = '${nobody}' where name = 'App'`,
    ),
    plant(
      [
        `INV2 member with another mailbox than its user's: membership ${subMember}`,
        `${off}: app_user.email_canonical ${nobody}`,
      ],
      `update tenantry_app_user set email_canonical = 'x@example.com', id = '${nobody}'
        where credential_account = '${sub}'`,
      set('membership', subMember, `user_id = '${nobody}'`),
    ),
    plant(
      `${off}: membership.email_canonical ${invited}`,
      set('membership', invited, 'email_canonical = email'),
    ),
    plant(
      `${off}: membership.user_name_key ${contact}`,
      set('membership', contact, 'user_name_key = user_name'),
    ),
    plant(
      `${off}: external_reference.unique_key ${customer}/0`,
      setDetails('external_reference', customer, "unique_key = unique_key || 'x'"),
    ),
    plant(
      // The last of them is the same reference again, which is found by the first.
      [0, 2].map((position) => `${off}: external_reference.search_key ${customer}/${position}`),
      `update tenantry_external_reference set search_key = 'x'
        where account_id = '${customer}' and position = 0`,
    ),
    plant(
      `${off}: external_reference.search_key ${customer}/1`,
      `update tenantry_external_reference set search_key = null
        where account_id = '${customer}' and position = 1`,
    ),
    plant(
      `INV2 reference that is none: external_reference ${customer}/0`,
      `update tenantry_external_reference set type = 'FRIEND'
        where account_id = '${customer}' and position = 0`,
    ),
    plant(
      `INV2 role that the policy does not know: membership.roles ${invited}`,
      set('membership', invited, "roles = '[3,77]'"),
    ),
  ];
};
