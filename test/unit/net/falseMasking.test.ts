import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite, test } from 'mocha';
import { isOrdinary } from '../../../src/net/redaction/ordinaryValues';
import { createRedactor, type Redactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { ordinaryValues } from '../../support/ordinaryValues';
import { Random } from '../../support/random';

/** Made as programs make keys, tokens and passwords. */
function keys(count: number): readonly string[] {
	const random = new Random(12);
	const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
	const text = (length: number, alphabet = signs) =>
		Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join('');
	const kinds = [
		() => text(50),
		() => text(32, '0123456789abcdef'),
		() => text(24),
		() => `${text(12)}!${text(3)}`,
		() => Buffer.from(text(24)).toString('base64'),
		() => randomUUID(),
	];
	return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]?.() ?? '');
}

/** As an environment file gives them, whatever it calls them. */
function name(redactor: Redactor, values: readonly string[]): void {
	redactor.setNamed(
		'http-client.env.json',
		values.map(value => ({ name: 'token', from: 'environment', secret: new Secret(value) })),
	);
}

suite('False masking', () => {
	const values = ordinaryValues(2000);

	test('the corpus has 2,000 different values', () => {
		assert.equal(new Set(values).size, 2000);
	});

	test('with 50 live secrets and an environment file that calls all of it secret, 0 of 2,000 values are masked', () => {
		const redactor = createRedactor();
		const live = keys(50);
		for (const key of live) {
			redactor.add(new Secret(key));
		}
		name(redactor, values);
		const response = JSON.stringify(
			{ response: { items: values.map(value => ({ id: 1, name: value })) } },
			undefined,
			2,
		);
		assert.deepEqual(
			redactor.find(response).map(({ start, end }) => response.slice(start, end)),
			[],
		);
		const escaped = response.replace(/[^\0-\x7f]/gu, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
		assert.deepEqual(redactor.find(escaped), []);
		assert.ok(live.every(key => redactor.redact(`x ${key} y`) === 'x ••• y'));
	});

	test('of 1,000 keys, tokens and passwords that an environment file names, none is taken for an ordinary value', () => {
		const secrets = keys(1000);
		assert.deepEqual(secrets.filter(isOrdinary), []);
	});

	for (const value of [
		'Anna',
		'true',
		'bearer',
		'2024',
		'Anna Petrova',
		'+49 170 1234567',
		'2024-01-15T10:20:30Z',
		'INV-2024-0017',
	]) {
		test(`${value} stays readable whatever an environment calls it`, () => {
			const redactor = createRedactor();
			name(redactor, [value]);
			assert.equal(redactor.redact(`{"a":"${value}"}`), `{"a":"${value}"}`);
		});
	}

	for (const value of [
		'hunter2!X',
		'Tr0ub4dor&3',
		'summer2024',
		'p@ssw0rd1',
		'canary-5f0c1c1e',
		'ghp_x1Y2z3A4b5C6d7E8',
		'qzjxkvwpfhgtbnmd',
	]) {
		test(`${value} is masked where an environment calls it a secret`, () => {
			const redactor = createRedactor();
			name(redactor, [value]);
			const text = `{"a":"${value}"}`;
			assert.equal(redactor.redact(text), '{"a":"•••"}');
			assert.deepEqual(redactor.find(text)[0]?.because, { kind: 'named', name: 'token', from: 'environment' });
		});
	}

	test('what a source named is masked until the source says otherwise, and as long as another names it', () => {
		const redactor = createRedactor();
		const [one = '', two = ''] = keys(2);
		const secret = (text: string) => ({ name: 'token', from: 'document', secret: new Secret(text) }) as const;
		redactor.setNamed('a', [secret(one), secret(two)]);
		redactor.setNamed('b', [secret(two)]);
		assert.equal(redactor.redact(`${one} ${two}`), '••• •••');
		redactor.setNamed('a', []);
		assert.equal(redactor.redact(`${one} ${two}`), `${one} •••`);
		redactor.add(new Secret(two));
		redactor.setNamed('b', []);
		assert.equal(redactor.redact(two), '•••');
		redactor.forget(new Secret(two));
		assert.equal(redactor.redact(two), two);
	});

	for (const text of [
		'{"has_password":"yes please"}',
		'{"usePassword":"sometimes"}',
		'{"password":"true"}',
		'{"access_token":"none"}',
		'{"password":"••••••"}',
		'?has_api_key=maybe',
	]) {
		test(`${text} says nothing secret`, () => {
			assert.equal(createRedactor().redact(text), text);
		});
	}
});
