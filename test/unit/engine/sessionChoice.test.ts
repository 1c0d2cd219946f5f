import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { SessionEntry } from '../../../src/flowlu/sessionEntry';
import { chooseSession, documentMetadata, missingAccount, type SessionHints } from '../../../src/engine/sessionChoice';
import { parseDocument } from '../../../src/http/document/parse';

function entry(account: string, label: string, { active = false, domain = 'flowlu.com' } = {}): SessionEntry {
	const origin = `https://${account}.${domain}`;
	const session = {
		id: `${account}/${label}`,
		account: { name: account, origin },
		grant: 'apiKey',
		label,
		tail: '1234',
	} as const;
	return { session, accountKind: 'production', active, addedAt: 0 };
}

const first = entry('acme', 'Main', { active: true });
const second = entry('acme', 'Read only');
const other = entry('globex', 'Main', { active: true });
/** Its address does not follow from its name. */
const older = entry('initech', 'Main', { domain: 'flowlu.ru' });

/** The label of the chosen session, or the kind of the outcome. */
function outcome(entries: readonly SessionEntry[], hints: Partial<SessionHints>): string {
	const choice = chooseSession(entries, { target: 'crm/lead/list', ...hints });
	return choice.kind === 'session' ? choice.entry.session.id : choice.kind;
}

suite('Choice of the session that sends', () => {
	const cases: readonly [
		title: string,
		entries: readonly SessionEntry[],
		hints: Partial<SessionHints>,
		expected: string,
	][] = [
		['nothing is configured', [], {}, 'noSession'],
		['one session', [second], {}, 'acme/Read only'],
		['several of one account: the active one', [first, second], {}, 'acme/Main'],
		['several accounts', [first, second, other], {}, 'ambiguous'],
		['the user chose for the document', [first, second, other], { chosen: 'globex/Main' }, 'globex/Main'],
		['a choice that was removed since', [first, second], { chosen: 'acme/Gone' }, 'acme/Main'],
		['the account by its name', [first, second, other], { account: 'globex' }, 'globex/Main'],
		['the account by its name in other case', [first, second, older], { account: 'Initech' }, 'initech/Main'],
		['the account by its host', [first, other], { account: 'globex.flowlu.com' }, 'globex/Main'],
		['the account by its address', [first, other], { account: 'https://globex.flowlu.com/x' }, 'globex/Main'],
		['an account that is not configured', [first, other], { account: 'initech' }, 'unknownAccount'],
		['the key by its label', [first, second], { key: 'Read only' }, 'acme/Read only'],
		['a label that two accounts have', [first, other], { key: 'Main' }, 'ambiguous'],
		['a label of the named account', [first, other], { key: 'Main', account: 'globex' }, 'globex/Main'],
		['a key that is not configured', [first, second], { key: 'Gone' }, 'unknownKey'],
		[
			'the words of the block before the choice',
			[first, other],
			{ account: 'acme', chosen: 'globex/Main' },
			'acme/Main',
		],
		[
			'an address of a configured account',
			[first, other],
			{ target: 'https://globex.flowlu.com/api/x' },
			'globex/Main',
		],
		['an address anywhere else', [first], { target: 'https://evil.example/' }, 'foreignOrigin'],
		['the same host by http', [first], { target: 'http://acme.flowlu.com/' }, 'foreignOrigin'],
		['the same host on another port', [first], { target: 'https://acme.flowlu.com:8443/' }, 'foreignOrigin'],
		[
			'an address of another account than the named one',
			[first, other],
			{ target: 'https://globex.flowlu.com/', account: 'acme' },
			'unknownAccount',
		],
		['the account above the first request', [first, other], { document: { account: 'globex' } }, 'globex/Main'],
		[
			'the account above the first request before the choice',
			[first, other],
			{ document: { account: 'acme' }, chosen: 'globex/Main' },
			'acme/Main',
		],
		[
			'the block before what stands above the first request',
			[first, second, other],
			{ account: 'globex', document: { account: 'acme', key: 'Read only' } },
			'globex/Main',
		],
		[
			'the address before what stands above the first request',
			[first, second, other],
			{ target: 'https://globex.flowlu.com/', document: { account: 'acme', key: 'Read only' } },
			'globex/Main',
		],
		[
			'the key above the first request, at an address of its account',
			[first, second, other],
			{ target: 'https://acme.flowlu.com/', document: { account: 'acme', key: 'Read only' } },
			'acme/Read only',
		],
		['the key above the first request', [first, second], { document: { key: 'Read only' } }, 'acme/Read only'],
		[
			'the key of the block before that above the first request',
			[first, second],
			{ key: 'Main', document: { key: 'Read only' } },
			'acme/Main',
		],
		['the default account', [first, second, other], { defaultAccount: 'https://acme.flowlu.com' }, 'acme/Main'],
		[
			'the choice before the default account',
			[first, second, other],
			{ defaultAccount: 'https://acme.flowlu.com', chosen: 'globex/Main' },
			'globex/Main',
		],
		[
			'the words of the block before the default account',
			[first, second, other],
			{ defaultAccount: 'https://acme.flowlu.com', account: 'globex' },
			'globex/Main',
		],
		[
			'a default account that has no key',
			[first, second, other],
			{ defaultAccount: 'https://gone.flowlu.com' },
			'ambiguous',
		],
		['an unknown account above the first request', [first], { document: { account: 'initech' } }, 'unknownAccount'],
		['an unknown key above the first request', [first], { document: { key: 'Gone' } }, 'unknownKey'],
	];
	for (const [title, entries, hints, expected] of cases) {
		test(title, () => {
			assert.equal(outcome(entries, hints), expected);
		});
	}
});

