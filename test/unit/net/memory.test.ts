import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { suite, test } from 'mocha';
import { endless, json } from '../../support/scriptedResponses';
import { withHostileServer, type ScriptedResponse } from '../../support/hostileServer';

const run = promisify(execFile);
const usualCap = 20_000_000;
const zeros = Buffer.alloc(2 ** 20);
const bomb = Buffer.alloc(2 ** 27);
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };

suite('Memory is bounded by the cap, in a process of its own', () => {
	const cases: readonly [
		title: string,
		response: () => ScriptedResponse,
		outcome: RegExp,
		times: number,
		where?: 'saved',
		cap?: number,
	][] = [
		['a gigabyte', () => endless(zeros, 1024), /tooLarge/u, 3],
		['a gigabyte in gzip', () => zipped('gzip', gzipSync(bomb), 8), /tooLarge/u, 3],
		['six times the cap in deflate', () => zipped('deflate', deflateSync(bomb), 1), /tooLarge/u, 3],
		['six times the cap in brotli', () => zipped('br', brotliCompressSync(bomb, quick), 1), /tooLarge/u, 3],
		['a quarter of a gigabyte that is saved as it comes', () => endless(zeros, 256), /^268435456$/u, 4, 'saved'],
		[
			'as much as is allowed, saved as it comes,',
			() => endless(zeros, 190, [['Content-Length', String(190 * 2 ** 20)]]),
			/^199229440$/u,
			0.5,
			'saved',
			200_000_000,
		],
		['as much as is allowed', () => endless(Buffer.alloc(usualCap / 100), 100), /^20000000$/u, 4],
	];
	for (const [title, response, outcome, times, where = '', cap = usualCap] of cases) {
		test(`${title} takes at most ${times} times the cap`, async () => {
			await withHostileServer([json({}), response()], async ({ origin }) => {
				const child = join(__dirname, 'memory.child.js');
				const { stdout } = await run(process.execPath, [child, origin, String(cap), where]);
				const result: unknown = JSON.parse(stdout);
				assert.ok(isResult(result));
				assert.match(result.outcome, outcome);
				assert.ok(result.growth < times * cap, `${(result.growth / 1e6).toFixed(0)} MB`);
			});
		});
	}
});

function zipped(coding: string, bytes: Uint8Array, times: number): ScriptedResponse {
	return endless(bytes, times, [['Content-Encoding', coding]]);
}

function isResult(value: unknown): value is { readonly outcome: string; readonly growth: number } {
	return typeof value === 'object' && value !== null && 'outcome' in value && 'growth' in value;
}
