import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { documentName } from '../../../src/features/responses/documents/documentName';
import { hexDump } from '../../../src/features/responses/hexDump';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { formatBytes, formatDuration } from '../../../src/messages/units';

suite('texts for responses', () => {
	test('sizes have three digits at most', () => {
		assert.deepEqual(
			[0, 312, 999, 1000, 12_345, 99_949, 99_950, 245_600, 999_499, 999_500, 50_000_000, 2e9, 5e12].map(formatBytes),
			[
				'0 B',
				'312 B',
				'999 B',
				'1 kB',
				'12.3 kB',
				'99.9 kB',
				'100 kB',
				'246 kB',
				'999 kB',
				'1 MB',
				'50 MB',
				'2 GB',
				'5000 GB',
			],
		);
	});

	test('durations are in the unit that people would say', () => {
		assert.deepEqual([0.2, 245.4, 999.4, 999.6, 1240, 59_940, 59_960, 125_300].map(formatDuration), [
			'0 ms',
			'245 ms',
			'999 ms',
			'1 s',
			'1.2 s',
			'59.9 s',
			'1 min',
			'2 min 5 s',
		]);
	});

	test('a response is named after what was asked', () => {
		const origin = 'https://acme.flowlu.com';
		assert.deepEqual(
			[
				'/api/v1/module/crm/lead/list?limit=1',
				'/api/v1/module/crm/lead/get/7/',
				'/some/page%20of%2Fours',
				'/50%',
				'/',
				'/../..',
				`/${'x'.repeat(200)}`,
			].map(path => documentName(origin + path, createRedactor())),
			['crm_lead_list', 'crm_lead_get_7', 'some_page_of_ours', '50_', 'response', 'response', 'x'.repeat(80)],
		);
	});

	test('a response is named without a secret in its address, whole or cut off', () => {
		const redactor = createRedactor();
		redactor.setNamed('x', [{ name: 'token', from: 'prompt', secret: new Secret('abc4X/def+0123456789') }]);
		for (const path of [
			'/x/abc4X%2Fdef+0123456789',
			'/abc4X/def%2B0123456789',
			`/${'y'.repeat(70)}/abc4X%2Fdef+0123456789`,
		]) {
			const name = documentName(`https://acme.flowlu.com${path}`, redactor);
			assert.ok(!/abc|def|0123/u.test(name), name);
		}
	});

	test('a hex dump has offset, bytes and characters', () => {
		assert.equal(
			hexDump(Uint8Array.from([...Buffer.from('GIF89a\0\0<script>'), 0xff, 0x41])),
			`00000000  47 49 46 38 39 61 00 00  3c 73 63 72 69 70 74 3e  |GIF89a..<script>|
00000010  ff 41                                             |.A|`,
		);
	});
});
