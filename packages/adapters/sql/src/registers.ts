import { type AccountReads, type AccountWrites, err, isWithin, ok } from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail, overtaken } from './connection.ts';
import { correctNode } from './corrections.ts';
import { appOf, appRow, joinedRegisterOf, registerOf, registerRow } from './register-rows.ts';
import type { RegisterStatements } from './register-statements.ts';
import { membershipOf, membershipRow } from './rows.ts';
import { addAddressed, findWithin } from './tree.ts';
import type { UserStatements } from './user-statements.ts';
import { addUser } from './users.ts';

type Statements = AccountStatements & UserStatements & RegisterStatements;

export type RegisterReads = Pick<AccountReads, 'findRegister' | 'registers' | 'apps'>;
export type RegisterWrites = Pick<AccountWrites, 'addRegister' | 'saveRegister' | 'addApp'>;

/** Registered accounts, and the apps of any account. */
export const registerReads = (connection: Connection, statements: Statements): RegisterReads => ({
  findRegister: async (reach, ref) => {
    const [row] = await connection.run(
      typeof ref === 'number'
        ? statements.registerByNumber({ number: ref })
        : statements.registerById({ id: ref }),
    );
    const register = row && joinedRegisterOf(row);
    return register !== undefined && isWithin(reach, register.account) ? register : undefined;
  },

  registers: async (reach, of, slice) => {
    const parent = await findWithin(connection, statements, reach, of);
    if (parent === undefined) return { total: 0, items: [] };
    const [all] = await connection.run(statements.countRegisters({ of }));
    const rows = await connection.run(statements.registers({ of, ...slice }));
    return { total: Number(all?.total), items: rows.map(joinedRegisterOf) };
  },

  apps: async (reach, of, slice) => {
    const account = await findWithin(connection, statements, reach, of);
    if (account === undefined) return { total: 0, items: [] };
    const [all] = await connection.run(statements.countApps({ of }));
    const rows = await connection.run(statements.apps({ of, ...slice }));
    return { total: Number(all?.total), items: rows.map(appOf) };
  },
});

export const registerWrites = (connection: Connection, statements: Statements): RegisterWrites => ({
  addRegister: async (register) => {
    const account = await addAddressed(connection, statements, register.account);
    if (account === undefined) return err({ taken: 'AddressTaken' });
    const user =
      register.user === undefined
        ? ok(undefined)
        : await addUser(connection, statements, register.user);
    if (!user.ok) return user;
    const row = membershipRow(register.member);
    const [member] = await connection.run(statements.addMembers([row]));
    if (member === undefined) return fail(connection, `membership ${row.id} could not be stored`);
    const details = registerRow(register);
    await connection.run(statements.addRegister(details));
    return ok(registerOf(account, details, membershipOf({ ...row, number: member.number })));
  },

  saveRegister: async (register) => {
    const { account } = register;
    const node = await correctNode(connection, statements, 'registered', account);
    if (!node.ok) return node;
    const saved = await connection.run(statements.saveRegister(registerRow(register)));
    return saved.length === 0
      ? fail(connection, `registered account ${account.id} has no details`)
      : ok(undefined);
  },

  addApp: async (app) => {
    const row = appRow(app);
    const [added] = await connection.run(statements.addApp(row));
    if (added !== undefined) return ok(undefined);
    const name = { account: row.account_id, name: row.name_key };
    const [holder] = await connection.run(statements.appByName(name));
    if (holder === undefined) return overtaken(connection, `app ${app.id}`);
    connection.spend();
    return err({ taken: 'AppNameTaken' });
  },
});
