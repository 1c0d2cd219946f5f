import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { githubAnnotation } from '../../../src/cli/output/githubAnnotation';
import { createTerminal } from '../../../src/cli/output/terminal';
import { terminalWords } from '../../../src/cli/terminalWords';
import type { Blocked } from '../../../src/engine/outcome';
import { problemAt } from '../../../src/http/problem';
import { blockedMessage } from '../../../src/messages/blockedMessages';
import { describeFault } from '../../../src/messages/faultMessages';
import { printable } from '../../../src/messages/printable';
import { NetworkError, type NetworkFailure } from '../../../src/net/networkErrors';
import { createRedactor } from '../../../src/net/redaction/redact';

suite('output of the command line', () => {
	const redactor = createRedactor();

	test('what a response holds does nothing to a terminal', () => {
		assert.equal(
			printable('\u001B[31mred\u0007\u009B2J \u202Eright\nnext\r\t'),
			String.raw`\x1b[31mred\x07\x9b2J \u202eright\nnext\r\t`,
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), text => {
				assert.doesNotMatch(printable(text), /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
			}),
		);
	});

	test('nor is it a command to a build server', () => {
		assert.equal(printable('a ##[add-path]x ##vso[task.setvariable]y'), 'a # #[add-path]x # #vso[task.setvariable]y');
		let written = '';
		const stream = { write: (text: string) => (written += text) };
		const terminal = createTerminal({ out: stream, err: stream, env: {}, redactor });
		terminal.line('  ', '::error file=a::b');
		terminal.error(':', ':add-mask::b');
		assert.equal(written, '  : :error file=a::b\n: :add-mask::b\n');
	});

	for (const [what, env, isTTY, isColored] of [
		['on a terminal', {}, true, true],
		['in a file', {}, false, false],
		['with NO_COLOR', { NO_COLOR: '1' }, true, false],
		['in a file, with FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
		['with both', { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
		['on a dumb terminal', { TERM: 'dumb' }, true, false],
	] as const) {
		test(`${isColored ? 'colours' : 'no colours'} ${what}`, () => {
			let written = '';
			const stream = { isTTY, write: (text: string) => (written += text) };
			createTerminal({ out: stream, err: stream, env, redactor }).line(['green', 'ok'], ' \u001B[0m');
			assert.equal(written, isColored ? '\u001B[32mok\u001B[0m \\x1b[0m\n' : 'ok \\x1b[0m\n');
		});
	}

	test('what is under way is shown on a terminal, in one line, until the next one', () => {
		let written = '';
		const stream = { isTTY: true, columns: 20, write: (text: string) => (written += text) };
		const terminal = createTerminal({ out: stream, err: stream, env: { NO_COLOR: '1' }, redactor });
		terminal.progress('  … First');
		terminal.progress('  … \u001B[31ma long one, of many');
		terminal.line('done');
		terminal.line('next');
		const clear = '\r\u001B[2K';
		assert.equal(written, `  … First${clear}  … \\x1b[31ma long${clear}done\nnext\n`);
	});

	for (const [what, isTTY, env] of [
		['in a file', false, {}],
		['in a build', true, { CI: 'true' }],
		['on a dumb terminal', true, { TERM: 'dumb' }],
	] as const) {
		test(`and not ${what}`, () => {
			let written = '';
			const stream = { isTTY, write: (text: string) => (written += text) };
			createTerminal({ out: stream, err: stream, env, redactor }).progress('  … First');
			assert.equal(written, '');
		});
	}

	test('an annotation is escaped by the rules of GitHub', () => {
		assert.equal(
			githubAnnotation({
				file: redactor.redact('a,b:c%.http'),
				line: 3,
				column: 5,
				title: redactor.redact('one: two'),
				message: redactor.redact('100%\n::warning::x'),
			}),
			'::error file=a%2Cb%3Ac%25.http,line=3,col=5,title=one%3A two::100%25%0A::warning::x',
		);
	});

	test('no reason why nothing was sent speaks of an editor', () => {
		const problems = [problemAt('noResponse', { start: 0, end: 0 }, 'login')];
		// Every scratchpad of a terminal is trusted.
		const all: Readonly<Record<Exclude<Blocked['because'], 'untrusted'>, Blocked>> = {
			underWay: { kind: 'blocked', because: 'underWay', isRun: false },
			changed: { kind: 'blocked', because: 'changed', name: 'login' },
			problems: { kind: 'blocked', because: 'problems', uri: '', problems },
			session: { kind: 'blocked', because: 'session', choice: { kind: 'noSession' } },
			sessionRemoved: { kind: 'blocked', because: 'sessionRemoved', label: 'Main' },
			usesOthers: { kind: 'blocked', because: 'usesOthers' },
		};
		for (const blocked of Object.values(all)) {
			assert.doesNotMatch(terminalWords(blockedMessage(blocked)), /setting|VS Code|window|scratchpad|Send it/u);
		}
	});

	test('no message sends anybody to the settings of VS Code', () => {
		const progresses = (['dns', 'connect', 'tls', 'firstByte', 'body'] as const).map(phase => ({
			progress: { phase, timing: { dns: 1, connect: 1, tls: 1 } },
		}));
		const failures: readonly NetworkFailure[] = [
			'nameNotFound',
			'connectionRefused',
			'connectionReset',
			'hostUnreachable',
		];
		const codes = [
			'CERT_HAS_EXPIRED',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'EPROTO',
			'CERT_UNTRUSTED',
		];
		const errors = [
			...failures.map(failure => new NetworkError(failure, 'a.test', 'CODE')),
			...[{}, ...progresses].map(details => new NetworkError('timeout', 'a.test', 'ETIMEDOUT', details)),
			...['HTTP 407', 'HTTP 502', 'ECONNREFUSED'].map(code => new NetworkError('proxy', 'a.test', code)),
			...codes.map(code => new NetworkError('tls', 'a.test', code)),
			...(['tooLarge', 'malformed', 'other'] as const).map(
				failure => new NetworkError(failure, 'a.test', 'HPE_STRICT'),
			),
		];
		for (const error of errors) {
			assert.doesNotMatch(terminalWords(describeFault(error)), /setting|VS Code|window/u);
		}
	});
});