suite('The account whose key is missing', () => {
	const cases: readonly [
		title: string,
		entries: readonly SessionEntry[],
		hints: Partial<SessionHints>,
		origin: string | undefined,
	][] = [
		['nothing is configured or named', [], {}, undefined],
		['nothing is configured, the text names one', [], { account: 'acme' }, 'https://acme.flowlu.com'],
		['nothing is configured, the address is of one', [], { target: 'https://a.flowlu.ru/x' }, 'https://a.flowlu.ru'],
		['the named one', [first], { account: 'initech' }, 'https://initech.flowlu.com'],
		['the one that the address is of', [first], { target: 'https://b.flowlu.com/x' }, 'https://b.flowlu.com'],
		['the one that has no key of the name', [first, second], { key: 'Gone' }, 'https://acme.flowlu.com'],
		['one of several has no key of the name', [first, other], { key: 'Gone' }, undefined],
		[
			'the address is of another account than the named one',
			[first, other],
			{ account: 'acme', target: 'https://globex.flowlu.com/' },
			undefined,
		],
		['a host that the text chose', [first], { account: 'evil.example' }, undefined],
		['a host that only looks like one', [first], { account: 'acme.flowlu.com.evil.example' }, undefined],
		['an address of a host that the text chose', [], { target: 'https://evil.example/' }, undefined],
		['an address without encryption', [first], { target: 'http://b.flowlu.com/' }, undefined],
		['an address on another port', [first], { target: 'https://b.flowlu.com:8443/' }, undefined],
	];
	for (const [title, entries, hints, expected] of cases) {
		test(title, () => {
			const choice = chooseSession(entries, { target: 'crm/lead/list', ...hints });
			assert.ok(choice.kind !== 'session' && choice.kind !== 'ambiguous');
			assert.equal(missingAccount(choice)?.origin, expected);
		});
	}
});

suite('What stands above the first request', () => {
	const cases: readonly [text: string, account: string | undefined, key: string | undefined][] = [
		['', undefined, undefined],
		['# @account acme\n', 'acme', undefined],
		['# @account acme\n# @key Main\n\n### List\nGET a/b/list\n', 'acme', 'Main'],
		['@host = x\n\n###\n# @key Main\n\n###\nGET a/b/list\n', undefined, 'Main'],
		['# @account acme\n\n###\n# @account globex\n\n###\nGET a/b/list\n', 'acme', undefined],
		['# @account acme\nGET a/b/list\n', undefined, undefined],
		['GET a/b/list\n\n###\n# @account acme\n', undefined, undefined],
	];
	for (const [text, account, key] of cases) {
		test(JSON.stringify(text), () => {
			assert.deepEqual(documentMetadata(parseDocument(text)), { account, key });
		});
	}
});
