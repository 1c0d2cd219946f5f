import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { sign } from '../../../src/flowlu/sign';
import { resolveTarget } from '../../../src/flowlu/targetUrl';
import { commandText } from '../../../src/http/curl/commandText';
import type { HttpRequest } from '../../../src/net/http';
import { Secret } from '../../../src/net/redaction/secret';
import { type CurlRecorder, startCurlRecorder } from '../../support/curlRecorder';
import { quickHttpClient } from '../../support/httpClient';
import { Random } from '../../support/random';
import { readAsServer } from '../../support/sentAlike';
import { runs } from '../../support/runs';

const key = 'k3yOfTheTest';

const anyCharacters = Array.from('aZ09 \'"\\`$!&|;<>()[]{}*?~#%=+^@,:/-_.éЖ€😀\t\n\r\u0001\u001B\u007F');
/** What a header can hold. */
const plainCharacters = Array.from('aZ09 \'"\\`$!&|;<>()[]{}*?~#%=+^@,:/-_.');

suite('copied commands, run by sh and curl', () => {
	let recorder: CurlRecorder;
	suiteSetup(async () => {
		recorder = await startCurlRecorder({ 'body.bin': Uint8Array.from([0, 13, 10, 255]) });
	});
	suiteTeardown(() => recorder.close());

	function textOf(random: Random, characters: readonly string[], most: number): string {
		return Array.from({ length: random.below(most) }, () => random.pick(characters) ?? '').join('');
	}

	function requestOf(random: Random, index: number): HttpRequest {
		const method = random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) ?? 'GET';
		const path = encodeURIComponent(textOf(random, anyCharacters, 8)).replaceAll('.', '%2E');
		const query = textOf(random, plainCharacters, 20);
		const target = `${recorder.origin}/t${index}/${path}${query === '' ? '' : `?q=${query}`}`;
		const url = resolveTarget(target, { name: 'demo', origin: recorder.origin });
		assert.ok(url !== undefined);
		const hasBody = method !== 'HEAD' && random.below(3) > 0;
		const value = textOf(random, plainCharacters, 20).trim();
		return {
			method,
			url,
			headers: [
				['Accept', random.pick(['application/json', 'text/html, */*;q=0.8']) ?? ''],
				['User-Agent', 'tester/1'],
				['X-Value', value],
				['X-Quote', `it's "${value}" \\`],
				...(hasBody ? [['Content-Type', random.pick(['text/plain', 'application/json']) ?? ''] as const] : []),
			],
			...(hasBody && { body: textOf(random, anyCharacters, random.pick([5, 60, 2000]) ?? 5) }),
			...(random.below(4) === 0 && { timeout: 5000 + random.below(1000) }),
		};
	}

	test('send what we send', async function () {
		this.timeout(120_000);
		const random = new Random(7);
		const account = { name: 'demo', origin: recorder.origin };
		const requests = Array.from({ length: runs(100) }, (_, index) => requestOf(random, index));
		const commands = requests.map(request => {
			const { body } = request;
			const content = typeof body === 'string' ? { text: body } : undefined;
			const command = commandText(request, content, { grant: 'apiKey', redact: text => text });
			assert.ok(command.ok);
			return command.text;
		});
		await recorder.run(commands, { shell: 'sh', environment: { FLOWLU_API_KEY: key } });
		const byCurl = requests.map((_, index) => recorder.recorded(`t${index}`));
		const client = quickHttpClient({ timeout: 10_000 });
		await Promise.all(
			requests.map(async (request, index) => {
				const url = request.url.replace(`/t${index}/`, `/own-t${index}/`);
				const signed = sign({ ...request, url }, account, { kind: 'apiKey', apiKey: new Secret(key) });
				const options = { signal: new AbortController().signal, lane: `${index}`, gap: 0, repeatable: false };
				await client.send(signed, options);
			}),
		);
		for (const [index, command] of commands.entries()) {
			const own = recorder.recorded(`own-t${index}`).map(request => readAsServer(request, true));
			assert.equal(own.length, 1);
			assert.deepEqual(
				byCurl[index]?.map(request => readAsServer(request, true)),
				own,
				command,
			);
		}
	});

	test('send a body that is a file, and an access token', async () => {
		const url = `${recorder.origin}/file/c`;
		const headers = [['Content-Type', 'application/octet-stream']] as const;
		const command = commandText(
			{ method: 'PUT', url, headers },
			{ path: 'body.bin' },
			{ grant: 'password', redact: text => text },
		);
		assert.ok(command.ok);
		await recorder.run([command.text], { shell: 'sh', environment: { FLOWLU_ACCESS_TOKEN: 'tok' } });
		const [sent] = recorder.recorded('file');
		assert.ok(sent !== undefined);
		assert.deepEqual(sent.body, Buffer.from([0, 13, 10, 255]));
		const authorization = `Basic ${Buffer.from('bearer:tok').toString('base64')}`;
		assert.deepEqual(sent.headers.find(([name]) => name === 'Authorization')?.[1], authorization);
	});
});
