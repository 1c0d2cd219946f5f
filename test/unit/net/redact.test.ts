import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { beginningOf } from '../../../src/net/redaction/shownText';
import { processorTime } from '../../support/processorTime';

function redact(text: string, ...secrets: readonly string[]): string {
	const redactor = createRedactor();
	for (const secret of secrets) {
		redactor.add(new Secret(secret));
	}
	return redactor.redact(text);
}

suite('Redactor: secrets it knows', () => {
	const secret = 'aZ09+/=$.*(x)[y]{2}|^\\"é';
	// All others, and each within another, are those of any secret.
	const forms: readonly [title: string, form: string][] = [
		['raw', secret],
		['URL-encoded three times', encodeURIComponent(encodeURIComponent(encodeURIComponent(secret)))],
	];
	for (const [title, written] of forms) {
		test(`masks a secret ${title}`, () => {
			assert.equal(redact(`before ${written} after ${written}`, secret), 'before ••• after •••');
		});
	}

	test('masks the longer of two secrets that begin alike, whole', () => {
		for (const secrets of [
			['abcdef', 'abcdefgh'],
			['abcdefgh', 'abcdef'],
		]) {
			assert.equal(redact('abcdefgh, abcdef', ...secrets), '•••, •••');
		}
	});

	test('masks a secret at the very start, of which some ways of writing would begin before that', () => {
		assert.equal(redact('"abc def', '"abc'), '••• def');
	});

	test('masks control characters, which a URL and JSON write with two digits and four', () => {
		const password = 'a\tb\u0001c';
		for (const written of [encodeURIComponent(password), JSON.stringify(password).slice(1, -1), 'a\\u0009b\\u0001c']) {
			assert.equal(redact(`x ${written} y`, password), 'x ••• y');
		}
	});

	for (const [where, written] of [
		['HTML', 'a&quot;b&#39;c&amp;d&lt;e&gt;f/g'],
		['HTML with numbers', 'a&#34;b&#039;c&amp;d&lt;e&gt;f/g'],
		['XHTML', 'a&quot;b&apos;c&amp;d&lt;e&gt;f/g'],
		['JSON that is safe in HTML', String.raw`a\"b\u0027c\u0026d\u003ce\u003Ef\/g`],
		['the same in JSON', String.raw`a\\\"b\\u0027c\\u0026d\\u003ce\\u003Ef\\\/g`],
	] as const) {
		test(`masks a secret in ${where}`, () => {
			assert.equal(redact(`x ${written} y`, `a"b'c&d<e>f/g`), 'x ••• y');
		});
	}

	test('masks secrets that a third one joins as one', () => {
		assert.equal(redact('0abcdefghi1', 'abcd', 'efgh', 'bcdefghi'), '0•••1');
	});

	test('leaves texts alone that are too short to be secrets', () => {
		assert.equal(redact('a cat', 'cat'), 'a cat');
	});

	test('keeps masking a secret that was added before', () => {
		const redactor = createRedactor();
		redactor.add(new Secret('first-secret'));
		assert.equal(redactor.redact('first-secret second-secret'), '••• second-secret');
		for (let times = 1; times <= 2; times++) {
			redactor.add(new Secret('second-secret'));
			assert.equal(redactor.redact('first-secret second-secret'), '••• •••');
		}
	});
});

suite('Redactor: what is no secret after all', () => {
	const word = new Secret('ordinary');

	test('is shown again once it is forgotten', () => {
		const redactor = createRedactor();
		redactor.add(word);
		assert.equal(redactor.redact('an ordinary word'), 'an ••• word');
		redactor.forget(word);
		assert.equal(redactor.redact('an ordinary word'), 'an ordinary word');
	});

	test('stays masked when it was added elsewhere too', () => {
		const redactor = createRedactor();
		redactor.add(word);
		redactor.add(new Secret('ordinary'));
		redactor.forget(word);
		assert.equal(redactor.redact('an ordinary word'), 'an ••• word');
	});

	test('may be forgotten without having been added', () => {
		const redactor = createRedactor();
		redactor.forget(word);
		redactor.add(word);
		assert.equal(redactor.redact('an ordinary word'), 'an ••• word');
	});
});

suite('Redactor: our own sentences', () => {
	test('are cut after secrets were masked, so that none shows its beginning', () => {
		const redactor = createRedactor();
		redactor.add(new Secret('0123456789'.repeat(7)));
		assert.equal(beginningOf(redactor.redact(`name ${'0123456789'.repeat(7)} and more`), 12), 'name ••• an…');
	});

	test('are without secrets of sessions, and with words that a workspace calls secrets', () => {
		const redactor = createRedactor();
		redactor.add(new Secret('session-key-1'));
		redactor.setNamed('a file', [{ name: 'token', from: 'environment', secret: new Secret('x7-acme-9qZ') }]);
		const text = 'Delete crm/lead 7 in x7-acme-9qZ with session-key-1?';
		assert.equal(redactor.redact(text), 'Delete crm/lead 7 in ••• with •••?');
		assert.equal(redactor.redactOwnText(text), 'Delete crm/lead 7 in x7-acme-9qZ with •••?');
		redactor.add(new Secret('acme'));
		assert.equal(redactor.redactOwnText('in acme'), 'in •••');
		redactor.forget(new Secret('session-key-1'));
		assert.equal(redactor.redactOwnText('session-key-1'), 'session-key-1');
	});
});

