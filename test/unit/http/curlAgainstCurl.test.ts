import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { curlProblems } from '../../../src/http/curl/plainRequest';
import { requestTextOf } from '../../../src/http/curl/requestText';
import { parseDocument } from '../../../src/http/document/parse';
import { type CurlRecorder, startCurlRecorder } from '../../support/curlRecorder';
import { quickHttpClient } from '../../support/httpClient';
import { readAsServer } from '../../support/sentAlike';
import { bodyCommands } from './curlCommands/bodies';
import type { CurlCase } from './curlCommands/curlCase';
import { exportedCommands } from './curlCommands/exports';
import { optionCommands } from './curlCommands/options';
import { quotingCommands } from './curlCommands/quoting';
import { requestOfCommand } from './curlCommands/requestOfCommand';

const files = {
	'note.txt': 'a note\nof two lines\n',
	'body.json': '{\n  "a": 1\n}\n',
	'a b.csv': 'id;name\n1;ü\n',
	'pic.png': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10]),
};

interface Tried {
	readonly tag: string;
	readonly command: string;
	readonly refused: string | undefined;
	readonly sentHereOnly: boolean;
}

const tried = [...optionCommands, ...bodyCommands, ...quotingCommands, ...exportedCommands].map(
	(row: CurlCase, index): Tried => {
		const [command, outcome] = typeof row === 'string' ? [row, undefined] : row;
		return {
			tag: `t${index}`,
			command,
			refused: typeof outcome === 'string' ? outcome : undefined,
			sentHereOnly: typeof outcome === 'object',
		};
	},
);

suite('curl commands, run by curl and by us', () => {
	let recorder: CurlRecorder;
	suiteSetup(async function () {
		this.timeout(120_000);
		assert.equal(spawnSync('curl', ['--version']).status, 0, 'curl is needed: apt-get install curl');
		recorder = await startCurlRecorder(files);
		const client = quickHttpClient({ timeout: 10_000 });
		await Promise.all([
			recorder.run(
				tried.filter(({ refused }) => refused === undefined).map(({ tag, command }) => localCommand(command, tag)),
			),
			...tried.map(async ({ tag, command }) => {
				const made = requestOf(localCommand(command, `own-${tag}`));
				if (typeof made !== 'string') {
					const options = { signal: new AbortController().signal, lane: tag, gap: 0, repeatable: false };
					await client.send(made, options);
				}
			}),
		]);
	});
	suiteTeardown(() => recorder.close());

	const requestOf = (command: string) => requestOfCommand(command, { origin: recorder.origin, files });

	function localCommand(command: string, tag: string): string {
		return command
			.replaceAll(/https:\/\/(?=(?:[\w:]+@)?demo\.flowlu\.com)/gu, 'http://')
			.replaceAll('demo.flowlu.com', `${recorder.origin.slice('http://'.length)}/${tag}`);
	}

	test('mean the same in a document with carriage returns', () => {
		for (const { command } of tried) {
			const reading = requestTextOf(command);
			const other = requestTextOf(command.replaceAll('\n', '\r\n'));
			assert.deepEqual(
				other.ok ? other.text : other.refusal.code,
				reading.ok ? reading.text : reading.refusal.code,
				command,
			);
		}
	});

	test('are more than 300', () => {
		assert.ok(tried.length >= 300, `${tried.length}`);
	});

	for (const { tag, command, refused, sentHereOnly } of tried) {
		const title = command.length > 300 ? `${command.slice(0, 300)}…` : command;
		if (refused !== undefined) {
			test(`are refused: ${title}`, () => {
				const local = localCommand(command, `own-${tag}`);
				assert.equal(requestOf(local), refused);
				const [problem] = curlProblems(parseDocument(local));
				// What only the built request shows is not known before.
				assert.equal(problem?.code ?? 'invalidHeaderValue', refused);
				assert.equal(recorder.recorded(`own-${tag}`).length, 0);
			});
		} else if (sentHereOnly) {
			test(`are sent by us only: ${title}`, () => {
				assert.equal(recorder.recorded(tag).length, 0);
				assert.equal(recorder.recorded(`own-${tag}`).length, 1);
			});
		} else {
			test(`are the same: ${title}`, () => {
				const made = requestOf(localCommand(command, `own-${tag}`));
				assert.ok(typeof made !== 'string', `refused: ${JSON.stringify(made)}`);
				const [expected, ...more] = recorder.recorded(tag).map(request => readAsServer(request));
				assert.ok(expected !== undefined, 'curl sent nothing');
				assert.equal(more.length, 0, 'curl sent several');
				assert.deepEqual(
					recorder.recorded(`own-${tag}`).map(request => readAsServer(request)),
					[expected],
				);
			});
		}
	}
});
