import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { type CurlRecorder, startCurlRecorder } from '../../support/curlRecorder';
import { quickHttpClient } from '../../support/httpClient';
import { Random } from '../../support/random';
import { readAsServer } from '../../support/sentAlike';
import { runs } from '../../support/runs';
import { randomCommand } from './curlCommands/randomCommand';
import { requestOfCommand } from './curlCommands/requestOfCommand';

suite('curl commands of any options and values', () => {
	let recorder: CurlRecorder;
	suiteSetup(async () => {
		recorder = await startCurlRecorder({});
	});
	suiteTeardown(() => recorder.close());

	test('are sent as curl sends them, or refused', async function () {
		this.timeout(600_000);
		const random = new Random(11);
		const { origin } = recorder;
		const commands = Array.from({ length: runs(150) }, (_, index) =>
			randomCommand(random, `${origin}/curl${index}x/c`),
		);
		const made = commands.map((command, index) =>
			requestOfCommand(command.replaceAll(`curl${index}x`, `own${index}x`), { origin }),
		);
		const sent = commands.filter((_, index) => typeof made[index] !== 'string');
		assert.ok(sent.length > commands.length / 4, `${sent.length} of ${commands.length} are sent`);
		const client = quickHttpClient({ timeout: 100_000 });
		const sendAll = async () => {
			// One after another: some have a limit of their own.
			for (const request of made) {
				if (typeof request !== 'string') {
					const options = { signal: new AbortController().signal, lane: '', gap: 0, repeatable: false };
					await client.send(request, options);
				}
			}
		};
		await Promise.all([recorder.run(sent), sendAll()]);
		const differing = [];
		for (const [index, command] of commands.entries()) {
			if (typeof made[index] !== 'string') {
				const [byCurl, own] = [`curl${index}x`, `own${index}x`].map(tag =>
					recorder.recorded(tag).map(request => readAsServer(request)),
				);
				// curl stops at a blank in an address, which can be sent as one thing only.
				const stopped = byCurl?.length === 0 && command.includes('-G');
				if (!stopped && !isDeepStrictEqual(own, byCurl)) {
					differing.push({ command, byCurl, own });
				}
			}
		}
		assert.equal(differing.length, 0, JSON.stringify(differing.slice(0, 3), undefined, 1));
	});
});
