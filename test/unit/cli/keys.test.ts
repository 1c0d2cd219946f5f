import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { assignKeys, readKey } from '../../../src/cli/keys';
import { UsageError } from '../../../src/cli/options/usageError';
import { createRedactor } from '../../../src/net/redaction/redact';
import { CommandLine } from '../../support/commandLine';

const noKeys = { FLOWLU_API_KEY: 'key-of-one' };

/** The accounts that have a key, a star behind the one that counts for what names none, and the keys that are masked from then on. */
async function accounts(
	env: Readonly<Record<string, string>>,
	named: readonly string[],
	{ account, key, isDry }: { readonly account?: string; readonly key?: string; readonly isDry?: boolean } = {},
): Promise<readonly string[]> {
	const redactor = createRedactor();
	const { sessions, defaultAccount } = assignKeys(
		{ env, options: { account }, key, named, ...(isDry && { isDry }) },
		redactor,
	);
	const values = [key ?? '', ...Object.values(env)].filter(value => value.startsWith('key-'));
	const masked = values.filter(value => redactor.redact(value) !== value);
	return (await sessions.list()).map(
		({
			session: {
				account: { origin },
			},
		}) => `${origin}${origin === defaultAccount?.origin ? '*' : ''} ${masked.join()}`,
	);
}

