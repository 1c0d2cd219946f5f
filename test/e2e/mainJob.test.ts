import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { install, type Installation } from './driver/installation';
import { pictureFailures } from './driver/pictures';
import { launch, type Window } from './driver/window';

suite('the main job, in a window', () => {
	let installation: Installation;
	let sandbox: Sandbox;
	let window: Window;
	let output = '';
	const secrets: string[] = [];
	pictureFailures();

	suiteSetup(async () => {
		const catalog: unknown = JSON.parse(readFileSync('media/catalog.json', 'utf8'));
		sandbox = await startSandbox({ catalog });
		secrets.push(...sandbox.apiKeys.map(({ key }) => key), ...sandbox.users.map(({ password }) => password));
		installation = await install();
		window = await open();
	});
	suiteTeardown(async () => {
		await window.close();
		await sandbox.close();
		installation.remove();
	});

	function open(): Promise<Window> {
		return launch(installation, {
			onOutput: text => {
				output += text;
			},
		});
	}

	/** README's pictures are taken here when FLOWLU_PICTURES is set; a usual run leaves the checkout as it is. */
	async function picture(name: string): Promise<void> {
		if (process.env['FLOWLU_PICTURES']) {
			await window.page.screenshot({ path: `media/pictures/${name}.png` });
		}
	}

	test('a key is added by typing, and is masked while it is typed', async () => {
		await window.showContainer('Flowlu');
		await window.welcomeButton('Add API Key').first().click();
		await window.answerInput('Name or address', sandbox.origin);
		await window.inputBox('(2/3)').waitFor();
		assert.equal(await window.inputType(), 'password');
		await window.answerInput('(2/3)', sandbox.apiKeys[0]?.key ?? '');
		await window.inputBox('(3/3)').waitFor();
		await window.page.keyboard.press('Enter');
		await window
			.treeRow(`…${(sandbox.apiKeys[0]?.key ?? '').slice(-4)}`)
			.first()
			.waitFor();
	});

	test('the lens sends, and the answer opens beside the scratchpad', async () => {
		await window.openFile('1-first-request.flowlu.http');
		await window.codeLens('Send').first().click();
		await window.tab('core_user_list.json').first().waitFor();
		await window.editorLine('"items": [').first().waitFor();
		await window.codeLens('200').first().waitFor();
		await picture('send');
	});

	test('login and password sign in', async () => {
		const [administrator] = sandbox.users;
		await window.palette('Flowlu: Sign In with Login and Password');
		await window.quickPick(new URL(sandbox.origin).host);
		await window.answerInput('https://', sandbox.tokenUrl);
		await window.inputBox('Client ID').waitFor();
		await window.page.keyboard.press('Enter');
		await window.answerInput('Login of an administrator', administrator?.username ?? '');
		await window.answerInput('Password of', administrator?.password ?? '');
		await window.inputBox('(6/6)').waitFor();
		await window.page.keyboard.press('Enter');
		await window
			.treeRow(administrator?.username ?? '')
			.first()
			.waitFor();
	});

	test('sessions outlive a reload and a restart', async () => {
		await window.reload();
		await window.codeLens('API key').first().waitFor({ timeout: 30_000 });
		await window.close();
		window = await open();
		await window.openFile('1-first-request.flowlu.http');
		await window.codeLens('API key').first().waitFor({ timeout: 30_000 });
	});

	test('a session is removed after a question', async () => {
		await window.palette('Flowlu: Sign Out or Remove');
		await window.quickPick('API key');
		await window.dialogButton('Remove');
		await window.codeLens('· API key').first().waitFor({ state: 'detached' });
	});

	test('no secret is in files, logs or output', () => {
		const forms = secrets.flatMap(secret => [
			secret,
			encodeURIComponent(secret),
			Buffer.from(secret).toString('base64'),
			Buffer.from(`bearer:${secret}`).toString('base64'),
		]);
		const texts = [output, ...filesUnder(installation.dataFolder), ...filesUnder(installation.workspace)];
		assert.deepEqual(
			forms.filter(form => texts.some(text => text.includes(form))),
			[],
		);
		assert.ok(texts.length > 10, 'The folders of VS Code hold files.');
	});
});

/** The bytes of every file below a folder, as text. */
function filesUnder(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter(entry => entry.isFile())
		.map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
