import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { entryOf, type HistoryEntry } from '../../../src/features/history/historyEntry';
import { historyText, pathBelowApi } from '../../../src/features/history/historyText';
import { readLines, writeLine } from '../../../src/features/history/historyLines';
import { Secret } from '../../../src/net/redaction/secret';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { findLeaks } from '../../support/canary';
import { EngineStage } from '../../support/engineStage';

const secrets = { password: 'Pa55 wörd/+&1', token: 'tok-9f8e7d6c5b4a' };

suite('an entry of the history', () => {
	for (const [target, path] of [
		['https://acme.flowlu.com/api/v1/module/crm/lead/list?limit=5', 'crm/lead/list?limit=5'],
		['/api/v1/module/crm/lead/list', 'crm/lead/list'],
		['/crm/lead/list', 'crm/lead/list'],
		['crm/lead/list?next=/api/v1/module/', 'crm/lead/list?next=/api/v1/module/'],
		['https://acme.flowlu.com/portal/settings', 'portal/settings'],
		['https://acme.flowlu.com/', '/'],
		['https://acme.flowlu.com', 'https://acme.flowlu.com'],
		['https://acme.flowlu.com?x=1', 'https://acme.flowlu.com?x=1'],
	] as const) {
		test(`is called ${path} where its target is ${target}`, () => {
			assert.equal(pathBelowApi(target), path);
		});
	}

	let stage: EngineStage;
	let sandbox: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		sandbox = await stage.addAccount('acme');
	});
	teardown(() => stage.close());

	/** Sends the first request of the text, and gives what is kept of it, as it is read again. */
	async function kept(text: string): Promise<HistoryEntry> {
		await stage.result(text);
		const sent = stage.sent.at(-1);
		assert.ok(sent);
		const { lines, unreadable } = readLines(writeLine({ kind: 'entry', entry: entryOf(sent, stage.redactor) }));
		const [line] = lines;
		assert.ok(line?.kind === 'entry' && unreadable === 0);
		return line.entry;
	}

	function reopened(entry: HistoryEntry): string {
		return historyText(entry, stage.entries, ['Sent before'])?.text ?? 'nothing';
	}

	test('has what was sent, by whom, and what came of it', async () => {
		const { account, key, writes, result, request } = await kept('@size = 2\nGET crm/lead/list?limit={{size}}\n');
		assert.deepEqual(account, { name: 'acme', origin: sandbox.origin });
		assert.deepEqual([key, writes], ['Main', false]);
		assert.ok(result.kind === 'answered' && result.status === 200 && !result.isError && result.records === 2);
		assert.deepEqual(request, { method: 'GET', target: 'crm/lead/list?limit=2', headers: [] });
	});

	test('says that a request may have changed records, and that its response was an error', async () => {
		const { writes, result } = await kept('GET crm/lead/delete/999999\n');
		assert.ok(writes && result.kind === 'answered' && result.isError);
	});

	test('of a request without a response says so', async () => {
		sandbox.setDelay(50_000);
		const sending = stage.result('POST crm/lead/create\n\nname=A\n');
		while (stage.received().length === 0) {
			await new Promise(setImmediate);
		}
		stage.states.cancelAll();
		await sending;
		assert.deepEqual(
			stage.sent.map(({ result }) => result.kind),
			['cancelled'],
		);
	});

	test('is there of requests only that left', async () => {
		await stage.result('GET crm/lead/get/{{none}}\n');
		stage.prompted = undefined;
		await stage.result('# @prompt x\nGET crm/lead/get/{{x}}\n');
		assert.deepEqual(stage.sent, []);
	});

	const sent = [
		'@n = a&b\nGET crm/lead/list?filter[name]={{n}}&limit=2\n',
		'GET crm/lead/get/1\nX-Trace: {{$guid}} {{$randomInt 1 9}}\n',
		'# @prompt id\nGET crm/lead/get/{{id}}?x={{id}}\nX-Id: {{id}}\n',
		'# @prompt id\n# @prompt words\nPOST crm/lead/create\n\n{"n": {{id}}, "name": "{{words}}", "nested": {"a": {}}}\n',
		'# @prompt words\nPOST crm/lead/create\n\nname={{words}}\nnote=a+b\n',
		'POST crm/lead/create\n\nname=%23a\n| more\n',
		'@text = {{$guid}}\nPOST crm/lead/create\nContent-Type: text/plain\n\n{{text}} \\{\\{a\\}\\}\nsecond\n',
		'# @prompt words\nPOST crm/lead/create\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name="a"\n\n{{words}}\n--x--\n',
		'@list = [1, 2]\nPOST crm/lead/create\n\n{{list}}\n',
		`GET ORIGIN/api/v1/module/crm/lead/list?limit=1\n# @timeout 5 s\n`,
	];
	for (const content of sent) {
		test(`is the same request again: ${JSON.stringify(content)}`, async () => {
			stage.prompted = { id: '17', words: 'a "b" & {{c}}' };
			const text = reopened(await kept(content.replace('ORIGIN', sandbox.origin)));
			assert.match(text, /^# Sent before\n# @account acme\n# @key Main\n/u);
			const [first] = stage.received();
			const [headers] = sandbox.requests();
			assert.ok(first !== undefined && headers !== undefined);
			await stage.result(text);
			assert.equal(stage.received()[1], first, text);
			assert.equal(sandbox.requests()[1]?.headers['content-type'], headers.headers['content-type']);
			assert.equal(sandbox.requests()[1]?.headers['x-trace'], headers.headers['x-trace']);
		});
	}

	test('holds no secret and no value that was asked for, in whatever form', async () => {
		const { password, token } = secrets;
		stage.prompted = { password, code: 'asked-for-value', token };
		const uses = [
			'GET crm/lead/list?p={{password}}&t={{token}}&c={{code}}&k={{apiToken}}',
			'POST crm/lead/create\nX-P: {{token}} {{apiToken}}\n\n{"a": "{{password}} {{code}}", "b": "{{apiToken}}"}',
			'POST crm/lead/create\n\na={{password}}\nb={{token}}{{code}}\nc={{apiToken}}',
			'POST crm/lead/create\nContent-Type: text/plain\n\n{{$processEnv GITHUB_TOKEN}} {{password}}',
		];
		const written: string[] = [];
		for (const use of uses) {
			const entry = await kept(
				`@apiToken = Wr1tt3n1nT3xt77\n# @prompt password\n# @prompt token\n# @prompt code\n${use}\n`,
			);
			assert.equal(entry.request.omitted, undefined);
			written.push(JSON.stringify(entry), reopened(entry));
		}
		const canaries = {
			...secrets,
			code: 'asked-for-value',
			apiToken: 'Wr1tt3n1nT3xt77',
			key: sandbox.apiKeys[0]?.key ?? '',
			process: 'outside-0123456789',
		};
		assert.deepEqual(findLeaks(canaries, [{ name: 'history', content: written.join('\n') }]), []);
		// They were sent: a history that keeps nothing holds no secret either.
		assert.match(stage.received()[0] ?? '', /asked-for-value/u);
		assert.match(
			reopened(await kept(`# @prompt code\nGET crm/lead/get/{{code}}\n`)),
			/# @prompt code\nGET crm\/lead\/get\/\{\{code\}\}/u,
		);
		assert.match(written.join('\n'), /\{\{\$processEnv GITHUB_TOKEN\}\}/u);
	});

	test('asks for each of several secrets by a name of its own, and for the same one once', async () => {
		const [one, two, three] = ['A1b2C3d4E5f6G7h8', 'Z9y8X7w6V5u4T3s2', 'Q1w2E3r4T5y6U7i8'];
		stage.prompted = { secret: 'asked' };
		const body = `{"password": "${one}", "client_secret": "${two}", "again": {"password": "${one}"}, "note": "{{secret}}"}`;
		const text = reopened(
			await kept(`# @prompt secret\nPOST crm/lead/create?client_secret=${two}\nX-Note: password=${three}\n\n${body}\n`),
		);
		assert.match(text, /\?client_secret=\{\{secret2\}\}\nX-Note: password=\{\{secret3\}\}\n/u);
		assert.match(
			text,
			/"password": "\{\{secret4\}\}", "client_secret": "\{\{secret2\}\}", "again": \{"password": "\{\{secret4\}\}"\}, "note": "\{\{secret\}\}"/u,
		);
		assert.deepEqual(Array.from(text.matchAll(/^# @prompt (.+)$/gmu), ([, name]) => name).sort(), [
			'secret',
			'secret2',
			'secret3',
			'secret4',
		]);
		stage.prompted = { secret: 'asked', secret2: two, secret3: three, secret4: one };
		await stage.result(text);
		assert.equal(stage.received()[1], stage.received()[0]);
	});

	test('asks for the cookies of a request', async () => {
		const text = reopened(await kept('GET crm/lead/list\nCookie: PHPSESSID=abc; lang=en\nX-A: 1\n'));
		assert.match(text, /^# @prompt secret\nGET crm\/lead\/list\nCookie: \{\{secret\}\}\nX-A: 1\n/mu);
	});

	test('asks for two values that files give one name by two', async () => {
		const named = { name: 'token', from: 'environment' } as const;
		stage.redactor.setNamed('environments', [
			{ ...named, secret: new Secret('Pr0dT0k3nV4lu3') },
			{ ...named, secret: new Secret('T3stT0k3nV4lu3') },
		]);
		const { request } = await kept('POST crm/lead/create\n\na=Pr0dT0k3nV4lu3\nb=T3stT0k3nV4lu3\nc=Pr0dT0k3nV4lu3\n');
		assert.equal(request.body, 'a={{token}}&b={{token2}}&c={{token}}');
	});

	test('that was kept with one name for several secrets asks for that', async () => {
		const entry = await kept('GET crm/lead/get/1\n');
		const before = { ...entry, request: { ...entry.request, target: 'crm/lead/list?a={{secret}}&b={{secret}}' } };
		assert.match(reopened(before), /# @prompt secret\nGET crm\/lead\/list\?a=\{\{secret\}\}&b=\{\{secret\}\}\n$/u);
	});

	test('leaves out a body that is long or no text, and is not sent again then', async () => {
		stage.files.set('image', new Uint8Array([0xff, 0, 1]));
		for (const [content, omitted] of [
			[`POST crm/lead/create\n\nname=${'x'.repeat(40_000)}\n`, 'long'],
			['POST crm/lead/create\n\n< ./image\n', 'binary'],
		] as const) {
			const entry = await kept(content);
			assert.equal(entry.request.omitted, omitted);
			const text = reopened(entry);
			assert.ok(text.length < 1000);
			assert.equal(await stage.result(text), 'blocked problems disabledRequest');
		}
	});

	test('goes to the account by its address where two have its name, and by the active key where its own is gone', async () => {
		const entry = await kept('GET crm/lead/get/1\n');
		await stage.addAccount('acme');
		assert.match(reopened(entry), new RegExp(`^# Sent before\n# @account ${sandbox.origin}\n# @key Main\n`, 'u'));
		stage.entries.splice(0);
		assert.match(reopened(entry), /^# Sent before\n# @account acme\nGET/u);
	});
});
