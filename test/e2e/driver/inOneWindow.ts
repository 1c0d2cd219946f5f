import { setup, suite, suiteSetup, suiteTeardown, teardown } from 'mocha';
import assert from 'node:assert/strict';
import { leavesNoSecretBehind } from './canary';
import { pictureFailures } from './pictures';
import { setStage, type Stage, type StageOptions } from './stage';

/** Tests that play on a stage. */
export type Journey = (stageOf: () => Stage) => void;

/**
 * Journeys that share a window, as starting one takes longer than most of them; each of their tests finds it without sessions, editors and messages, and
 * a sandbox of its own. At the end nothing that they wrote may hold a secret that they used.
 */
export function inOneWindow(title: string, journeys: readonly Journey[], options: StageOptions = {}): void {
	suite(title, () => {
		let stage: Stage | undefined;
		let isSpoilt = false;
		const stageOf = () => {
			assert.ok(stage, 'The window is open.');
			return stage;
		};
		pictureFailures();
		suiteSetup(async () => {
			stage = await setStage(options);
		});
		setup(async () => {
			if (isSpoilt) {
				// What failed may have left anything behind.
				await stageOf().clear();
				stage = await setStage(options);
				isSpoilt = false;
			} else {
				await stageOf().begin();
			}
			await stageOf().window.showContainer('Flowlu');
		});
		teardown(function () {
			isSpoilt = this.currentTest?.state === 'failed';
		});
		suiteTeardown(() => stage?.clear());
		for (const journey of journeys) {
			journey(stageOf);
		}
		leavesNoSecretBehind(stageOf);
	});
}
