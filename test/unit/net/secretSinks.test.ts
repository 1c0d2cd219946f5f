import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import { createRedactor, type Redactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { beginningOf, type ShownText } from '../../../src/net/redaction/shownText';
import type { Log } from '../../../src/ui/log';
import type { PickItem } from '../../../src/ui/prompts/pick';
import type { codeText, copyText, documentSymbol, quickFix, ShownCommand, showProgress } from '../../../src/ui/shown';
import type { StatusItem } from '../../../src/ui/views/statusItems';
import type { shownParagraphs, TreeRow } from '../../../src/ui/views/trees';

suite('A sink of texts', () => {
	const text = randomBytes(20).toString('base64url');
	const secret = new Secret(text);
	const taken: unknown[] = [];
	const nothing = createRedactor().redact('');
	const take = (given: string): ShownText => {
		taken.push(given);
		return nothing;
	};
	const log: Pick<Log, 'info' | 'warn'> = { info: take, warn: take };
	const redactor: Pick<Redactor, 'redact'> = { redact: take };

	// Each has an error that is expected: without one, the types are no guard any more and this file does not compile.
	const attempts: Readonly<Record<string, () => void>> = {
		'the log': () => {
			// @ts-expect-error a secret is no line of a log
			log.info(secret);
		},
		'a warning': () => {
			// @ts-expect-error nor a warning
			log.warn(secret);
		},
		'the redactor': () => {
			// @ts-expect-error nor something to redact
			redactor.redact(secret);
		},
		'an address': () => {
			// @ts-expect-error nor a part of an address
			take(encodeURIComponent(secret));
		},
		'a parameter': () => {
			// @ts-expect-error nor the value of a parameter
			take(new URLSearchParams({ api_key: secret }).toString());
		},
		'a message of an error': () => {
			// @ts-expect-error nor what an error says
			take(new Error(secret).message);
		},
		'a list of texts': () => {
			// @ts-expect-error nor one of many
			const texts: string[] = [secret];
			take(texts.join());
		},
	};

	test('takes no text that no redactor has looked through, and none that was cut or put together since', () => {
		const raw = 'https://acme.flowlu.com';
		const shown = createRedactor().redact(raw);
		// @ts-expect-error a text of anywhere is no title of a lens
		const lens: ShownCommand = { command: '', title: raw, tooltip: shown };
		// @ts-expect-error nor is the beginning of one that was looked through
		const cut: ShownCommand = { command: '', title: shown.slice(0, 10), tooltip: shown };
		// @ts-expect-error nor one with something before it
		const joined: Parameters<typeof codeText>[0] = `GET ${shown}`;
		// @ts-expect-error nor is it copied
		const copied: Parameters<typeof copyText>[0] = raw;
		// @ts-expect-error nor a label of the outline
		const label: Parameters<typeof documentSymbol>[0] = { label: raw, detail: shown };
		// @ts-expect-error nor a row of a tree
		const row: TreeRow = { label: raw };
		// @ts-expect-error nor what is beside it
		const beside: TreeRow = { label: shown, description: `${shown} · ${raw}` };
		// @ts-expect-error nor what is told of it
		const told: TreeRow = { label: shown, tooltip: raw };
		// @ts-expect-error nor a paragraph of that
		const paragraph: Parameters<typeof shownParagraphs>[0] = raw;
		// @ts-expect-error nor one of several things to choose
		const choice: PickItem = { label: raw };
		// @ts-expect-error nor in the status bar
		const status: Parameters<StatusItem['show']>[0] = { icon: 'key', text: raw, tooltip: shown };
		// @ts-expect-error nor the title of a fix
		const fix: Parameters<typeof quickFix>[0] = raw;
		// @ts-expect-error nor of what goes on
		const progress: Pick<Parameters<typeof showProgress>[0], 'title'> = { title: raw };
		assert.deepEqual(
			[lens.title, cut.title, joined, copied, label.label, row.label, beside.description, told.tooltip]
				.concat([paragraph, choice.label, status.text, fix, progress.title])
				.filter(text => typeof text !== 'string'),
			[],
		);
		// @ts-expect-error nor is it cut before it was looked through
		assert.equal(beginningOf(raw, 10), 'https://a…');
		assert.equal(beginningOf(shown, 10), 'https://a…');
	});

	for (const [sink, attempt] of Object.entries(attempts)) {
		test(`takes no secret by its type, and gets only dots where the types are got around: ${sink}`, () => {
			taken.length = 0;
			attempt();
			assert.match(decodeURIComponent(taken.map(String).join()), /^(?:api_key=)?•••$/u);
		});
	}
});
