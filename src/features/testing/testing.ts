import * as vscode from 'vscode';
import { lazily, type Owned } from '../../ui/lazily';
import type { TestingDependencies } from './testingDependencies';

export interface Testing extends Owned {
	readonly controller: vscode.TestController;
	/** The ways to run: as the text says, and by a key that the user is asked for. */
	readonly profiles: Readonly<Record<'run' | 'runAs', vscode.TestRunProfile>>;
}

/** The scratchpads of the workspace in VS Code's Test Explorer. Nothing is looked for, read or loaded before the Testing view is opened. */
export function registerTesting(dependencies: TestingDependencies): Testing {
	const controller = vscode.tests.createTestController('flowlu', 'Flowlu');
	const explorer = lazily(async () => (await import('./testExplorer')).createTestExplorer(controller, dependencies));
	controller.resolveHandler = async item => (await explorer.load()).resolve(item);
	controller.refreshHandler = async () => (await explorer.load()).refresh();
	const { Run } = vscode.TestRunProfileKind;
	const run = controller.createRunProfile(
		vscode.l10n.t('Run'),
		Run,
		async (request, token) => (await explorer.load()).run(request, token),
		true,
	);
	const runAs = controller.createRunProfile(
		vscode.l10n.t('Run Against Another Account…'),
		Run,
		async (request, token) => (await explorer.load()).runAs(request, token),
	);
	const owned = vscode.Disposable.from(controller, explorer);
	return {
		controller,
		profiles: { run, runAs },
		dispose: () => {
			owned.dispose();
		},
	};
}
