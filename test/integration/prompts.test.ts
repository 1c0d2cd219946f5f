import * as assert from 'node:assert/strict';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { StepPlace } from '../../src/ui/prompts/multiStep';
import { ownText } from '../../src/ui/messages/windowRedactor';
import { promptChoice } from '../../src/ui/prompts/promptChoice';
import { promptText, type Accepted, type TextPrompt } from '../../src/ui/prompts/promptText';

const place: StepPlace = { title: 'Test', step: 2, totalSteps: 3, canGoBack: true };

/** Presses Enter by itself, so that no test has to type. */
const submitted: TextPrompt<string> = {
	prompt: 'A text',
	value: 'typed',
	submit: true,
	check: () => undefined,
	accept: text => Promise.resolve({ value: text }),
};

async function press(key: 'Escape' | 'Back' | 'Enter'): Promise<void> {
	const commands = {
		Escape: 'workbench.action.closeQuickOpen',
		Back: 'workbench.action.quickInputBack',
		Enter: 'workbench.action.acceptSelectedQuickOpenItem',
	} as const;
	await vscode.commands.executeCommand(commands[key]);
}

/** Goes on when `accept` is called, which is when the box is shown. */
function gate(): { readonly opened: Promise<AbortSignal>; readonly open: (signal: AbortSignal) => void } {
	let open: (signal: AbortSignal) => void = () => undefined;
	const opened = new Promise<AbortSignal>(resolve => {
		open = resolve;
	});
	return { opened, open };
}

suite('prompts', () => {
	teardown(() => press('Escape'));

	test('give the value of the text that was accepted', async () => {
		assert.deepEqual(await promptText(place, submitted), { kind: 'answer', value: 'typed' });
	});

	for (const [key, kind] of [
		['Escape', 'dismissed'],
		['Back', 'back'],
	] as const) {
		test(`${key} gives up the work that goes on`, async () => {
			const { opened, open } = gate();
			const answer = promptText(place, {
				...submitted,
				accept: (_text, signal) => {
					open(signal);
					return new Promise(() => undefined);
				},
			});
			const signal = await opened;
			await press(key);
			assert.deepEqual([await answer, signal.aborted], [{ kind }, true]);
		});
	}

	for (const key of ['Escape', 'Back'] as const) {
		const ends: readonly [what: string, finish: () => Promise<Accepted<string>>][] = [
			['a value', () => Promise.resolve({ value: 'late' })],
			['a problem', () => Promise.resolve({ problem: 'Late.' })],
			['an error', () => Promise.reject(new Error('Late.'))],
		];
		for (const [what, finish] of ends) {
			test(`${what} that comes after ${key}, cancelled or not, counts for nothing`, async () => {
				const { opened, open } = gate();
				let late: Promise<unknown> = Promise.resolve();
				let come: () => void = () => undefined;
				const answer = promptText<string>(place, {
					...submitted,
					accept: (_text, signal) => {
						open(signal);
						const working = new Promise<void>(resolve => {
							come = resolve;
						}).then(finish);
						late = working;
						return working;
					},
				});
				await opened;
				await press(key);
				const given = await answer;
				come();
				await late.catch(() => undefined);
				assert.deepEqual([given, await answer], [given, { kind: key === 'Back' ? 'back' : 'dismissed' }]);
			});
		}
	}

	test('Enter while the work behind it goes on begins no second one', async () => {
		const { opened, open } = gate();
		let begun = 0;
		let finish: () => void = () => undefined;
		const answer = promptText<string>(place, {
			...submitted,
			accept: (text, signal) => {
				begun++;
				open(signal);
				return new Promise(resolve => {
					finish = () => {
						resolve({ value: text });
					};
				});
			},
		});
		await opened;
		await press('Enter');
		await press('Enter');
		finish();
		assert.deepEqual([await answer, begun], [{ kind: 'answer', value: 'typed' }, 1]);
	});

	for (const [title, accepted, expected] of [
		['its result', { value: 'saved' }, 'answer'],
		['why it failed', { problem: 'The keyring is locked.' }, 'The keyring is locked.'],
	] as const) {
		test(`Escape comes too late for work that is beyond recall, which still gives ${title}`, async () => {
			const { opened, open } = gate();
			let finish: () => void = () => undefined;
			const answer = promptText<string>(place, {
				...submitted,
				final: true,
				accept: (_text, signal) => {
					open(signal);
					return new Promise(resolve => {
						finish = () => {
							resolve(accepted);
						};
					});
				},
			}).then(
				({ kind }) => kind,
				(error: unknown) => (error instanceof Error ? error.message : ''),
			);
			await opened;
			await press('Escape');
			finish();
			assert.equal(await answer, expected);
		});
	}

	test('a problem keeps the box open', async () => {
		const { opened, open } = gate();
		const answer = promptText(place, {
			...submitted,
			accept: (_text, signal) => {
				open(signal);
				return Promise.resolve({ problem: 'Not good.' });
			},
		});
		await opened;
		const state = await Promise.race([answer, new Promise(resolve => setImmediate(resolve, 'open'))]);
		await press('Escape');
		assert.deepEqual([state, await answer], ['open', { kind: 'dismissed' }]);
	});

	test('an error in the text keeps Enter from being accepted', async () => {
		let accepted = 0;
		const answer = promptText(place, {
			...submitted,
			check: () => ({ severity: 'error', message: 'Not good.' }),
			accept: text => {
				accepted++;
				return Promise.resolve({ value: text });
			},
		});
		await press('Escape');
		assert.deepEqual([await answer, accepted], [{ kind: 'dismissed' }, 0]);
	});

	test('what fails behind Enter fails the prompt', async () => {
		const failing = { ...submitted, accept: () => Promise.reject(new Error('The keyring is locked.')) };
		await assert.rejects(promptText(place, failing), { message: 'The keyring is locked.' });
	});

	test('a choice gives the value of its row', async () => {
		const answer = promptChoice(place, {
			placeholder: ownText('One of'),
			choices: [
				{ label: ownText('First'), value: 1 },
				{ label: ownText('Second'), value: 2 },
			],
		});
		await press('Enter');
		assert.deepEqual(await answer, { kind: 'answer', value: 1 });
	});

	test('a choice can be gone back from and dismissed', async () => {
		const choice = { placeholder: ownText('One of'), choices: [{ label: ownText('First'), value: 1 }] };
		const first = promptChoice(place, choice);
		await press('Back');
		const second = promptChoice(place, choice);
		await press('Escape');
		assert.deepEqual([await first, await second], [{ kind: 'back' }, { kind: 'dismissed' }]);
	});
});
