import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestExtension } from '../../support/extensionPackage';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

/** Brings the language of files that end in .http. */
export const httpLanguage: TestExtension = {
	entryPoint: 'test/e2e/extensions/httpLanguage.ts',
	manifest: {
		name: 'http-language',
		publisher: 'tests',
		contributes: { languages: [{ id: 'http', extensions: ['.http'] }] },
	},
};

const file = 'others.http';

/** Files of other extensions. */
export function otherLanguage(stageOf: () => Stage): void {
	test('files of other extensions have a lens over what goes to a configured account, and over nothing else', async () => {
		const stage = stageOf();
		const { window, sandbox, installation } = stage;
		await addFirstKey(stage, 'Mine');
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
		await window.openFile(file);
		await window.codeLens('Send').first().waitFor();
		assert.equal(await window.codeLens('Send').count(), 1);
		assert.equal(await window.squiggles('error').count(), 0);
		await window.send(0, window.codeLens('200').first());
		assert.deepEqual(
			sandbox
				.requests()
				.map(({ url }) => url.split('?', 1)[0])
				.slice(-1),
			['/api/v1/module/core/user/list'],
		);
	});
}
