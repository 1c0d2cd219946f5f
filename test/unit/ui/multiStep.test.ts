import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { runSteps, type Step, type StepPlace } from '../../../src/ui/prompts/multiStep';

/** Three questions, of which the last gives all answers; each question takes the next reply, `back` and `dismissed` among them. */
async function run(replies: readonly string[]): Promise<{ result: string | undefined; places: readonly string[] }> {
	const places: string[] = [];
	const rest = [...replies];
	function ask(before: readonly string[]): Step<string> {
		return place => {
			places.push(describe(place, before));
			const reply = rest.shift() ?? 'dismissed';
			if (reply === 'back' || reply === 'dismissed') {
				return Promise.resolve({ kind: reply });
			}
			const answers = [...before, reply];
			return Promise.resolve(
				answers.length === 3 ? { kind: 'done', value: answers.join(' ') } : { kind: 'next', step: ask(answers) },
			);
		};
	}
	return { result: await runSteps({ title: 'Test', totalSteps: 3 }, ask([])), places };
}

function describe({ title, step, totalSteps, canGoBack }: StepPlace, before: readonly string[]): string {
	return `${title} ${step}/${totalSteps}${canGoBack ? ' back' : ''} [${before.join(' ')}]`;
}

suite('Steps', () => {
	test('lead to the result', async () => {
		assert.deepEqual(await run(['a', 'b', 'c']), {
			result: 'a b c',
			places: ['Test 1/3 []', 'Test 2/3 back [a]', 'Test 3/3 back [a b]'],
		});
	});

	test('can be gone back and answered anew', async () => {
		assert.deepEqual(await run(['a', 'b', 'back', 'back', 'x', 'y', 'z']), {
			result: 'x y z',
			places: [
				'Test 1/3 []',
				'Test 2/3 back [a]',
				'Test 3/3 back [a b]',
				'Test 2/3 back [a]',
				'Test 1/3 []',
				'Test 2/3 back [x]',
				'Test 3/3 back [x y]',
			],
		});
	});

	test('there is nothing before the first', async () => {
		assert.deepEqual(await run(['back', 'a', 'dismissed']), {
			result: undefined,
			places: ['Test 1/3 []', 'Test 1/3 []', 'Test 2/3 back [a]'],
		});
	});

	for (const [title, replies] of [
		['at the first', ['dismissed']],
		['at the last', ['a', 'b', 'dismissed']],
	] as const) {
		test(`dismissed ${title} give nothing`, async () => {
			assert.equal((await run(replies)).result, undefined);
		});
	}
});
