import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { suite, test } from 'mocha';
import { openSecret, Secret, secretTail } from '../../../src/net/redaction/secret';

function consoleText(work: (console: Console) => void): string {
	let text = '';
	const stream = new Writable({
		write(chunk: Buffer, _encoding, done) {
			text += chunk.toString();
			done();
		},
	});
	work(new Console(stream, stream));
	return text;
}

suite('Secret', () => {
	const text = randomBytes(20).toString('base64url');
	const secret = new Secret(text);
	const error = Object.assign(new Error('refused', { cause: secret }), {
		secret,
		credential: { kind: 'apiKey', apiKey: secret },
	});

	const prints: readonly [where: string, print: () => string][] = [
		['String', () => String(secret)],
		['a sum of texts', () => ''.concat(String(secret), '!')],
		['join', () => [secret].join()],
		['JSON', () => JSON.stringify({ secret, list: [secret] })],
		['inspect', () => inspect({ secret }, { depth: 10, showHidden: true, getters: true })],
		['format', () => format('%s %o %O %j', secret, secret, secret, secret)],
		[
			'the console',
			() =>
				consoleText(console => {
					console.log(secret, [secret]);
					console.dir({ secret });
					console.error('%s', secret);
				}),
		],
		['an error', () => inspect(error, { depth: 10, showHidden: true }) + String(error.stack) + JSON.stringify(error)],
	];
	for (const [where, print] of prints) {
		test(`prints as dots in ${where}`, () => {
			const printed = print();
			assert.ok(printed.includes('•••'), printed);
			assert.ok(!printed.includes(text));
		});
	}

	const silent: readonly [where: string, print: () => string][] = [
		[
			'assert',
			() => inspect(new assert.AssertionError({ actual: secret, expected: text.length, operator: 'deepStrictEqual' })),
		],
		['inspect without custom printing', () => inspect(secret, { customInspect: false, showHidden: true })],
		['a clone', () => inspect(structuredClone(secret), { showHidden: true })],
		[
			'its properties',
			() => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret), Object.assign({}, secret)]),
		],
	];
	for (const [where, print] of silent) {
		test(`is not in ${where}`, () => {
			assert.ok(!print().includes(text));
		});
	}

	test('opens to the text it was made of', () => {
		assert.equal(openSecret(secret), text);
	});

	test('shows the end of a long text only', () => {
		assert.deepEqual(
			['', 'abc', 'x'.repeat(11) + 'abcd', 'x'.repeat(12) + 'abcd'].map(value => secretTail(new Secret(value))),
			['', '', '', 'abcd'],
		);
	});
});
