import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { startSandbox, type RequestEntry, type Sandbox } from '../../../src/sandbox/sandbox';
import { call, catalog, withSandbox } from './sandboxUnderTest';

function statusUnder(host: string, sandbox: Sandbox): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		get(`${sandbox.origin}/`, { headers: { host } }, response => {
			response.resume();
			resolve(response.statusCode);
		}).once('error', reject);
	});
}

suite('server of the sandbox', () => {
	test('responds only under its own loopback address', () =>
		withSandbox({}, async sandbox => {
			const { host, port } = new URL(sandbox.origin);
			const hosts = [
				host,
				`localhost:${port}`,
				'evil.example',
				`evil.example:${port}`,
				'127.0.0.1',
				`127.0.0.1.evil.example:${port}`,
			];
			const statuses = [];
			for (const name of hosts) {
				statuses.push(await statusUnder(name, sandbox));
			}
			assert.deepEqual(statuses, [200, 200, 421, 421, 421, 421]);
		}));

	test('refuses more requests than the rate allows, and takes them again later', () =>
		withSandbox({ requestsPerSecond: 2, retryAfterSeconds: 1 }, async sandbox => {
			const url = `${sandbox.origin}/api/v1/module/crm/lead/get/1?api_key=${encodeURIComponent(sandbox.apiKeys[0]?.key ?? '')}`;
			const responses = await Promise.all([fetch(url), fetch(url), fetch(url)]);
			const refused = responses.find(({ status }) => status === 429);
			assert.deepEqual(
				[
					responses.map(({ status }) => status).toSorted((left, right) => left - right),
					refused?.headers.get('retry-after'),
				],
				[[200, 200, 429], '1'],
			);
			assert.equal((await fetch(sandbox.settingsUrl)).status, 200);
			let later = await fetch(url);
			const start = performance.now();
			while (later.status === 429 && performance.now() - start < 5000) {
				later = await fetch(url);
			}
			assert.equal(later.status, 200);
		}));

	test('has no rate and no Retry-After unless told', () =>
		withSandbox({ requestsPerSecond: 0.5 }, async sandbox => {
			const url = `${sandbox.origin}/api/v1/module/crm/lead/list`;
			await fetch(url);
			const { status, headers } = await fetch(url);
			assert.deepEqual([status, headers.get('retry-after')], [429, null]);
		}));

	test('responds with any body and status that it is told', () =>
		withSandbox({ fixedResponse: { status: 401, body: '{}' } }, async sandbox => {
			const response = await fetch(`${sandbox.origin}/api/v1/module/crm/lead/list`);
			assert.deepEqual([response.status, await response.text()], [401, '{}']);
		}));

	test('records what came, and reports it without what is secret', async () => {
		const entries: RequestEntry[] = [];
		await withSandbox({ onRequest: entry => entries.push(entry) }, async sandbox => {
			const key = sandbox.apiKeys[0]?.key ?? '';
			await call(sandbox, '/crm/lead/update/1', { form: [['name', 'ü']], headers: { 'x-trace': '7' } });
			const [request] = sandbox.requests();
			assert.deepEqual(
				[request?.method, request?.url, request?.headers['x-trace'], request?.body],
				[
					'POST',
					`/api/v1/module/crm/lead/update/1?${new URLSearchParams({ api_key: key }).toString()}`,
					'7',
					'name=%C3%BC',
				],
			);
			assert.deepEqual(entries, [{ method: 'POST', path: '/api/v1/module/crm/lead/update/1', status: 200 }]);
		});
	});

	test('tells of a fault of its own, which the client is told nothing of', async () => {
		const fault = new Error('made up');
		const faults: unknown[] = [];
		let isBroken = false;
		const now = () => {
			if (isBroken) {
				throw fault;
			}
			return new Date();
		};
		await withSandbox({ now, onError: error => faults.push(error) }, async sandbox => {
			isBroken = true;
			assert.deepEqual(await call(sandbox, '/crm/lead/update/1', { form: [['name', 'ü']] }), {
				status: 500,
				text: 'The sandbox failed.',
			});
		});
		assert.deepEqual(faults, [fault]);
	});

	test('remembers the last 200 requests', () =>
		withSandbox({}, async sandbox => {
			for (let number = 0; number < 205; number++) {
				await fetch(`${sandbox.origin}/favicon.ico?${number}`);
			}
			const urls = sandbox.requests().map(({ url }) => url);
			assert.deepEqual([urls.length, urls[0], urls.at(-1)], [200, '/favicon.ico?5', '/favicon.ico?204']);
		}));

	test('holds responses back, but not those to a client that hung up', () =>
		withSandbox({}, async sandbox => {
			sandbox.setDelay(60_000);
			const hangUp = new AbortController();
			const pending = call(sandbox, '/crm/lead/list');
			pending.catch(() => 'ends when the sandbox is closed');
			const cancelled = fetch(`${sandbox.origin}/api/v1/module/crm/lead/list`, { signal: hangUp.signal });
			hangUp.abort();
			await assert.rejects(cancelled, { name: 'AbortError' });
			sandbox.setDelay(20);
			const start = performance.now();
			await call(sandbox, '/crm/lead/get/1');
			assert.ok(performance.now() - start >= 19);
		}));

	test('ends open requests when it is closed, and frees its port', async () => {
		const sandbox = await startSandbox({ recordsRequests: true, catalog });
		sandbox.setDelay(60_000);
		const pending = fetch(`${sandbox.origin}/api/v1/module/crm/lead/list`);
		const rejected = assert.rejects(pending, { name: 'TypeError' });
		while (sandbox.requests().length === 0) {
			await new Promise(resolve => setImmediate(resolve));
		}
		await sandbox.close();
		await rejected;
		const port = Number(new URL(sandbox.origin).port);
		const again = await startSandbox({ recordsRequests: true, catalog, port });
		assert.equal(again.origin, sandbox.origin);
		await assert.rejects(startSandbox({ recordsRequests: true, catalog, port }), { code: 'EADDRINUSE' });
		await again.close();
	});

	test('refuses a body that is too large', () =>
		withSandbox({}, async sandbox => {
			const { status } = await fetch(sandbox.tokenUrl, { method: 'POST', body: 'x'.repeat(1_500_000) });
			assert.equal(status, 413);
		}));

	test('says nothing outside the API and its pages', () =>
		withSandbox({}, async sandbox => {
			const statuses = [];
			for (const path of ['/api/v1', '/api/v2/module/crm/lead/list', '/settings', '/assets/../settings/api/x']) {
				statuses.push((await fetch(sandbox.origin + path)).status);
			}
			assert.deepEqual(statuses, [404, 404, 404, 404]);
		}));
});