suite('Redactor: places', () => {
	test('are told in order, overlapping ones as one', () => {
		const redactor = createRedactor();
		redactor.add(new Secret('abcdef'));
		redactor.add(new Secret('defghi'));
		assert.deepEqual(redactor.find('0abcdefghi1 api_key=xabcdefx abcdefdefghi password=hunter2'), [
			{ start: 1, end: 10, known: true, because: { kind: 'session' } },
			{ start: 20, end: 28, known: true, because: { kind: 'session' } },
			{ start: 29, end: 35, known: true, because: { kind: 'session' } },
			{ start: 35, end: 41, known: true, because: { kind: 'session' } },
			{ start: 51, end: 58, known: false, because: { kind: 'pattern' } },
		]);
	});
});

suite('Redactor: large texts and many secrets', () => {
	const records = (megabytes: number) =>
		'    {\n      "id": 1,\n      "name": "Müller & Co",\n      "url": "https://acme.flowlu.com/?x=1%20y"\n    },\n'.repeat(
			megabytes * 10_000,
		);
	const keys = (count: number) => Array.from({ length: count }, () => randomBytes(20).toString('hex'));

	/** Microseconds of processor time, which other programs do not lengthen. */
	function costOf(text: string, secrets: readonly string[]): number {
		const redactor = createRedactor();
		for (const secret of secrets) {
			redactor.add(new Secret(secret));
		}
		// Learns the states that the text needs.
		redactor.redact(text.slice(0, 2_000_000));
		const before = process.cpuUsage().user;
		assert.equal(redactor.redact(text).length, text.length);
		return process.cpuUsage().user - before;
	}

	test('50 MB cost as much as ten times 5 MB', () => {
		const secrets = keys(20);
		const [small, large] = [costOf(records(5), secrets), costOf(records(50), secrets)];
		// Were it quadratic, it would be a hundred times as much.
		assert.ok(large < 30 * small, `${large} µs for 50 MB, ${small} µs for 5 MB`);
	});

	test('a hundred secrets cost hardly more than one', () => {
		const text = records(10);
		const [one, many] = [costOf(text, keys(1)), costOf(text, keys(100))];
		// A search for each of the forms would cost hundreds of times as much.
		assert.ok(many < 5 * one, `${many} µs for a hundred secrets, ${one} µs for one`);
	});

	/** Looks like all of them, and has none. */
	const textOfChance = Array.from({ length: 6000 }, () => `"${randomBytes(30).toString('base64')}"`).join('%20');

	test('a text of chance is learnt for a hundred secrets as for one', () => {
		const learning = (count: number) => {
			const redactor = createRedactor();
			for (const key of keys(count)) {
				redactor.add(new Secret(key));
			}
			return processorTime(() => {
				assert.equal(redactor.redact(textOfChance), textOfChance);
			});
		};
		const [one, many] = [learning(1), learning(100)];
		// Were all ways in which each may go on looked at one by one, it would be hundreds of times as much.
		assert.ok(many < 60 * one, `${many} ms for a hundred secrets, ${one} ms for one`);
	});

	test('what is known already is not learnt anew, whoever names it', () => {
		const redactor = createRedactor();
		const secrets = keys(500);
		const named = (text: string, from: 'rows' | 'response') =>
			({ name: 'token', from, secret: new Secret(text) }) as const;
		const shown = (text: string) => redactor.find(text).map(({ because }) => because);
		const rows = { kind: 'named', name: 'token', from: 'rows' };
		redactor.setNamed(
			'rows',
			secrets.map(key => named(key, 'rows')),
		);
		const [key = ''] = secrets;
		const first = processorTime(() => {
			assert.deepEqual(shown(key), [rows]);
		});
		const later = processorTime(() => {
			for (let times = 0; times < 20; times++) {
				redactor.setNamed('request', []);
				redactor.setNamed('request', [named(key, 'response')]);
				assert.deepEqual(shown(key), [{ ...rows, from: 'response' }]);
			}
		});
		redactor.setNamed('request', []);
		assert.deepEqual(shown(key), [rows]);
		assert.ok(later < 6 * first, `${later} ms later, ${first} ms at first`);
	});

	test('a text made to need more states than are kept loses nothing', () => {
		const secrets = keys(10);
		const parts = secrets.flatMap(secret =>
			Array.from({ length: secret.length }, (_, end) => secret.slice(0, end)).flatMap(part => [
				part,
				encoded(part),
				encodeURIComponent(encoded(part)),
				encodeURIComponent(encodeURIComponent(encoded(part))),
			]),
		);
		const text = `${parts.join('_ ')} ${secrets.flatMap(secret => [secret, encoded(secret)]).join(' ')}`;
		const redacted = redact(text, ...secrets);
		assert.ok(redacted.endsWith(Array.from({ length: 20 }, () => '•••').join(' ')));
	});
});

