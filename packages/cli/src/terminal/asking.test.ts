import { expect, it, onTestFinished } from 'vitest';
import { initialised, installation, tenantry } from '../in-process.test.kit.ts';

const password = 'correct horse battery';
const register = ['account', 'register', '--first-name', 'Jane', '--last-name', 'Doe'];

it('a password that is chosen is asked for twice, and not before all else is said', async () => {
  const here = await initialised(onTestFinished);
  const words = [...register, '--email', 'jane@example.com', '--json'];
  const at = (...secrets: readonly string[]) => ({ ...here, secrets });
  const refused = await tenantry(at(password, password), register);
  expect(refused).toMatchObject({
    code: 2,
    said: 'tenantry: account register needs --email, or --file\n',
  });
  const mistyped = await tenantry(at('a', 'b', 'c', 'd', 'e', 'f'), words);
  expect(mistyped).toMatchObject({ code: 3, out: '' });
  expect(mistyped.said.match(/The two are not the same/g)).toHaveLength(3);
  const made = await tenantry(at('a', 'b', password, password), words);
  expect(made).toMatchObject({
    code: 0,
    said: 'Password: Password again: The two are not the same.\nPassword: Password again: ',
  });
  const token = ['token', 'create', '--account', '2', '--email', 'jane@example.com'];
  expect(await tenantry(at(password), token)).toMatchObject({ code: 0, said: 'Password: ' });
  expect(await tenantry(at('no key'), ['token', 'create'])).toMatchObject({
    code: 4,
    said: expect.stringMatching(/^API key: tenantry: /),
  });
});

it('a phrase is asked for where it would be read, and init asks for what it needs', async () => {
  const empty = { ...installation(onTestFinished), answer: 'root@example.com' };
  const made = await tenantry({ ...empty, secrets: [password, password] }, [
    'init',
    '--password-stdin',
    '--json',
  ]);
  expect(made.said).toBe(
    'Name of the master account: E-mail address of its first user: Password: Password again: ',
  );
  expect(JSON.parse(made.out).user).toEqual({
    email: 'root@example.com',
    userName: 'root@example.com',
  });
  const asked = await tenantry({ ...empty, secrets: ['mother', 'mother'] }, [
    'partner',
    'set',
    'nobody',
    '--phrase-stdin',
  ]);
  expect(asked.said).toContain('Verification phrase: Verification phrase again: ');
});

it('nothing is asked where nobody can be: what is missing is named', async () => {
  const here = installation(onTestFinished);
  for (const [words, missing] of [
    [['init'], 'init needs --name and --email'],
    [['init', '--name', 'N'], 'init needs --email'],
    [
      [...register, '--email', 'jane@example.com'],
      'account register needs --password-stdin, or --file',
    ],
    [['token', 'create'], 'token create needs either --key-stdin or --password-stdin'],
    [['close', '1'], 'close needs --yes where nobody can be asked'],
    [['suspend', '1'], 'suspend needs --yes where nobody can be asked'],
  ] as const)
    expect(await tenantry(here, words)).toEqual({
      code: 2,
      out: '',
      said: `tenantry: ${missing}\n`,
    });
});
