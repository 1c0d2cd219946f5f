import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { suite, test } from 'mocha';

/** What a process with this environment calls its computer. */
function computerIn(environment: Readonly<Record<string, string>>): string {
	const env = { ...process.env, ...environment };
	return execFileSync(process.execPath, [join(__dirname, 'computer.child.js')], { env, encoding: 'utf8' });
}

suite('the computer of a process', () => {
	test('is another in each distribution of WSL, which have the name of one computer', () => {
		const names = [{}, { WSL_DISTRO_NAME: 'Ubuntu' }, { WSL_DISTRO_NAME: 'Debian' }].map(computerIn);
		assert.equal(new Set(names).size, 3, names.join(''));
	});
});
