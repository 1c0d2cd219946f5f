import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { hasSecrets } from '../../../src/net/redaction/secretSearch';

suite('secrets in a body that is there already', () => {
	const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
	const secret = new Secret(key);
	const redactor = createRedactor();
	redactor.add(secret);
	const filler = Buffer.from('{"id":1,"name":"Acme"},'.repeat(40_000));

	/** What was found, and the most bytes that were looked through without a turn for others. */
	async function searched(body: Buffer, encoding = 'utf-8'): Promise<readonly [boolean, boolean]> {
		let characters = 0;
		let most = 0;
		const find = (text: string) => {
			characters += text.length;
			most = Math.max(most, characters);
			return redactor.find(text);
		};
		const found = await hasSecrets(body, encoding, { find }, () => {
			characters = 0;
			return Promise.resolve();
		});
		return [found, most < 600_000];
	}

	test('are found wherever they stand, with turns for others in between', async () => {
		assert.deepEqual(await searched(filler), [false, true]);
		for (const at of [0, 256_000 - 16, 512_000 - 1, filler.length]) {
			const body = Buffer.concat([filler.subarray(0, at), Buffer.from(`"${key}"`), filler.subarray(at)]);
			assert.deepEqual(await searched(body), [true, true], `at ${at}`);
		}
		const binary = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0x80]), Buffer.from(key)]);
		assert.deepEqual(await searched(binary, 'windows-1252'), [true, true]);
		assert.deepEqual(await searched(Buffer.alloc(0)), [false, true]);
	});
});
