import { suite, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { millisecondsBetweenRequests, responseLimits } from '../../src/ui/settings';
import { until } from '../support/until';

suite('settings with numbers', () => {
	const settings = vscode.workspace.getConfiguration('flowlu');
	const names = ['timeout', 'maxResponseSize', 'requestsPerSecond'] as const;
	async function set(value: number | undefined): Promise<void> {
		for (const name of names) {
			await settings.update(name, value, vscode.ConfigurationTarget.Global);
		}
	}

	teardown(() => set(undefined));

	for (const [value, timeout, maxBytes, gap] of [
		[3_600_000, 3_600_000, 1_000_000_000, 20],
		[1e-9, 1000, 1_000_000, 10_000],
		[-1, 60_000, 50_000_000, 1000],
		[20, 20_000, 20_000_000, 50],
	] as const) {
		test(`are held to what is declared: ${value}`, async () => {
			await set(value);
			assert.deepEqual([responseLimits(), millisecondsBetweenRequests()], [{ timeout, maxBytes }, gap]);
		});
	}
});

suite('settings of a workspace', () => {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder);
	const file = vscode.Uri.joinPath(folder.uri, '.vscode/settings.json');

	teardown(async () => {
		await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
	});

	test('decide neither where requests go nor how long and how much', async () => {
		const names = [
			'flowlu.timeout',
			'flowlu.maxResponseSize',
			'flowlu.requestsPerSecond',
			'http.proxy',
			'http.noProxy',
			'http.proxySupport',
			'http.systemCertificates',
		];
		const values = () => names.map(name => vscode.workspace.getConfiguration(undefined, folder).get<unknown>(name));
		const before = values();
		const hostile = { 'flowlu.timeout': 3600, 'flowlu.maxResponseSize': 1000, 'flowlu.requestsPerSecond': 50 };
		const proxy = { 'http.proxy': 'http://evil.example', 'http.noProxy': ['*'], 'http.proxySupport': 'off' };
		const text = JSON.stringify({ ...hostile, ...proxy, 'http.systemCertificates': false, 'editor.tabSize': 7 });
		await vscode.workspace.fs.writeFile(file, Buffer.from(text));
		const isRead = () => vscode.workspace.getConfiguration('editor').get('tabSize') === 7;
		await until(() => Promise.resolve(isRead()));
		assert.deepEqual(values(), before);
	});
});
