import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kilobytesOf, packExtension } from './packed';
import { loadPeers } from './peers';
import { median, reasonOf, type Row } from './table';

const rounds = 9;

const program = 'dist/cli.cjs';

/** How long the command line takes to say anything, beside httpYac's and Node by itself, and what it weighs. */
export async function benchCommandLine(): Promise<Row[]> {
	await packExtension();
	const folder = mkdtempSync(join(tmpdir(), 'bench-command-line-'));
	try {
		const scratchpad = join(folder, 'a.flowlu.http');
		writeFileSync(scratchpad, 'GET crm/lead/list\n');
		const ours = {
			version: [program, '--version'],
			run: [program, 'run', scratchpad, '--dry-run', '--account', 'acme'],
		};
		const floor = await firstByte(['-p', '0']);
		const [version, run] = [await firstByte(ours.version), await firstByte(ours.run)];
		const beside = { name: 'Node alone', value: floor };
		return [
			{
				...({ what: 'command line, start to its first request', unit: 'ms', ours: run, beside } as const),
				target: { quantity: 'value', bound: 'atMost', limit: 120 },
			},
			await besideHttpyac(version),
			{
				...({ what: 'command line, one file', unit: 'kB', ours: kilobytesOf(program) } as const),
				target: { quantity: 'value', bound: 'atMost', limit: 490 },
			},
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function besideHttpyac(ours: number): Promise<Row> {
	const what = 'command line, --version';
	try {
		const { folder } = await loadPeers();
		const theirs = await firstByte([join(folder, 'node_modules/httpyac/bin/httpyac.js'), '--version']);
		return {
			...({ what, unit: 'ms', ours, beside: { name: 'httpYac', value: theirs } } as const),
			target: { quantity: 'timesBetter', bound: 'atLeast', limit: 2 },
		};
	} catch (error) {
		return { what, skipped: reasonOf(error) };
	}
}

/** Milliseconds from the start of the process to the first byte that it writes. */
async function firstByte(args: readonly string[]): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		times.push(await firstByteOnce(args));
	}
	return median(times);
}

function firstByteOnce(args: readonly string[]): Promise<number> {
	const started = performance.now();
	// No key is used: nothing is sent.
	const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'], FLOWLU_API_KEY: 'no-key-at-all' } });
	let first: number | undefined;
	child.stdout.once('data', () => {
		first = performance.now() - started;
	});
	return new Promise((ended, failed) => {
		child.once('error', failed);
		child.once('close', code => {
			if (first === undefined || code !== 0) {
				failed(new Error(`${args.join(' ')} ended with ${code}.`));
			} else {
				ended(first);
			}
		});
	});
}
