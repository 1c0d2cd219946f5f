import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'pasted.flowlu.http';

suite('dialect', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				const lines = [
					"curl -X POST 'https://acme.flowlu.com/api/v1/module/crm/account/create' \\",
					'  -H "X-Trace: 1" -d type=2 --data-urlencode "name=A & B"',
					'###',
					'curl https://acme.flowlu.com/x | jq .',
					'###',
					'# @no-log',
					'POST crm/account/create',
					'',
					'< ./none.json',
					'',
				];
				writeFileSync(join(workspace, file), lines.join('\n'));
			},
		});
	});
	suiteTeardown(() => stage.clear());

	test('a request that needs the answer of another one has that sent before', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		const before = sandbox.requests().length;
		await window.openFile('5-chain.flowlu.http');
		await window.codeLens('Send').nth(1).click();
		await window.codeLens('200').nth(1).waitFor();
		const [created, read] = sandbox
			.requests()
			.slice(before)
			.map(({ method, url }) => `${method} ${url.split('?', 1)[0] ?? ''}`);
		assert.equal(created, 'POST /api/v1/module/crm/account/create');
		assert.match(read ?? '', /^GET \/api\/v1\/module\/crm\/account\/get\/\d+$/u);
	});

	test('what cannot be sent is underlined, curl commands too', async () => {
		const { window } = stage;
		await window.openFile(file);
		await window.squiggles('error').nth(1).waitFor();
	});

	leavesNoSecretBehind(() => stage);
});