function encoded(text: string): string {
	return Array.from(Buffer.from(text), byte => `%${byte.toString(16)}`).join('');
}

suite('Redactor: what looks like a secret', () => {
	const cases: readonly [text: string, redacted: string][] = [
		['GET /list?api_key=abc&page=2', 'GET /list?api_key=•••&page=2'],
		['?API_KEY=abc#x', '?API_KEY=•••#x'],
		['next=%2Flist%3Fapi_key%3Dabc%26page', 'next=%2Flist%3Fapi_key%3D•••'],
		['username=me&password=a%20b+c&grant_type=password', 'username=me&password=•••&grant_type=password'],
		['{"access_token": "a\\"b", "token_type": "bearer"}', '{"access_token": "•••", "token_type": "bearer"}'],
		['{"refresh_token":"","x":1}', '{"refresh_token":"","x":1}'],
		[`{ password: 'it\\'s', client_secret: "x" }`, `{ password: '•••', client_secret: "•••" }`],
		['"{\\"password\\":\\"abc\\"}"', '"{\\"password\\":\\"•••\\"}"'],
		['Authorization: Basic YmVhcmVyOmFiYw==\r\nAccept: */*', 'Authorization: •••\r\nAccept: */*'],
		['authorization: Bearer abc.def', 'authorization: •••'],
		['Authorization: Token abc', 'Authorization: •••'],
		['{"Authorization":"Basic abc","a":1}', '{"Authorization":"•••","a":1}'],
		[`[ 'Authorization', 'Basic abc' ], [ 'A', 'b' ]`, `[ 'Authorization', '•••' ], [ 'A', 'b' ]`],
		['["Authorization","abc"]', '["Authorization","•••"]'],
		['Cookie: PHPSESSID=abc; lang=en\r\nAccept: */*', 'Cookie: •••\r\nAccept: */*'],
		['Cookie: sid="abc"; PHPSESSID=xyz\r\nA: b', 'Cookie: •••\r\nA: b'],
		['Cookie: sid="abc"; PHPSESSID="xyz"', 'Cookie: •••'],
		[`-H 'Cookie: sid="abc"' x`, `-H 'Cookie: •••' x`],
		['{"cookie":"a=","a":1}', '{"cookie":"•••","a":1}'],
		['{"cookie":"a=b; c=d","a":1}', '{"cookie":"•••","a":1}'],
		[`[ 'Cookie', 'a=b' ], [ 'A', 'b' ]`, `[ 'Cookie', '•••' ], [ 'A', 'b' ]`],
		['Cookie: with chocolate, x=1', 'Cookie: with chocolate, x=1'],
		['?cookie=a&b=c', '?cookie=a&b=c'],
		['https://me:secret@acme.flowlu.com/x', 'https://•••@acme.flowlu.com/x'],
		['https://me:se@cret@acme.flowlu.com/x', 'https://•••@acme.flowlu.com/x'],
		['https://acme.flowlu.com:443/x?mail=a@b.c', 'https://acme.flowlu.com:443/x?mail=a@b.c'],
		['user_password=abc', 'user_password=•••'],
		['password=api_key": "abc"', 'password=•••": "•••"'],
		['password: is wrong', 'password: is wrong'],
		['The authorization failed.', 'The authorization failed.'],
		['api_key is missing', 'api_key is missing'],
	];
	for (const [text, redacted] of cases) {
		test(text, () => {
			assert.equal(redact(text), redacted);
			assert.equal(redact(redacted), redacted);
		});
	}

	test('text that goes on and on takes no more than one pass', () => {
		const size = 2 ** 18;
		// A pattern that tries every end from every start needs 10¹¹ steps here: it would not end within the test's time.
		for (const part of [
			'//a',
			'//:',
			':',
			'a:',
			'@',
			'password',
			'password=',
			'"password":"',
			'"password":"\\"',
			'authorization:',
			'authorization: ',
			'authorization: basic',
			'cookie:',
			'cookie:a=',
			' ',
			'%3d',
			'/',
			'"',
			'\\',
			"'",
		]) {
			for (const text of [
				part.repeat(size / part.length),
				`//${part.repeat(size / part.length)}`,
				`"password":"${part.repeat(size / part.length)}`,
			]) {
				assert.equal(typeof redact(text, 'aaaaaaaaaaaaaaaab', '::::::::::::b'), 'string');
			}
		}
	});

	test('text with millions of escapes does not end in an error', () => {
		assert.ok(redact(`"password":"${'\\"'.repeat(4e6)}`).startsWith('"password":"•••'));
	});
});
