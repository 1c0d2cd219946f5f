import { test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, findLeaks, formsOf, type Canaries, type Place } from '../../support/canary';
import { addKey } from './flows';
import { tokensSent, type Stage } from './stage';

/** Called last in a suite: nothing that its tests wrote may hold a secret that they used. Ends the window. */
export function leavesNoSecretBehind(stageOf: () => Stage): void {
	test('leaves no secret in files, logs, output or the browser', async () => {
		const stage = stageOf();
		// Where this test is the only one, a key is used too; and where the sandbox's own is there already, another.
		const { window, sandbox, secrets } = stage;
		const { key } = sandbox.createApiKey('Canary');
		secrets.add(key);
		await addKey(window, { origin: sandbox.origin, key, label: 'Canary' });
		// What is written when a window closes is to be searched too.
		await stage.close();
		assert.deepEqual(findLeaks(secretsOf(stage), placesOf(stage)), []);
		assert.ok(hasSealedSecrets(stage), 'The searched files are those in which VS Code keeps its sealed secrets.');
		assertFindsPlanted(stage);
	});
}

/** A secret in any of these places, in any form, would have been found. */
function assertFindsPlanted(stage: Stage): void {
	const secret = `${randomBytes(9).toString('base64')}/+"`;
	const forms = [...formsOf(secret).values()];
	const planted = foldersOf(stage).flatMap(folder =>
		forms.map((bytes, index) => {
			const path = join(folder, `planted-${index}`);
			writeFileSync(path, Buffer.concat([Buffer.from('\0before'), bytes, Buffer.from('after\xff')]));
			return path;
		}),
	);
	const leaks = findLeaks({ planted: secret }, placesOf(stage, secret));
	assert.deepEqual(
		[...planted, 'the output'].filter(place => !leaks.some(leak => leak.includes(` in ${place} at `))),
		[],
	);
}

function secretsOf({ secrets, sandbox }: Stage): Canaries {
	const used = [...secrets, ...tokensSent(sandbox)];
	return Object.fromEntries(used.map((secret, index) => [`secret ${index}`, secret]));
}

function foldersOf({ installation }: Stage): readonly string[] {
	const { dataFolder, workspace, profileFolder } = installation;
	return [dataFolder, workspace, profileFolder];
}

function* placesOf(stage: Stage, printed = ''): Iterable<Place> {
	for (const folder of foldersOf(stage)) {
		yield* filesUnder(folder);
	}
	yield { name: 'the output', content: `${stage.output}${printed}` };
}

/** VS Code for the Web keeps its secrets, sealed, in the browser's storage under this key. */
function hasSealedSecrets({ installation }: Stage): boolean {
	return [...filesUnder(installation.profileFolder)].some(({ content }) =>
		Buffer.from(content).includes('secrets.provider'),
	);
}
