import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { chooseSession, documentMetadata } from '../../../src/engine/sessionChoice';
import type { SessionEntry } from '../../../src/flowlu/sessionEntry';
import { parseDocument } from '../../../src/http/document/parse';
import { senderLines } from '../../../src/sessions/senderLines';

function entry(host: string, label: string, active = false): SessionEntry {
	const [name = ''] = host.split('.');
	const session = {
		id: `${host}/${label}`,
		account: { name, origin: `https://${host}` },
		grant: 'apiKey',
		label,
		tail: '',
	} as const;
	return { session, accountKind: 'production', active, addedAt: 0 };
}

const main = entry('acme.flowlu.com', 'Main', true);
const second = entry('acme.flowlu.com', 'Read only');
const namesake = entry('acme.flowlu.ru', 'Main', true);
const other = entry('globex.flowlu.com', 'Main', true);

suite('What a new request says of its sender', () => {
	const cases: readonly [title: string, entries: readonly SessionEntry[], expected: readonly string[]][] = [
		['nothing for the only key', [main], []],
		['nothing for the active key of the only account', [main, second], []],
		['the account where there are several', [main, other], ['# @account acme']],
		['its address where two have its name', [main, namesake], ['# @account https://acme.flowlu.com']],
	];
	for (const [title, entries, expected] of cases) {
		test(title, () => {
			assert.deepEqual(senderLines(main, entries), expected);
		});
	}

	test('nothing where nobody was chosen, and no key where an account was', () => {
		assert.deepEqual(senderLines(undefined, [main, other]), []);
		assert.deepEqual(senderLines(main.session.account, [main, second, other]), ['# @account acme']);
	});

	test('the account that has no key, so that no other one is sent it', () => {
		for (const entries of [[], [other]]) {
			assert.deepEqual(senderLines(main.session.account, entries), ['# @account acme']);
		}
		assert.deepEqual(senderLines(namesake.session.account, []), ['# @account https://acme.flowlu.ru']);
	});

	test('sends it as the session that was chosen', () => {
		const entries = [main, second, namesake, other];
		for (const chosen of entries) {
			const document = parseDocument([...senderLines(chosen, entries), 'GET crm/lead/list'].join('\n'));
			const [block] = document.blocks;
			assert.ok(block);
			const { account, key, target } = block;
			const choice = chooseSession(entries, { account, key, target, document: documentMetadata(document) });
			assert.deepEqual(choice, { kind: 'session', entry: chosen });
		}
	});
});
