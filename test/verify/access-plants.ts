import { nobody, type Plants, plant, remove, set } from './plant.ts';

export const memberPlants: Plants = ({ ids }) => {
  const { registered, sub, member, subMember, invited } = ids;
  const userOf = (account: string) =>
    `(select id from tenantry_app_user where credential_account = '${account}')`;
  return [
    plant(
      [
        `INV2 active member without a user: membership ${subMember}`,
        `INV2 user who is a member of nothing: app_user ${nobody}`,
      ],
      `update tenantry_app_user set id = '${nobody}' where credential_account = '${sub}'`,
      set('membership', subMember, 'user_id = null'),
    ),
    plant(
      [
        `INV2 invited member who is a user already: membership ${invited}`,
        `INV2 member with another mailbox than its user's: membership ${invited}`,
      ],
      set('membership', invited, `user_id = ${userOf(sub)}`),
    ),
    plant(
      `INV2 half an invitation: membership ${invited}`,
      set('membership', invited, 'invited_until = null'),
    ),
    plant(
      `INV2 invitation of a member who is not invited: membership ${invited}`,
      set('membership', invited, "status = 'revoked'"),
    ),
    plant(
      `INV2 member with another mailbox than its user's: membership ${member}`,
      set('membership', member, "email = 'x@example.org', email_canonical = email"),
      set('membership', member, 'email_canonical = email'),
    ),
    plant(
      `INV2 user who is a member of nothing: app_user ${nobody}`,
      `insert into tenantry_app_user (id, email, email_canonical, password_hash,
          credential_origin, credential_account, credential_generation)
        select '${nobody}', 'x@example.org', 'x@example.org', password_hash,
          credential_origin, credential_account, credential_generation
        from tenantry_app_user where credential_account = '${registered}'`,
    ),
    plant(
      `INV2 given credential of no account: app_user ${nobody}`,
      `update tenantry_membership set user_id = '${nobody}' where user_id = ${userOf(sub)}`,
      `update tenantry_app_user set credential_account = null, id = '${nobody}'
        where credential_account = '${sub}'`,
    ),
    plant(
      `INV2 own credential of one account: app_user ${nobody}`,
      `update tenantry_membership set user_id = '${nobody}' where user_id = ${userOf(sub)}`,
      `update tenantry_app_user set credential_origin = 'own', id = '${nobody}'
        where credential_account = '${sub}'`,
    ),
  ];
};

export const mailPlants: Plants = ({ ids: { invited } }) => {
  const its = `where membership_id = '${invited}'`;
  const later = new Date(Date.now() + 600_000).toISOString();
  const another = nobody.replace('7', '8');
  const becomes = (columns: string) =>
    `update tenantry_outbox set id = '${nobody}', ${columns} ${its}`;
  return [
    plant(
      `INV5 lease that is longer than any: outbox ${nobody}`,
      becomes(`fence = 1, leased_until = '${later}'`),
    ),
    plant(
      `INV5 lease without a claim: outbox ${nobody}`,
      becomes('fence = 0, leased_until = next_at'),
    ),
    plant(
      `INV5 lease of a message that has ended: outbox ${nobody}`,
      becomes("fence = 1, leased_until = next_at, state = 'superseded'"),
    ),
    plant(
      `INV5 message sent without a claim: outbox ${nobody}`,
      becomes("fence = 0, leased_until = null, state = 'sent'"),
    ),
    plant(
      `INV6 invited member without a message: membership ${invited}`,
      remove('outbox', `membership_id = '${invited}'`),
    ),
    plant(
      `INV6 invited member without a message: membership ${invited}`,
      `update tenantry_outbox set generation = 2 ${its}`,
    ),
    plant(
      [
        `INV2 one invitation in several messages: outbox ${nobody}`,
        `INV2 one invitation in several messages: outbox ${another}`,
      ],
      becomes('attempts = 0'),
      `insert into tenantry_outbox
          (id, kind, membership_id, generation, state, attempts, next_at, fence)
        select '${another}', kind, membership_id, generation, state, attempts, next_at, fence
        from tenantry_outbox ${its}`,
    ),
  ];
};

export const resultPlants: Plants = ({ ids: { child } }) => {
  const lookup = `${'x'.repeat(42)}A`;
  return [
    plant(
      `INV4 account with more kept results than events: account ${child}`,
      ...['y', 'z'].map(
        (start) => `insert into tenantry_idempotency
            (lookup, fingerprint, account_id, sealed, lapses_at)
          select '${start}' || substr(lookup, 2), fingerprint, '${child}', sealed, lapses_at
          from tenantry_idempotency where lookup = (select min(lookup) from tenantry_idempotency)`,
      ),
    ),
    plant(
      `INV5 kept result that holds nothing: idempotency ${lookup}`,
      `update tenantry_idempotency set sealed = '', lookup = '${lookup}'
        where lookup = (select min(lookup) from tenantry_idempotency)`,
    ),
  ];
};
