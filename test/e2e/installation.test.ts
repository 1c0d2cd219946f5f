import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { install, type Installation } from './driver/installation';
import { pictureFailures } from './driver/pictures';
import { launch, type Window } from './driver/window';

suite('the packed extension', () => {
	let installation: Installation;
	let window: Window;
	pictureFailures();
	suiteSetup(async () => {
		installation = await install();
		window = await launch(installation);
	});
	suiteTeardown(async () => {
		await window.close();
		installation.remove();
	});

	test('has a view container of its own, which activates it', async () => {
		await window.showContainer('Flowlu');
		await window.pane('Accounts').first().waitFor();
		await window.palette('Developer: Show Running Extensions');
		await window.page.locator('.runtime-extensions-editor .name').filter({ hasText: 'Flowlu Workbench' }).waitFor();
	});
});
