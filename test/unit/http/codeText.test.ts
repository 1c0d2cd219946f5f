import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { CodeRequest } from '../../../src/http/code/codeRequest';
import { codeRefusal, codeWriters, redactedCode } from '../../../src/http/code/codeText';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { codeRunners } from '../../support/codeRunners';
import { startCurlRecorder } from '../../support/curlRecorder';
import { anyValue } from '../../support/valuePlaces';
import { Random } from '../../support/random';

const key = 'k+/=ä';
const token = 't"$x';

/** Ten values in each. */
function requests(origin: string): readonly CodeRequest[] {
	const random = new Random(14);
	return Array.from({ length: 50 }, (_, index) => {
		const values = Array.from({ length: 10 }, (_, number) => anyValue(random, number + 2));
		const credential = index % 5 === 0 ? 'accessToken' : 'apiKey';
		const query = `q=${encodeURIComponent(values.join('').replaceAll(/\p{Cs}/gu, ''))}&api_key=`;
		return {
			method: ['POST', 'GET', 'DELETE', 'PUT'][index % 4] ?? '',
			url: `${origin}/${index}/api/v1/module/crm/lead/list?${credential === 'apiKey' ? query : query.slice(0, -'&api_key='.length)}`,
			headers: [
				['Content-Type', 'application/json; charset="utf-8"'],
				['X-Value', `a${values.join('').replaceAll(/[^ -~]/gu, '')}b`],
				['X-Twice', '1'],
				['X-Twice', '$two'],
			],
			body: index % 4 === 1 ? undefined : values.join('\n'),
			credential,
		};
	});
}

suite('a request as code', () => {
	for (const [language, write] of Object.entries(codeWriters)) {
		const { isThere, run } = codeRunners[language] ?? assert.fail(language);
		test(`in ${language} sends what we would send, and takes nothing that it says for code`, async function () {
			this.timeout(120_000);
			if (!isThere()) {
				this.skip();
			}
			const recorder = await startCurlRecorder({});
			try {
				const all = requests(recorder.origin);
				const errors = await run(all.map(write), { FLOWLU_API_KEY: key, FLOWLU_ACCESS_TOKEN: token, NO_PROXY: '*' });
				assert.equal(errors, '');
				for (const [index, request] of all.entries()) {
					const [{ method, target, headers, body } = assert.fail(`${index} did not arrive`), ...others] =
						recorder.recorded(String(index));
					const values = (name: string) =>
						headers
							.filter(([header]) => header.toLowerCase() === name)
							.map(([, value]) => value)
							.join(', ');
					const isKey = request.credential === 'apiKey';
					assert.deepEqual(
						{ method, target: decodeURIComponent(target), others: others.length, body: body.toString() },
						{
							method: request.method,
							target: decodeURIComponent(
								`${request.url.slice(request.url.indexOf('/api/'))}${isKey ? encodeURIComponent(key) : ''}`,
							),
							others: 0,
							body: Buffer.from(request.body ?? '').toString(),
						},
					);
					assert.equal(values('x-value'), request.headers[1]?.[1]);
					assert.equal(values('x-twice'), '1, $two');
					assert.equal(
						values('authorization'),
						isKey ? '' : `Basic ${Buffer.from(`bearer:${token}`).toString('base64')}`,
					);
				}
			} finally {
				await recorder.close();
			}
		});
	}

	test('has no secret of the request in it', () => {
		const canary = 'canary-"$7f3a91c2';
		const redactor = createRedactor();
		redactor.add(new Secret(canary));
		const request: CodeRequest = {
			method: 'POST',
			url: `https://acme.flowlu.com/a?t=${encodeURIComponent(canary)}&api_key=`,
			headers: [['X-Token', canary]],
			body: JSON.stringify({ note: canary, name: 'kept' }),
			credential: 'apiKey',
		};
		for (const write of Object.values(codeWriters)) {
			const { code, isRedacted } = redactedCode(write, request, redactor);
			assert.ok(isRedacted && code.includes('kept') && !code.includes('7f3a91c2'), code);
		}
	});

	test('is as it was written where the request says no secret, whichever credential it has', () => {
		for (const [language, write] of Object.entries(codeWriters)) {
			for (const credential of ['apiKey', 'accessToken'] as const) {
				const url = `https://acme.flowlu.com/a${credential === 'apiKey' ? '?api_key=' : ''}`;
				const headers = [['Content-Type', 'text/plain']] as const;
				const request: CodeRequest = { method: 'POST', url, headers, body: 'kept', credential };
				assert.deepEqual(
					redactedCode(write, request, createRedactor()),
					{ code: write(request), isRedacted: false },
					`${language} ${credential}`,
				);
			}
		}
	});

	test('is not written where it would send something else', () => {
		const request: CodeRequest = {
			method: 'GET',
			url: 'https://acme.flowlu.com/',
			headers: [],
			body: undefined,
			credential: 'apiKey',
		};
		const refusals = (changed: Partial<CodeRequest>) =>
			Object.keys(codeWriters).map(language => codeRefusal(language, { ...request, ...changed }));
		assert.deepEqual(new Set(refusals({})), new Set([undefined]));
		assert.deepEqual(new Set(refusals({ headers: [['X-Name', 'Zoë']] })), new Set(['headerBeyondAscii']));
		assert.deepEqual(refusals({ body: '{}' }), ['bodyOfGet', ...Array.from({ length: 6 }, () => undefined)]);
	});
});
