import fc from 'fast-check';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { suite, suiteSetup, test } from 'mocha';
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
	'first\n^a^touch pwned^\n^\n>^',
	'\u0015\u0017\u000B touch pwned\u007F\u0016\u0012\u0010\n',
	`${'a'.repeat(4090)}'\n;touch pwned;\n'`,
	`${"\\'".repeat(300)}\n;touch pwned;`,
	'%s%n%%\\n\\0101\\x41',
	' leading and trailing \n\n',
];

/** Longer than an argument of a program can be. */
const longBody = 'b'.repeat(140_000);

const isPythonThere = spawnSync('python3', ['-c', 'import pty']).status === 0;

/** What became of commands that were pasted into a shell. */
interface Pasted {
	readonly texts: readonly string[];
	/** The bodies that curl was to send. */
	readonly sent: readonly string[];
	/** Did something else run? */
	readonly isHurt: boolean;
}

/** Pastes each text in a command of its own. */
async function paste({ command }: Shell, bracketed: boolean): Promise<Pasted> {
	const random = fc.sample(
		fc.string({
			unit: fc.constantFrom(...Array.from('aé \'"\\\\$`!*?[]{}#&;|<>()~=%+^\n\t\r\u0003\u001B')),
			maxLength: 40,
		}),
		20,
	);
	// fish draws the whole line at each key, and takes minutes for that.
	const texts = [...bodies, ...random, ...(command[0] === 'fish' ? [] : [longBody])];
	const folder = mkdtempSync(join(tmpdir(), 'paste-'));
	try {
		mkdirSync(join(folder, 'bin'));
		const curl = join(folder, 'bin/curl');
		const noteInput = 'case $* in *@-) cat;; esac';
		writeFileSync(curl, `#!/bin/sh\n{ printf '%s\\0' "$@"; ${noteInput}; } > ran.part && mv ran.part ran\n`);
		chmodSync(curl, 0o755);
		const pasting = spawn('python3', ['test/support/paste.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
		pasting.stdin.end(JSON.stringify({ shell: command, bracketed, folder, texts: texts.map(commandFor) }));
		const { runs, seen } = JSON.parse(await readText(pasting.stdout)) as {
			readonly runs: readonly (string | null)[];
			readonly seen: string;
		};
		const sent = runs.map((file, index) => {
			assert.ok(file !== null, `${JSON.stringify(texts[index])} did not run: ${JSON.stringify(seen.slice(-1000))}`);
			const args = readFileSync(file, 'utf8').split('\0');
			assert.deepEqual(args.slice(0, 5), ['-X', 'POST', 'https://a.b/c?api_key=key', '-H', "A: it's \\"]);
			return args[5] === '--data-binary' ? args.slice(7).join('\0') : args.slice(6, -1).join('\0');
		});
		return { texts, sent, isHurt: readdirSync(folder).includes('pwned') };
	} finally {
		rmSync(folder, { recursive: true, maxRetries: 5 });
	}
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

suite('copied commands, pasted into a terminal', () => {
	const pasted = new Map<string, Promise<Pasted>>();

	// All at once: a terminal is mostly waited for.
	suiteSetup(() => {
		for (const shell of isPythonThere ? shells : []) {
			const [name = ''] = shell.command;
			for (const bracketed of spawnSync(name, ['-c', 'true']).status === 0 ? shell.bracketed : []) {
				const result = paste(shell, bracketed);
				// Its own test tells of it.
				result.catch(() => undefined);
				pasted.set(titleOf(shell, bracketed), result);
			}
		}
	});

	for (const shell of shells) {
		for (const bracketed of shell.bracketed) {
			test(titleOf(shell, bracketed), async function () {
				const result = pasted.get(titleOf(shell, bracketed));
				if (result === undefined) {
					this.skip();
				}
				this.timeout(120_000);
				const { texts, sent, isHurt } = await result;
				assert.deepEqual(sent, texts);
				assert.equal(isHurt, false);
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

function titleOf({ command: [name = ''] }: Shell, bracketed: boolean): string {
	return `are one command of ${name}${bracketed ? ', with bracketed paste' : ''}`;
}