suite('keys of the command line', () => {
	for (const [what, env, named, options, expected] of [
		['of --account', noKeys, [], { account: 'acme' }, ['https://acme.flowlu.com* key-of-one']],
		['of FLOWLU_ACCOUNT', { ...noKeys, FLOWLU_ACCOUNT: 'acme' }, [], {}, ['https://acme.flowlu.com* key-of-one']],
		[
			'--account counts more',
			{ ...noKeys, FLOWLU_ACCOUNT: 'other' },
			[],
			{ account: 'acme' },
			['https://acme.flowlu.com* key-of-one'],
		],
		['of the text', noKeys, ['acme', 'https://acme.flowlu.com'], {}, ['https://acme.flowlu.com* key-of-one']],
		[
			'of each account its own',
			{ FLOWLU_API_KEY_ACME: 'key-of-acme', FLOWLU_API_KEY_MY_SHOP: 'key-of-shop' },
			['acme', 'my-shop'],
			{},
			['https://acme.flowlu.com key-of-acme,key-of-shop', 'https://my-shop.flowlu.com key-of-acme,key-of-shop'],
		],
		[
			'of a host of its own, which --account names',
			{ FLOWLU_API_KEY_CRM__EXAMPLE__COM: 'key-of-host' },
			[],
			{ account: 'crm.example.com' },
			['https://crm.example.com* key-of-host'],
		],
		[
			'of an account on flowlu.ru',
			{ FLOWLU_API_KEY_ACME__FLOWLU__RU: 'key-of-ru' },
			['https://acme.flowlu.ru/api/v1/module/crm/lead/list'],
			{},
			['https://acme.flowlu.ru* key-of-ru'],
		],
		[
			'of standard input, before a variable',
			noKeys,
			[],
			{ account: 'acme', key: 'key-of-input' },
			['https://acme.flowlu.com* key-of-input'],
		],
		[
			'of all accounts of a dry run, some of which have one',
			{ FLOWLU_API_KEY_ACME: 'key-of-acme' },
			['acme', 'other'],
			{ isDry: true },
			['https://acme.flowlu.com* key-of-acme', 'https://other.flowlu.com key-of-acme'],
		],
	] as const) {
		test(what, async () => {
			assert.deepEqual(await accounts(env, named, options), expected);
		});
	}

	for (const [what, env, named, message] of [
		['there is none', {}, ['acme'], /There is no key/u],
		['there is none for several', {}, ['acme', 'https://acme.flowlu.ru'], /_ACME, FLOWLU_API_KEY_ACME__FLOWLU__RU\./u],
		['no account is named', noKeys, [], /which account/u],
		['a text names a host of its own choice', noKeys, ['evil.example.com', 'http://127.0.0.1:80'], /which account/u],
		['a text names several accounts', noKeys, ['acme', 'other'], /FLOWLU_API_KEY_ACME, FLOWLU_API_KEY_OTHER/u],
		['it has a line break in it', { FLOWLU_API_KEY: 'key-\nof' }, ['acme'], /is not one/u],
	] as const) {
		test(`refused where ${what}`, async () => {
			await assert.rejects(accounts(env, named), (error: unknown) => {
				assert.ok(error instanceof UsageError);
				assert.match(error.message, message);
				assert.doesNotMatch(error.message, /key-(?:of|\n)/u);
				return true;
			});
		});
	}

	test('refused where one is given on standard input, and the texts name several accounts, some of which have one', async () => {
		const given = accounts({ FLOWLU_API_KEY_ACME: 'key-of-acme' }, ['acme', 'other'], { key: 'key-of-input' });
		await assert.rejects(given, { name: 'UsageError', message: /by --account which one the key belongs to/u });
	});

	for (const [variable, named] of [
		['ACME', 'https://acme.flowlu.ru'],
		['CRM__EXAMPLE__COM', 'crm-example-com'],
		['CRM__EXAMPLE__COM', 'crm--example--com'],
		['ACME__FLOWLU__RU', 'acme--flowlu--ru'],
	] as const) {
		test(`of the variable ${variable} is not for ${named}`, async () => {
			const origins = await accounts(
				{ [`FLOWLU_API_KEY_${variable}`]: 'key-of-another', FLOWLU_API_KEY: 'key-of-mine' },
				[named],
				{ account: 'mine' },
			);
			assert.deepEqual(origins, ['https://mine.flowlu.com* key-of-mine']);
		});
	}

	suite('of a file', () => {
		let line: CommandLine;
		suiteSetup(async () => {
			line = await CommandLine.in({ 'a.flowlu.http': 'GET crm/lead/get/{{nobody}}\n', 'key.txt': 'key-of-file\n' });
		});
		suiteTeardown(() => line.close());

		for (const [mode, isTaken] of [
			[0o600, true],
			[0o400, true],
			[0o640, false],
			[0o604, false],
		] as const) {
			test(`with mode ${mode.toString(8)}: ${isTaken ? 'taken' : 'refused'}`, async function () {
				if (process.platform === 'win32') {
					this.skip();
				}
				await chmod(join(line.folder, 'key.txt'), mode);
				const path = join(line.folder, 'key.txt');
				const { code, stderr } = await line.run(['run', 'a.flowlu.http', '--account', 'acme', '--key-file', path]);
				assert.equal(code, isTaken ? 2 : 1, stderr);
				assert.equal(/may be read by others \(mode 06[04]/u.test(stderr), !isTaken);
			});
		}
	});

	test('never of a terminal, which shows what is typed', async () => {
		const stream = Object.assign(Readable.from(['key-of-input']), { isTTY: true });
		await assert.rejects(
			readKey({ keyFile: undefined, keyStdin: true }, () => stream),
			{ name: 'UsageError' },
		);
		assert.equal(stream.readableDidRead, false);
	});

	for (const args of [
		['--api-key', 'key-of-argument'],
		['--key=key-of-argument'],
		['--token=key-of-argument'],
		['-k', 'key-of-argument'],
		['--var', 'apiKey=key-of-argument'],
		['--var', 'password=key-of-argument'],
		['keyofargument12345'],
		['--account', 'https://acme.flowlu.com:key-of-argument@x'],
	]) {
		test(`never of an argument: ${args.join(' ')}`, async () => {
			const line = await CommandLine.in({ 'a.flowlu.http': 'GET crm/lead\n' });
			const { code, stdout, stderr } = await line.run(['run', 'a.flowlu.http', ...args], { env: noKeys });
			assert.notEqual(code, 0);
			assert.doesNotMatch(stdout + stderr, /key-?of-?argument/u);
			await line.close();
		});
	}
});
