import { test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, findSecrets, formsOf } from './secretSearch';
import { tokensSent, type Stage } from './stage';

/** Called last in a suite: nothing that its tests wrote may hold a secret that they used. Ends the window. */
export function leavesNoSecretBehind(stageOf: () => Stage): void {
	test('leaves no secret in files, logs, output or the browser', async () => {
		const stage = stageOf();
		// What is written when a window closes is to be searched too.
		await stage.close();
		const secrets = [...stage.secrets, ...tokensSent(stage.sandbox)];
		assert.deepEqual(findSecrets(secrets, searchedOf(stage)), []);
		assert.ok(hasSealedSecrets(stage), 'The searched files are those in which VS Code keeps its sealed secrets.');
	});

	test('would find a secret in each of these places, in each form', () => {
		const stage = stageOf();
		const secret = `${randomBytes(9).toString('base64')}/+"`;
		const { folders, texts } = searchedOf(stage);
		const forms = formsOf(secret);
		const planted = folders.flatMap(folder =>
			forms.map(({ bytes }, index) => {
				const path = join(folder, `planted-${index}`);
				writeFileSync(path, Buffer.concat([Buffer.from('\0before'), bytes, Buffer.from('after\xff')]));
				return path;
			}),
		);
		const found = findSecrets([secret], { folders, texts: { output: `${texts.output}${secret}\n` } });
		assert.deepEqual(new Set(found.map(({ place }) => place)), new Set([...planted, 'output']));
	});
}

function searchedOf({ installation, output }: Stage) {
	const { dataFolder, workspace, profileFolder } = installation;
	return { folders: [dataFolder, workspace, profileFolder], texts: { output } };
}

/** VS Code for the Web keeps its secrets, sealed, in the browser's storage under this key. */
function hasSealedSecrets({ installation }: Stage): boolean {
	return filesBelow(installation.profileFolder).some(({ path }) => readFileSync(path).includes('secrets.provider'));
}
