import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import { commandBody } from '../../../src/http/curl/commandText';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { EngineStage, words } from '../../support/engineStage';

suite('the engine', () => {
	let stage: EngineStage;
	let sandbox: Sandbox;

	setup(async () => {
		stage = new EngineStage();
		sandbox = await stage.addAccount('acme');
	});
	teardown(() => stage.close());

	test('sends a request and keeps what came back', async () => {
		assert.equal(await stage.result('# @name one\nGET crm/lead/get/1\n'), 'answered 200');
		assert.deepEqual(stage.received(), ['GET crm/lead/get/1']);
		const latest = stage.exchanges.of(stage.block('GET'));
		assert.ok(latest?.kind === 'kept');
		assert.ok(!latest.exchange.request.url.includes('api_key'), 'the kept request holds no credential');
		assert.deepEqual(
			stage.ended.map(({ name, outcome }) => [name, words(outcome)]),
			[['one', 'answered 200']],
		);
	});

	const blocked: readonly (readonly [content: string, result: string])[] = [
		['GET crm/lead/get/{{x}}\n', 'blocked problems unknownVariable'],
		['GET crm/lead/get/1\nHost: a\n', 'blocked problems hostHeader'],
		['# @disabled\nGET crm/lead/get/1\n', 'blocked problems disabledRequest'],
		['# @key none\nGET crm/lead/get/1\n', 'blocked session'],
		['# @account none\nGET crm/lead/get/1\n', 'blocked session'],
		['GET https://example.com/x\n', 'blocked session'],
		['@host = https://example.com\nGET {{host}}/x\n', 'blocked session'],
		['POST crm/lead/create\n\n< ./none.json\n', 'blocked problems missingFile'],
		['POST crm/lead/create\n\n< ../none.json\n', 'blocked problems fileOutside'],
		['GET crm/lead/get/{{$processEnv NONE}}\n', 'blocked problems unsetVariable'],
		[
			'GET crm/lead/get/{{other.response.body.$.id}}\n###\n# @name other\nGET crm/lead/get/2\n',
			'blocked problems noResponse',
		],
		['# @ref none\nGET crm/lead/get/1\n', 'blocked problems unknownRequest'],
		[
			'# @name a\n# @ref b\nGET crm/lead/get/1\n###\n# @name b\n# @ref a\nGET crm/lead/get/2\n',
			'blocked problems cyclicReference',
		],
		['curl $EVIL/\n', 'blocked problems curlShell'],
		['GET crm/lead/get/1?api_key=abcdefgh\n', 'blocked problems ownCredential'],
		['GET crm/lead/get/1\nX-Forwarded-Host: a\n', 'blocked problems misleadingHeader'],
	];
	test('says where in its text a request is wrong that cannot be sent', async () => {
		const text = '# above\nGET crm/lead/get/1?x={{$processEnv NONE}}\n';
		stage.open(text);
		const outcome = await stage.send(stage.block('GET'));
		assert.ok(outcome.kind === 'blocked' && outcome.because === 'problems');
		const [span] = outcome.problems.map(problem => problem.span);
		assert.equal(text.slice(span?.start, span?.end), '{{$processEnv NONE}}');
	});

	for (const [content, result] of blocked) {
		test(`sends nothing: ${result} for ${JSON.stringify(content)}`, async () => {
			assert.equal(await stage.result(content, content.split('\n###', 1)[0]), result);
			assert.deepEqual(stage.received(), []);
			// The same way of sending does reach the server.
			assert.equal(await stage.result('GET crm/lead/get/1\n'), 'answered 200');
			assert.deepEqual(stage.received(), ['GET crm/lead/get/1']);
		});
	}

	test('sends nothing where the account or key above the first request is misspelt, but for what names its own', async () => {
		const own = `# @account ${stage.entries[0]?.session.account.name}\nGET crm/lead/get/1\n`;
		const head = '# @acount acme\n###\n';
		assert.equal(await stage.result(`${head}GET crm/lead/get/1\n`, 'GET'), 'blocked problems misspeltMetadata');
		assert.deepEqual(stage.received(), []);
		assert.equal(await stage.result(`${head}${own}`, 'GET'), 'answered 200');
		const base = `@base = ${sandbox.origin}/api/v1/module\n`;
		assert.equal(await stage.result(`${base}${head}GET {{base}}/crm/lead/get/1\n`, 'GET'), 'answered 200');
		assert.equal(await stage.result(`GET crm/lead/get/1\n###\n${head.slice(0, -4)}`, 'GET'), 'answered 200');
		const keyHead = '# @kye production\n###\n';
		assert.equal(await stage.result(`${keyHead}${own}`, 'GET'), 'blocked problems misspeltMetadata');
		const ownKey = `# @key ${stage.entries[0]?.session.label}\n${own}`;
		assert.equal(await stage.result(`${keyHead}${ownKey}`, 'GET'), 'answered 200');
		assert.equal(await stage.result(`# @key1 = production\n###\n${own}`, 'GET'), 'answered 200');
		// Above the first request these count for nothing, however they are spelled.
		assert.equal(await stage.result(`# @disable\n###\n${own}`, 'GET'), 'answered 200');
	});

	test('sends nothing from a workspace that is not trusted, and asks nothing there', async () => {
		stage.isTrusted = false;
		assert.equal(await stage.result('# @prompt a\n# @note b\nGET crm/lead/get/{{a}}\n'), 'blocked untrusted');
		assert.deepEqual([stage.asked, stage.received()], [[], []]);
		assert.equal((await stage.prepare('GET')).kind, 'blocked');
	});

	test('asks for a note, then for values, then before a write', async () => {
		stage.entries.splice(0);
		stage.addSession({ name: 'acme', origin: sandbox.origin }, sandbox.createApiKey('x').key, 'production');
		stage.prompted = { id: '7', secret: 'hunter2hunter2' };
		assert.equal(
			await stage.result(
				'# @note Sure?\n# @prompt id Which?\n# @prompt secret\nPOST crm/lead/update/{{id}}\n\nname={{secret}}\n',
			),
			'answered 200',
		);
		assert.deepEqual(stage.asked, ['note Sure?', 'prompt id,secret', 'write update crm/lead 7']);
		assert.deepEqual(stage.received(), ['POST crm/lead/update/7 name=hunter2hunter2']);
		assert.equal(stage.redactor.redact('say hunter2hunter2'), 'say •••');
	});

	for (const [what, dismiss] of [
		['note', (): void => void (stage.confirms = false)],
		['prompt', (): void => void (stage.prompted = undefined)],
		['write', (): void => void (stage.write = undefined)],
	] as const) {
		test(`a ${what} that is dismissed sends nothing, and leaves the request as it was`, async () => {
			stage.entries.splice(0);
			stage.addSession({ name: 'acme', origin: sandbox.origin }, sandbox.createApiKey('x').key, 'production');
			stage.open('# @note Sure?\n# @prompt id\nPOST crm/lead/update/{{id}}\n\nname=a\n');
			dismiss();
			assert.equal(words(await stage.send('POST')), 'declined');
			assert.deepEqual([stage.received(), stage.states.of(stage.block('POST'))], [[], undefined]);
			assert.ok(stage.asked.some(asked => asked.startsWith(what)));
		});
	}

	test('asks which account sends where several would do, once for a document', async () => {
		await stage.addAccount('globex');
		stage.picks = 'globex';
		stage.open('GET crm/lead/get/1\n');
		assert.equal(words(await stage.send('GET')), 'answered 200');
		assert.equal(words(await stage.send('GET')), 'answered 200');
		assert.deepEqual(stage.asked, ['session acme/Main,globex/Main']);
		assert.deepEqual([sandbox.requests().length, stage.sandboxes[1]?.requests().length], [0, 2]);
	});

	test('sends nothing where the user chooses no account', async () => {
		await stage.addAccount('globex');
		assert.equal(await stage.result('GET crm/lead/get/1\n'), 'declined');
		assert.deepEqual([stage.asked, stage.received()], [['session acme/Main,globex/Main'], []]);
	});

	test('says that the request is there no more', async () => {
		stage.open('GET crm/lead/get/1\n');
		const block = stage.block('GET');
		stage.edit('GET crm/lead/get/1\n', '');
		const made = await stage.prepare(block);
		assert.deepEqual(
			[words(await stage.send(block)), made.kind === 'blocked' && words(made)],
			['blocked changed', 'blocked changed'],
		);
	});

	test('hides what was asked for as a secret, and nothing else that was', async () => {
		stage.prompted = { word: 'ordinary', password: 'hunter2hunter2' };
		const content = '# @prompt word\n# @prompt password\nGET crm/lead/list?a={{word}}&b={{password}}\n';
		assert.equal(await stage.result(content), 'answered 200');
		assert.equal(stage.redactor.redact('ordinary hunter2hunter2'), 'ordinary •••');
	});

	test('hides what a response may repeat while another answer is prepared', async () => {
		stage.prompted = { password: 'hunter2hunter2' };
		assert.equal(await stage.result('# @prompt password\nGET crm/lead/list?b={{password}}\n'), 'answered 200');
		stage.prompted = { password: 'hunter3hunter3' };
		assert.equal((await stage.prepare('GET')).kind, 'prepared');
		assert.equal(stage.redactor.redact('hunter2hunter2 hunter3hunter3'), '••• •••');
	});

	test('hides values with the name of a secret, wherever they are from', async () => {
		stage.files.set('.env', 'CLIENT_SECRET=file-0123456789\nCITY=Hamburg-Altona\n');
		const content = `@token = text-0123456789
@city = Berlin-Mitte
GET crm/lead/get/{{$processEnv GITHUB_TOKEN}}?a={{$dotenv CLIENT_SECRET}}&b={{$dotenv CITY}}&c={{token}}{{city}}&d={{$processEnv HOME}}
`;
		await stage.result(content);
		assert.equal(
			stage.redactor.redact('outside-0123456789 file-0123456789 text-0123456789 Hamburg-Altona Berlin-Mitte /home'),
			'••• ••• ••• Hamburg-Altona Berlin-Mitte /home',
		);
	});

	test('makes a request without sending or signing it', async () => {
		stage.open('GET crm/lead/get/1\n');
		const made = await stage.prepare('GET');
		assert.equal(made.kind === 'prepared' && made.request.url, `${sandbox.origin}/api/v1/module/crm/lead/get/1`);
		assert.deepEqual(stage.received(), []);
	});

	for (const [body, copied] of [
		['< ./{{name}}.pdf', { path: './report.pdf' }],
		['  < ./{{name}}.pdf', { path: './report.pdf' }],
		['Report:\n< ./{{name}}.pdf', 'binary'],
		['< ./{{name}}.pdf\n< ./{{name}}.pdf', 'binary'],
		['<@ ./{{name}}.txt', { text: 'report' }],
	] as const) {
		test(`tells curl of a body what it can send: ${JSON.stringify(body)}`, async () => {
			stage.files.set('report.pdf', Uint8Array.from([0, 255]));
			stage.files.set('report.txt', '{{name}}');
			for (const type of ['', 'Content-Type: application/pdf\n']) {
				stage.open(`@name = report\nPOST crm/lead/update/1\n${type}\n${body}\n`);
				const made = await stage.prepare('POST');
				assert.ok(made.kind === 'prepared', JSON.stringify(made));
				const { place, request, bodyFiles } = made;
				assert.deepEqual(commandBody(place.document, place.block.body, request.body, bodyFiles), copied, type);
			}
		});
	}

	test('reads the file whose name it drew', async () => {
		let draws = 0;
		stage.random = () => (draws++ % 2 === 0 ? 0 : 0.9);
		stage.files.set('lead-1.txt', 'name=one');
		stage.files.set('lead-2.txt', 'name=two');
		await stage.result('POST crm/lead/update/1?x={{$randomInt 1 9}}\n\n< ./lead-{{$randomInt 1 3}}.txt\n');
		assert.deepEqual(stage.received(), ['POST crm/lead/update/1?x=8 name=one']);
	});

	test('makes no request that would not be sent', async () => {
		await stage.addAccount('globex');
		stage.open('GET crm/lead/get/1\nHost: a\n');
		const made = await stage.prepare('GET');
		assert.deepEqual([made.kind === 'blocked' && words(made), stage.asked], ['blocked problems hostHeader', []]);
	});

	test('makes no one request of a run', async () => {
		stage.open('run #one\n###\n# @name one\nGET crm/lead/get/1\n');
		const made = await stage.prepare('run');
		assert.deepEqual(made.kind === 'blocked' && words(made), 'blocked problems runStatement');
	});

	test('masks what the last three sendings of a request were given, and nothing of those before', async () => {
		stage.open('# @prompt password\nGET crm/lead/list?b={{password}}\n');
		const passwords = Array.from({ length: 8 }, (_, index) => `pw${index}-x7Q9zK2m`);
		for (const password of passwords) {
			stage.prompted = { password };
			await stage.send('GET');
		}
		assert.deepEqual(
			passwords.map(password => stage.redactor.redact(`sent ${password} again`).includes(password)),
			[true, true, true, true, true, false, false, false],
		);
	});

	test('says that the key was removed while it was asked for', async () => {
		const [entry] = stage.entries;
		assert.ok(entry);
		stage.beforeAsking = () => {
			stage.removeCredential(entry);
			return Promise.resolve();
		};
		assert.equal(await stage.result('GET crm/lead/get/1\n'), 'blocked sessionRemoved');
	});

	test('sends no key that was removed, and none that was replaced, while the request waited for its turn', async () => {
		const [entry] = stage.entries;
		assert.ok(entry);
		stage.open('GET crm/lead/get/1\n###\nGET crm/lead/get/2\n');
		const [first, second] = [stage.block('get/1'), stage.block('get/2')];
		const { key } = sandbox.createApiKey('Other');
		const changes = [
			() => {
				stage.replaceKey(entry, key);
			},
			() => {
				stage.removeCredential(entry);
			},
		];
		const outcomes: string[] = [];
		for (const change of changes) {
			const waiting = stage.states.onDidChange((state, block) => {
				const other = stage.states.of(second);
				if (block === first && state?.kind === 'underWay' && state.phase.phase === 'sending') {
					assert.ok(other?.kind === 'underWay' && other.phase.phase === 'queued');
					change();
				}
			});
			const ended = await Promise.all([stage.send(first), stage.send(second)]);
			waiting.dispose();
			outcomes.push(ended.map(words).join(', '));
		}
		assert.deepEqual(outcomes, ['answered 200, answered 200', 'answered 200, blocked sessionRemoved']);
		assert.deepEqual(
			sandbox.requests().map(({ url }) => url.includes(encodeURIComponent(key))),
			[false, true, true],
		);
	});

	test('fails as the keyring does, and says so at the request', async () => {
		stage.beforeAsking = () => Promise.reject(new RangeError('locked'));
		assert.equal(await stage.result('GET crm/lead/get/1\n'), 'failed RangeError');
		const state = stage.states.of(stage.block('GET'));
		assert.ok(state?.kind === 'ended' && state.outcome.kind === 'failed');
	});

	test('sends files, variables of .env and of the process, and curl commands', async () => {
		stage.files.set('body.txt', 'name={{x}}');
		stage.files.set('.env', 'ID=5');
		stage.open(
			'@x = a b\nPOST crm/lead/update/{{$dotenv ID}}?h={{$processEnv HOME}}\nContent-Type: text/plain\n\n<@ ./body.txt\n',
		);
		assert.equal(words(await stage.send('POST')), 'answered 200');
		assert.deepEqual(stage.received(), ['POST crm/lead/update/5?h=/home name=a b']);
		assert.equal(await stage.result(`curl '${sandbox.origin}/api/v1/module/crm/lead/list?limit=1'\n`), 'answered 200');
		assert.equal(stage.received().at(-1), 'GET crm/lead/list?limit=1');
	});

	test('tells an error response from others', async () => {
		assert.equal(await stage.result('GET crm/lead/get/999999\n'), 'answered error');
	});

	test('sends once for two key presses, whatever takes its time in between', async () => {
		stage.open('POST crm/lead/create\n\nname=a\n');
		let release = (): void => undefined;
		stage.beforeAsking = () => new Promise(resolve => (release = resolve));
		const first = stage.send('POST');
		const second = stage.send('POST');
		assert.deepEqual(await second, { kind: 'blocked', because: 'underWay', isRun: false });
		await until(() => stage.states.underWay().length === 1);
		stage.beforeAsking = () => Promise.resolve();
		await soon();
		release();
		assert.equal(words(await first), 'answered 200');
		assert.equal(stage.received().length, 1);
	});

	suite('which request a response belongs to (T1)', () => {
		const two =
			'# @name a\nGET crm/lead/get/1\n###\n# @name b\nGET crm/lead/get/2\n###\n# @ref b\nGET crm/lead/list?id={{b.response.body.$.response.id}}\n';

		test('what was removed leaves nothing to what follows it', async () => {
			stage.open(two);
			await stage.send('get/1');
			stage.edit('# @name a\nGET crm/lead/get/1\n###\n', '');
			assert.equal(stage.states.of(stage.block('get/2')), undefined);
			assert.equal(words(await stage.send('list')), 'answered 200');
			assert.deepEqual(stage.received(), ['GET crm/lead/get/1', 'GET crm/lead/get/2', 'GET crm/lead/list?id=2']);
		});

		test('an undone removal brings it back', async () => {
			stage.open(two);
			await stage.send('get/1');
			stage.edit('# @name a\nGET crm/lead/get/1\n###\n', '');
			stage.edit('# @name b', '# @name a\nGET crm/lead/get/1\n###\n# @name b');
			assert.equal(stage.states.of(stage.block('get/1'))?.kind, 'ended');
		});
	});
});

async function until(isTrue: () => boolean): Promise<void> {
	for (let turns = 0; !isTrue() && turns < 1000; turns++) {
		await soon();
	}
	assert.ok(isTrue());
}

function soon(): Promise<void> {
	return new Promise(resolve => {
		setTimeout(resolve, 1);
	});
}
