import type { Stage } from './stage';
import type { Window } from './window';

/** Adds the sandbox's key that may do everything. */
export async function addFirstKey({ window, sandbox }: Stage, label: string): Promise<void> {
	await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label });
}

/** Adds a key through the three prompts, typing all of it, and waits until it is saved. */
export async function addKey(
	window: Window,
	{ origin, key, label }: { readonly origin: string; readonly key: string; readonly label: string },
): Promise<void> {
	await window.palette('Flowlu: Add API Key');
	await typeAddress(window, origin);
	await window.answerInput('(2/3)', key);
	await window.answerInput('(3/3)', label);
	await window.statusBarItem(`“${label}” is saved`).first().waitFor();
}

/** Where accounts are known, an address is asked for only when none of them is meant. */
async function typeAddress(window: Window, origin: string): Promise<void> {
	const another = window.quickPickRow('Another account…').first();
	await window.inputBox('(1/3)').waitFor();
	if (await another.isVisible()) {
		const known = window.quickPickRow(new URL(origin).host).first();
		if (await known.isVisible()) {
			await known.click();
			return;
		}
		await another.click();
	}
	await window.answerInput('Name or address', origin);
}

/** Signs in through the prompts that follow the choice of the account. */
export async function signIn(
	window: Window,
	{ tokenUrl, username, password }: Readonly<Record<'tokenUrl' | 'username' | 'password', string>>,
): Promise<void> {
	await window.answerInput('Token URL of', tokenUrl);
	await window.inputBox('Client ID').waitFor();
	await window.page.keyboard.press('Enter');
	await window.answerInput('Login of an administrator', username);
	await window.answerInput('Password of', password);
	await window.inputBox('Name of the sign-in').waitFor();
	await window.page.keyboard.press('Enter');
}
