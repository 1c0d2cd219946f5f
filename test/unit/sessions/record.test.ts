import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { suite, test } from 'mocha';
import { openSecret, Secret } from '../../../src/net/redaction/secret';
import { readRecord, writeRecord, type SessionRecord } from '../../../src/sessions/record';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
const id = randomUUID();
const secret = randomBytes(30).toString('base64url');
const tail = secret.slice(-4);

const keyRecord: SessionRecord = {
	session: { id, account, grant: 'apiKey', label: 'Main', tail },
	credential: { kind: 'apiKey', apiKey: new Secret(secret) },
	addedAt: 1_700_000_000_000,
};
const replacing: SessionRecord = {
	...keyRecord,
	verification: { result: 'limited', at: 5 },
	usedAt: 7,
	replaces: [randomUUID(), randomUUID()],
};
const tokenRecord: SessionRecord = {
	session: { id, account, grant: 'password', label: 'Anna', tail, login: 'anna@example.com' },
	credential: { kind: 'accessToken', accessToken: new Secret(secret) },
	addedAt: 1_700_000_000_001,
};

function read(text: string): SessionRecord | undefined {
	const stored = readRecord(id, text);
	return stored.kind === 'record' ? stored.record : undefined;
}

/** With the secret as text, so that one deepEqual compares all. */
function plain(record: SessionRecord | undefined): unknown {
	const credential = record?.credential;
	return (
		credential && {
			...record,
			credential: openSecret(credential.kind === 'apiKey' ? credential.apiKey : credential.accessToken),
		}
	);
}

suite('The record of a session', () => {
	for (const [title, record] of Object.entries({ keyRecord, tokenRecord, replacing })) {
		test(`comes back as it was written: ${title}`, () => {
			assert.deepEqual(plain(read(writeRecord(record))), plain(record));
		});
	}

	test('a tail is not stored but made from the secret', () => {
		const forged = writeRecord({ ...keyRecord, session: { ...keyRecord.session, tail: 'XXXX' } });
		assert.equal(read(forged)?.session.tail, tail);
	});

	const written: unknown = JSON.parse(writeRecord(keyRecord));
	function changed(change: Record<string, unknown>): string {
		return JSON.stringify({ ...Object(written), ...change });
	}
	const cases: readonly [title: string, text: unknown, reason?: 'newer'][] = [
		['no text', undefined],
		['another type', { version: 1 }],
		['no JSON', 'session'],
		['cut off', writeRecord(keyRecord).slice(0, -10)],
		['an array', '[]'],
		['null', 'null'],
		['a newer version', changed({ version: 2 }), 'newer'],
		['a newer version of which nothing is known', JSON.stringify({ version: 7 }), 'newer'],
		['a version before the first', changed({ version: 0 })],
		['a version between two', changed({ version: 1.5 })],
		['a version that is text', changed({ version: '2' })],
		['no version', changed({ version: undefined })],
		['no credential', changed({ credential: undefined })],
		['an empty key', changed({ credential: { apiKey: '' } })],
		['a key that is no text', changed({ credential: { apiKey: 7 } })],
		['an empty token', changed({ grant: 'password', credential: { accessToken: '' } })],
		['a token that is no text', changed({ grant: 'password', credential: { accessToken: 7 } })],
		['a credential of the other grant', changed({ credential: { accessToken: secret } })],
		['no account', changed({ account: undefined })],
		['an unencrypted address', changed({ account: { name: 'acme', origin: 'http://acme.flowlu.com' } })],
		['an address with a path', changed({ account: { name: 'acme', origin: 'https://acme.flowlu.com/x' } })],
		['an address with a user', changed({ account: { name: 'acme', origin: 'https://u:p@acme.flowlu.com' } })],
		['no label', changed({ label: undefined })],
		['a time that is no number', changed({ addedAt: 'yesterday' })],
	];
	for (const [title, text, reason = 'damaged'] of cases) {
		test(`is refused: ${title}`, () => {
			assert.deepEqual(readRecord(id, text), { kind: 'unreadable', reason });
		});
	}
});
