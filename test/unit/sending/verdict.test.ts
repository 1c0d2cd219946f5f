import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { refusalIn } from '../../../src/features/sending/outcomes/verdict';
import { readResponse } from '../../../src/exchanges/reading';
import type { Envelope } from '../../../src/flowlu/responses/envelope';

async function envelopeOf(body: string): Promise<Envelope> {
	const response = { status: 200, statusText: 'OK', headers: [], body: Buffer.from(body), milliseconds: 1 };
	return (await readResponse(response, { yieldToEventLoop: () => Promise.resolve() })).envelope;
}

suite('what a response says of the key that it was sent with', () => {
	for (const [body, expected] of [
		['{"error":{"error_code":11,"error_msg":"api key not found"}}', 'refused'],
		['{"error":{"error_code":11,"error_msg":"account not found"}}', 'accountNotFound'],
		['{"error":{"error_code":11,"error_msg":"Too many requests"}}', undefined],
		['{"error":{"error_code":22,"error_msg":"access denied"}}', undefined],
		['{"response":{"id":1}}', undefined],
	] as const) {
		test(`${body}: ${expected ?? 'nothing'}`, async () => {
			assert.equal(refusalIn(await envelopeOf(body)), expected);
		});
	}
});
