import * as assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { Refusals, type Refusal } from '../../src/features/sending/outcomes/refusals';
import type { Session } from '../../src/flowlu/session';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

function refusalOf(id: string, block = 0): Refusal {
	const session: Session = { id, account, grant: 'apiKey', label: id, tail: '' };
	return { session, request: 'GET crm/lead/list', message: 'Access denied', block };
}

suite('refused in use', () => {
	let refusals: Refusals;
	let now: number;
	let said: string[];
	/** Answers the questions that are open, oldest first. */
	let answers: ((renew: boolean) => void)[];
	let renewed: boolean;
	setup(() => {
		now = 1_000_000;
		said = [];
		answers = [];
		renewed = true;
		refusals = new Refusals(
			{
				ask: ({ session }) => {
					said.push(`ask ${session.id}`);
					return new Promise(resolve => answers.push(resolve));
				},
				renew: ({ id }) => {
					said.push(`renew ${id}`);
					return Promise.resolve(renewed);
				},
				suggestSendingAgain: ({ block }) => {
					said.push(`again ${block}`);
					return Promise.resolve();
				},
			},
			() => now,
		);
	});

	test('one question a session, for any number of requests', async () => {
		const notes = Array.from({ length: 100 }).flatMap((_, block) => [
			refusals.note(refusalOf('a', block)),
			refusals.note(refusalOf('b', block)),
		]);
		assert.deepEqual(said, ['ask a', 'ask b']);
		for (const answer of answers) {
			answer(false);
		}
		await Promise.all(notes);
		assert.deepEqual(said, ['ask a', 'ask b']);
	});

	test('no question for a minute after one was closed, and one after that', async () => {
		const first = refusals.note(refusalOf('a'));
		now += 500_000;
		answers[0]?.(false);
		await first;
		now += 59_999;
		await refusals.note(refusalOf('a'));
		void refusals.note(refusalOf('b'));
		now += 1;
		void refusals.note(refusalOf('a'));
		assert.deepEqual(said, ['ask a', 'ask b', 'ask a']);
	});

	test('the request is offered to be sent again once the session is renewed, and is never sent by itself', async () => {
		const note = refusals.note(refusalOf('a', 7));
		answers[0]?.(true);
		await note;
		assert.deepEqual(said, ['ask a', 'renew a', 'again 7']);
	});

	test('nothing is offered when it was not renewed', async () => {
		renewed = false;
		const note = refusals.note(refusalOf('a'));
		answers[0]?.(true);
		await note;
		assert.deepEqual(said, ['ask a', 'renew a']);
	});
});
