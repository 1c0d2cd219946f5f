import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packTestExtension } from '../support/extensionPackage';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'others.http';

suite('files of other extensions', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		const language = await packTestExtension('test/e2e/extensions/httpLanguage.ts', {
			name: 'http-language',
			publisher: 'tests',
			contributes: { languages: [{ id: 'http', extensions: ['.http'] }] },
		});
		stage = await setStage({ extensions: [language], settings: { 'flowlu.requestsPerSecond': 20 } });
		const { window, sandbox, installation } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		const lines = [
			'@host = elsewhere.example.com',
			`@api = ${sandbox.origin}/api/v1/module`,
			'GET https://{{host}}/users',
			'###',
			'GET /users',
			'Host: {{host}}',
			'###',
			'GET {{api}}/core/user/list',
			'',
		];
		writeFileSync(join(installation.workspace, file), lines.join('\n'));
	});
	suiteTeardown(() => stage.clear());

	test('have a lens over what goes to a configured account, and over nothing else', async () => {
		const { window, sandbox } = stage;
		await window.openFile(file);
		await window.codeLens('Send').first().waitFor();
		assert.equal(await window.codeLens('Send').count(), 1);
		assert.equal(await window.squiggles('error').count(), 0);
		await window.codeLens('Send').click();
		await window.codeLens('200').first().waitFor();
		assert.deepEqual(
			sandbox
				.requests()
				.map(({ url }) => url.split('?', 1)[0])
				.slice(-1),
			['/api/v1/module/core/user/list'],
		);
	});
});
