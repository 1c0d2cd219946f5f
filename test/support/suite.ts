import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm test` adds up: tests, where a failing hook counts as a failed one. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
	/** Titles and messages of those that failed, for the end of a long output. */
	readonly failures?: readonly string[];
}

/**
 * Runs the bundled tests of a folder with mocha and prints how many passed and failed; the counts are also written as
 * JSON to the file that the variable FLOWLU_TEST_COUNTS names. FLOWLU_TEST_GREP picks tests by title, FLOWLU_TEST_FILE one file.
 *
 * @param seconds how long a test may take unless it says otherwise: a limit for what hangs, as a busy machine needs ten times as long as an idle one
 * @throws {Error} when a test failed or none ran
 */
export async function runSuite(folder: string, { seconds = 60 }: { readonly seconds?: number } = {}): Promise<void> {
	process.setSourceMapsEnabled(true);
	const grep = process.env['FLOWLU_TEST_GREP'];
	const mocha = new Mocha({ ui: 'tdd', timeout: seconds * 1000, color: true, ...(grep ? { grep } : {}) });
	const only = process.env['FLOWLU_TEST_FILE'];
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
		name => name.endsWith('.test.js') && (!only || name === only),
	);
	for (const name of names.sort()) {
		mocha.addFile(join(folder, name));
	}
	const counts = await run(mocha);
	const { passed, failed } = counts;
	console.log(`${passed} passed, ${failed} failed`);
	const file = process.env['FLOWLU_TEST_COUNTS'];
	if (file) {
		writeFileSync(file, JSON.stringify(counts));
	}
	if (failed > 0 || passed === 0) {
		throw new Error(failed > 0 ? `${failed} tests failed.` : `No test ran in ${folder}.`);
	}
}

/** As {@link runSuite}, for a process that does nothing else: its exit code is the result. */
export async function runSuiteAsProcess(folder: string, options: { readonly seconds?: number } = {}): Promise<void> {
	try {
		await runSuite(folder, options);
	} catch (error) {
		// A rejection left to Node would end in exit code 0: mocha listens for those too.
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}

function run(mocha: Mocha): Promise<Counts> {
	return new Promise(resolve => {
		const failures: string[] = [];
		const runner = mocha.run(() => {
			resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 1, failures });
		});
		runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (failed, error: unknown) => {
			failures.push(`${failed.fullTitle()}: ${error instanceof Error ? error.message : String(error)}`);
		});
	});
}
