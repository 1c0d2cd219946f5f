import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { Account } from '../../../src/flowlu/account';
import type { SessionEntry } from '../../../src/flowlu/sessionEntry';
import { accountsOf } from '../../../src/sessions/accountsOf';
import { freeLabel, labelProblem, maxLabelLength, type LabelProblem } from '../../../src/sessions/labels';

const acme: Account = { name: 'acme', origin: 'https://acme.flowlu.com' };
const globex: Account = { name: 'globex', origin: 'https://globex.flowlu.com' };

function entry(account: Account, label: string): SessionEntry {
	const session = { id: `${account.name}/${label}`, account, grant: 'apiKey', label, tail: '' } as const;
	return { session, accountKind: 'production', active: false, addedAt: 0 };
}

const entries = [entry(acme, 'Main'), entry(globex, 'Other'), entry(acme, 'Main 2')];

suite('Labels', () => {
	const cases: readonly [title: string, account: Account, text: string, expected: LabelProblem | undefined][] = [
		['a new one', acme, 'Reports', undefined],
		['the longest', acme, 'x'.repeat(maxLabelLength), undefined],
		['one character more', acme, 'x'.repeat(maxLabelLength + 1), 'tooLong'],
		['nothing but space', acme, '  ', 'empty'],
		['one that the account has', acme, ' Main ', 'taken'],
		['one that another account has', acme, 'Other', undefined],
	];
	for (const [title, account, text, expected] of cases) {
		test(title, () => {
			assert.equal(labelProblem(entries, account, text), expected);
		});
	}

	test('a suggestion is numbered within its account', () => {
		assert.deepEqual(
			[freeLabel(entries, acme, 'Main'), freeLabel(entries, globex, 'Main'), freeLabel([], acme, 'Main')],
			['Main 3', 'Main', 'Main'],
		);
	});

	test('a suggestion is never longer than a label may be', () => {
		const long = 'x'.repeat(100);
		const first = freeLabel(entries, acme, long);
		const second = freeLabel([entry(acme, first)], acme, long);
		assert.deepEqual([labelProblem(entries, acme, first), labelProblem(entries, acme, second)], [undefined, undefined]);
		assert.notEqual(first, second);
	});
});

test('accounts of sessions come once each, by origin', () => {
	const renamed = entry({ ...acme, name: '127.0.0.1' }, 'Third');
	assert.deepEqual(accountsOf([...entries, renamed]), [
		{ ...acme, kind: 'production' },
		{ ...globex, kind: 'production' },
	]);
});
