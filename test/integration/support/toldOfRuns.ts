import type * as vscode from 'vscode';

/** What VS Code is told of a run: for each request what became of it, with the messages and the lines they stand at. */
export interface ToldOfRuns {
	readonly results: string[];
	output: string;
	readonly outdated: string[];
	readonly messages: vscode.TestMessage[];
	/** Called when VS Code is told that a request is sent. */
	started?: (item: vscode.TestItem) => void;
}

/** Takes the place of what starts runs and outdates results until it is called. */
export function recordRuns(controller: vscode.TestController, told: ToldOfRuns): () => void {
	const createTestRun = controller.createTestRun.bind(controller);
	const invalidateTestResults = controller.invalidateTestResults.bind(controller);
	controller.createTestRun = (...args) => {
		const run = createTestRun(...args);
		const note =
			(state: string) =>
			(item: vscode.TestItem, given: readonly vscode.TestMessage[] | number = []): void => {
				const messages = typeof given === 'number' ? [] : given;
				told.results.push([`${state} ${item.label}`, ...messages.map(said)].join(' | '));
				told.messages.push(...messages);
			};
		return Object.assign(Object.create(run) as vscode.TestRun, {
			enqueued: (item: vscode.TestItem) => {
				run.enqueued(item);
			},
			started: (item: vscode.TestItem) => {
				run.started(item);
				told.started?.(item);
			},
			passed: note('passed'),
			failed: note('failed'),
			errored: note('errored'),
			skipped: note('skipped'),
			appendOutput: (text: string) => {
				told.output += text;
			},
			end: () => {
				run.end();
				told.results.push('end');
			},
		});
	};
	controller.invalidateTestResults = items => {
		for (const item of Array.isArray(items) ? items : [items]) {
			told.outdated.push((item as vscode.TestItem).label);
		}
	};
	return () => {
		Object.assign(controller, { createTestRun, invalidateTestResults });
	};
}

function said({ message, expectedOutput, actualOutput, location }: vscode.TestMessage): string {
	const values = expectedOutput === undefined ? [] : [`(${expectedOutput} / ${actualOutput ?? ''})`];
	const text = typeof message === 'string' ? message : message.value;
	return [`${(location?.range.start.line ?? -1) + 1}:`, text, ...values].join(' ');
}
