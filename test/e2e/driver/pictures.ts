import { teardown } from 'mocha';
import { openWindows } from './window';

/** Called in a suite: when one of its tests fails, a picture of every open window is kept and its path printed. */
export function pictureFailures(): void {
	teardown(async function () {
		if (this.currentTest?.state !== 'failed') {
			return;
		}
		const name = this.currentTest.fullTitle().replace(/\W+/gu, '-');
		for (const [index, window] of openWindows().entries()) {
			console.log(`A picture of the failure: ${await window.shot(index === 0 ? name : `${name}-${index}`)}`);
		}
	});
}
