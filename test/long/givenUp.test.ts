import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { until } from '../support/until';
import { leavesNoSecretBehind } from '../e2e/driver/canary';
import { addFirstKey } from '../e2e/driver/flows';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';
import { untilShown } from '../e2e/driver/untilShown';

/** One prompt of a flow: a text in it, and what it is answered with. */
interface Prompt {
	readonly shows: string;
	/** Typed; a pick list has a row of this text instead. */
	readonly value: string;
	/** Does something go on behind Enter, while the box stays? */
	readonly works?: true;
	readonly isList?: true;
}

/** A command that leads to a session, by its prompts. */
interface Flow {
	readonly command: string;
	readonly prompts: readonly Prompt[];
}

suite('a sign-in that is given up, in a window', () => {
	let stage: Stage;
	let flows: readonly Flow[] = [];
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage();
		const { window } = stage;
		await addFirstKey(stage, 'Base');
		flows = flowsOf(stage);
		await window.showContainer('Flowlu');
		await window.treeRow('Base').first().waitFor();
	});
	suiteTeardown(() => stage.clear());

	/** `asks`: the prompt behind which Flowlu is asked; `first`: the one from which nothing leads back. All from 0. */
	const commands = [
		{ command: 'Add API Key', count: 3, first: 0, asks: 1 },
		{ command: 'Sign In with Login and Password', count: 6, first: 0, asks: 4 },
		{ command: 'Replace Key', count: 3, first: 1, asks: 1 },
	] as const;

	/** Opens the flow and answers its prompts up to one, which is left open. */
	async function openAt(command: string, number: number): Promise<readonly Prompt[]> {
		const { window } = stage;
		const prompts = await begin(command);
		for (const prompt of prompts.slice(0, number)) {
			await answer(prompt);
		}
		await window.inputBox(prompts[number]?.shows ?? '').waitFor();
		return prompts;
	}

	/** Runs a command, again where its first list is gone at once: VS Code gives the focus to a tree that it has just drawn. */
	async function begin(command: string): Promise<readonly Prompt[]> {
		const { window } = stage;
		const prompts = flows.find(flow => flow.command === command)?.prompts ?? [];
		await untilShown(window.inputBox(prompts[0]?.shows ?? ''), () => window.palette(`Flowlu: ${command}`));
		return prompts;
	}

	async function answer({ shows, value, isList }: Prompt): Promise<void> {
		const { window } = stage;
		await window.inputBox(shows).waitFor();
		await (isList === true ? window.quickPick(value) : window.answerInput(shows, value));
	}

	/** No prompt, no message, and in the tree what was there before. */
	async function assertNothingCame(): Promise<void> {
		const { window } = stage;
		await window.inputBox('').waitFor({ state: 'hidden' });
		await window.treeRow('Base').first().waitFor();
		assert.deepEqual([await window.treeRow('').count(), await window.toast('').count()], [2, 0]);
	}

	for (const { command, count, first, asks } of commands) {
		for (let number = 0; number < count; number++) {
			test(`${command}, Escape at prompt ${number + 1}`, async () => {
				await openAt(command, number);
				await stage.window.dismissInput();
				await assertNothingCame();
			});
		}

		for (let number = first + 1; number < count; number++) {
			test(`${command}, Back at prompt ${number + 1}, and Escape`, async () => {
				const prompts = await openAt(command, number);
				await stage.window.inputButton('Back');
				await stage.window.inputBox(prompts[number - 1]?.shows ?? '').waitFor();
				await stage.window.dismissInput();
				await assertNothingCame();
			});
		}

		test(`${command}, Escape while Flowlu is asked`, async () => {
			const { window, sandbox } = stage;
			await askSlowly(command, asks);
			await window.dismissInput();
			sandbox.setDelay(0);
			// Long enough for what is late.
			await openAt(command, 0);
			await window.dismissInput();
			await assertNothingCame();
		});
	}

	test('Sign In with Login and Password, the window closed while Flowlu is asked', async () => {
		await askSlowly('Sign In with Login and Password', 4);
		stage.sandbox.setDelay(0);
		await stage.window.reload();
		await assertNothingCame();
	});

	test('Replace Key, the window closed at the last prompt', async () => {
		await openAt('Replace Key', 2);
		await stage.window.reload();
		await assertNothingCame();
	});

	test('Add API Key, each prompt answered twice, asks once and adds one session', async () => {
		const { window } = stage;
		await answerTwice('Add API Key', 1);
		await window.statusBarItem('“Given up” is saved').first().waitFor();
		await removeGivenUp('Remove');
	});

	test('Sign In with Login and Password, each prompt answered twice, asks once and adds one session', async () => {
		const { window } = stage;
		await answerTwice('Sign In with Login and Password', 2);
		await window.statusBarItem('“Given up” is saved').first().waitFor();
		await removeGivenUp('Sign Out');
	});

	test('Replace Key, the key answered twice, asks once', async () => {
		await answerTwice('Replace Key', 1);
		await stage.window.toast('“Base” has the new key now').first().waitFor();
		await stage.window.closeToasts();
		await assertNothingCame();
	});

	/** Leaves the prompt open behind which Flowlu is asked, while that takes its time. */
	async function askSlowly(command: string, number: number): Promise<void> {
		const { window, sandbox } = stage;
		const prompts = await openAt(command, number);
		sandbox.setDelay(1500);
		const sent = sandbox.requests().length;
		await window.answerInput(prompts[number]?.shows ?? '', prompts[number]?.value ?? '');
		await until(() => sandbox.requests().length > sent);
	}

	/** Enter is pressed twice where something goes on behind it; Flowlu hears of it so many times. */
	async function answerTwice(command: string, requests: number): Promise<void> {
		const { window, sandbox } = stage;
		const sent = sandbox.requests().length;
		sandbox.setDelay(300);
		for (const { shows, value, isList, works } of await begin(command)) {
			await window.inputBox(shows).waitFor();
			if (isList === true) {
				await window.quickPick(value);
			} else {
				await window.fillInput(shows, value);
				await window.page.keyboard.press('Enter');
				if (works === true) {
					await window.page.keyboard.press('Enter');
				}
			}
		}
		await window.inputBox('').waitFor({ state: 'hidden' });
		sandbox.setDelay(0);
		assert.equal(sandbox.requests().length - sent, requests);
	}

	async function removeGivenUp(button: 'Remove' | 'Sign Out'): Promise<void> {
		const { window } = stage;
		await window.treeRow('Given up').first().waitFor();
		assert.equal(await window.treeRow('').count(), 3);
		await window.contextMenu('Given up', 'Remove Key or Sign Out', window.dialog('“Given up”').first());
		await window.dialogButton(button);
		await window.treeRow('Given up').waitFor({ state: 'detached' });
		await assertNothingCame();
	}

	leavesNoSecretBehind(() => stage);
});

function flowsOf({ sandbox, secrets }: Stage): readonly Flow[] {
	const [administrator] = sandbox.users;
	assert.ok(administrator);
	const { key } = sandbox.createApiKey('Given up');
	secrets.add(key);
	const { host } = new URL(sandbox.origin);
	return [
		{
			command: 'Add API Key',
			prompts: [
				{ shows: '(1/3)', value: host, isList: true },
				{ shows: '(2/3)', value: key, works: true },
				{ shows: '(3/3)', value: 'Given up', works: true },
			],
		},
		{
			command: 'Sign In with Login and Password',
			prompts: [
				{ shows: '(1/6)', value: host, isList: true },
				{ shows: '(2/6)', value: sandbox.tokenUrl },
				{ shows: '(3/6)', value: 'flowlu-workbench' },
				{ shows: '(4/6)', value: administrator.username },
				{ shows: '(5/6)', value: administrator.password, works: true },
				{ shows: '(6/6)', value: 'Given up', works: true },
			],
		},
		{
			command: 'Replace Key',
			prompts: [
				{ shows: 'The key to replace', value: 'Base', isList: true },
				{ shows: '(1/2)', value: key, works: true },
				{ shows: '(2/2)', value: 'Replace', isList: true },
			],
		},
	];
}
