import fc from 'fast-check';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import { commandText } from '../../../src/http/curl/commandText';

interface Shell {
	readonly command: readonly string[];
	readonly bracketed: readonly boolean[];
}

/** Each without the user's configuration. dash has no editor of lines, so no terminal brackets what is pasted there. */
const shells: readonly Shell[] = [
	{ command: ['bash', '--norc', '--noprofile', '-i'], bracketed: [false, true] },
	{ command: ['zsh', '-f', '-i'], bracketed: [false, true] },
	{ command: ['fish', '--no-config', '-i'], bracketed: [false, true] },
	{ command: ['dash', '-i'], bracketed: [false] },
];

/** Bodies of which a shell could run something. */
const bodies: readonly string[] = [
	'',
	'=ls',
	'hello\u0003\ntouch pwned\nbye',
	'a\u0004\u001A\u001C\u0000b',
	"\\'; touch pwned; '",
	"'; touch pwned; \\",
	'\\\\',
	"\\\\'\\\\''",
	'{\n\t"a": "b\\n\\"c\\"",\n\t"ä": "it\'s €😀"\n}',
	'\u001B[201~\ntouch pwned\n',
	'\u009B201~\rtouch pwned\r',
	'$(touch pwned) `touch pwned` ${x} $x !! !touch',
	'first\n!!\n!-1\n!touch pwned\n',
	'\u0015\u0017\u000B touch pwned\u007F\u0016\u0012\u0010\n',
	`${'a'.repeat(4090)}'\n;touch pwned;\n'`,
	`${"\\'".repeat(300)}\n;touch pwned;`,
	'%s%n%%\\n\\0101\\x41',
	' leading and trailing \n\n',
];

/** Longer than an argument of a program can be. */
const longBody = 'b'.repeat(140_000);

const isPythonThere = spawnSync('python3', ['-c', 'import pty']).status === 0;

suite('copied commands, pasted into a terminal', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'paste-'));
		mkdirSync(join(folder, 'bin'));
		const curl = join(folder, 'bin/curl');
		const noteInput = 'case $* in *@-) cat;; esac';
		writeFileSync(curl, `#!/bin/sh\n{ printf '%s\\0' "$@"; ${noteInput}; } > ran.part && mv ran.part ran\n`);
		chmodSync(curl, 0o755);
	});
	teardown(() => {
		rmSync(folder, { recursive: true, maxRetries: 5 });
	});

	/** The texts that curl was to send, each in a command that was pasted. */
	function sentBodies({ command }: Shell, bracketed: boolean, texts: readonly string[]): readonly string[] {
		const input = JSON.stringify({
			shell: command,
			bracketed,
			folder,
			texts: texts.map(commandFor),
		});
		const { stdout, stderr } = spawnSync('python3', ['test/support/paste.py'], {
			input,
			encoding: 'utf8',
			timeout: 110_000,
		});
		assert.equal(stderr, '');
		const { runs, seen } = JSON.parse(stdout) as { runs: readonly (string | null)[]; seen: string };
		return runs.map((file, index) => {
			assert.ok(file !== null, `${JSON.stringify(texts[index])} did not run: ${JSON.stringify(seen.slice(-1000))}`);
			const args = readFileSync(file, 'utf8').split('\0');
			assert.deepEqual(args.slice(0, 5), ['-X', 'POST', 'https://a.b/c?api_key=key', '-H', "A: it's \\"]);
			return args[5] === '--data-binary' ? args.slice(7).join('\0') : args.slice(6, -1).join('\0');
		});
	}

	function commandFor(text: string): string {
		const made = commandText(
			{ method: 'POST', url: 'https://a.b/c', headers: [['A', "it's \\"]] },
			{ text },
			{ grant: 'apiKey', redact: part => part },
		);
		assert.ok(made.ok);
		assert.doesNotMatch(made.text, /[^\P{Cc}\n]/u);
		return made.text;
	}

	for (const shell of shells) {
		const [name = ''] = shell.command;
		for (const bracketed of shell.bracketed) {
			test(`are one command of ${name}${bracketed ? ', with bracketed paste' : ''}`, function () {
				if (!isPythonThere || spawnSync(name, ['-c', 'true']).status !== 0) {
					this.skip();
				}
				this.timeout(120_000);
				const random = fc.sample(
					fc.string({
						unit: fc.constantFrom(...Array.from('aé \'"\\\\$`!*?[]{}#&;|<>()~=%+^\n\t\r\u0003\u001B')),
						maxLength: 40,
					}),
					20,
				);
				// fish draws the whole line at each key, and takes minutes for that.
				const texts = [...bodies, ...random, ...(name === 'fish' ? [] : [longBody])];
				assert.deepEqual(sentBodies(shell, bracketed, texts), texts);
				assert.equal(readdirSync(folder).includes('pwned'), false);
			});
		}
	}

	test('are refused where an address or a header would have a control character or be cut', () => {
		const made = (value: string) =>
			commandText({ method: 'GET', url: 'https://a.b', headers: [['A', value]] }, undefined, {
				grant: 'password',
				redact: part => part,
			});
		for (const value of ['a\tb', 'a\u0003', '\u009Bx', '\u007F']) {
			assert.deepEqual(made(value), { ok: false, reason: 'controlCharacter' });
		}
		assert.deepEqual(made('a'.repeat(1000)), { ok: false, reason: 'longLine' });
		assert.deepEqual(made('é'), { ok: false, reason: 'headerBeyondAscii' });
	});
});
