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
      [
        `INV2 invitation of no generation: membership ${invited}`,
        `INV2 message of a generation to come: outbox ${nobody}`,
        `INV6 invited member without a message: membership ${invited}`,
      ],
      set('membership', invited, 'generation = 0'),
      `update tenantry_outbox set id = '${nobody}' where membership_id = '${invited}'`,
    ),
    plant(
      `INV2 revoked member who is somebody still: membership ${subMember}`,
      set('membership', subMember, "status = 'revoked'"),
    ),
    plant(
      [
        `INV2 member of a closed account who is not revoked: membership ${member}`,
        `INV2 member of a closed account who is not revoked: membership ${subMember}`,
      ],
      set('account', registered, "status = 'closed'"),
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

/** The master account's first key is nobody's successor. */
export const keyPlants: Plants = ({ ids: { master, key, rotated } }) => [
  plant(
    `INV2 key that follows one of another account: api_key ${rotated}`,
    set(
      'api_key',
      rotated,
      `lineage = (select min(id) from tenantry_api_key where account_id = '${master}')`,
    ),
  ),
  plant(
    [
      `INV2 key that follows one that is not the first: api_key ${key}`,
      `INV2 key that follows one that is not the first: api_key ${rotated}`,
    ],
    set('api_key', key, `lineage = '${rotated}'`),
  ),
];

export const resetPlants: Plants = ({ ids: { reset, resetOfNobody } }) => [
  plant(
    `INV2 reset of nobody in a generation: password_reset ${resetOfNobody}`,
    set('password_reset', resetOfNobody, 'generation = 1'),
  ),
  plant(
    `INV2 reset of a generation to come: password_reset ${reset}`,
    set('password_reset', reset, 'generation = 9'),
  ),
];

export const mailPlants: Plants = ({ ids: { invited, reset } }) => {
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
      becomes('generation = 0'),
    ),
    ...[its, `where reset_id = '${reset}'`, "where kind = 'passwordChanged'"].map((which) =>
      plant(
        [
          `INV2 message of a generation to come: outbox ${nobody}`,
          ...(which === its
            ? [`INV6 invited member without a message: membership ${invited}`]
            : []),
        ],
        `update tenantry_outbox set id = '${nobody}', generation = 9 ${which}`,
      ),
    ),
    plant(
      `INV2 message about something else than its kind says: outbox ${nobody}`,
      `update tenantry_outbox set id = '${nobody}', user_id = null where kind = 'passwordChanged'`,
    ),
    plant(
      `INV2 message about something else than its kind says: outbox ${nobody}`,
      `update tenantry_outbox set id = '${nobody}', membership_id = '${invited}',
          generation = 1 where kind = 'passwordChanged'`,
    ),
    plant(
      [
        `INV2 one invitation in several messages: outbox ${nobody}`,
        `INV2 one invitation in several messages: outbox ${another}`,
      ],
      becomes('attempts = 0'),
      `insert into tenantry_outbox
          (id, kind, membership_id, generation, state, attempts, next_at, owed_at, fence)
        select '${another}', kind, membership_id, generation, state, attempts, next_at, owed_at,
          fence
        from tenantry_outbox ${its}`,
    ),
  ];
};

export const resultPlants: Plants = () => {
  const lookup = `${'x'.repeat(42)}A`;
  return [
    plant(
      `INV5 kept result that holds nothing: idempotency ${lookup}`,
      `update tenantry_idempotency set sealed = '', lookup = '${lookup}'
        where lookup = (select min(lookup) from tenantry_idempotency)`,
    ),
  ];
};
