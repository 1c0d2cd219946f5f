import * as vscode from 'vscode';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { plural } from '../../messages/plural';
import { openSecret } from '../../net/redaction/secret';
import type { SessionStore } from '../../sessions/sessionStore';
import { ask, showDone } from '../../ui/messages/messages';

/** Seconds that a copied key stays on the clipboard. */
const secondsOnClipboard = 60;

/** Copies API keys on demand, and takes them off the clipboard again. */
export class ApiKeyCopier implements vscode.Disposable {
	private timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly sessions: SessionStore,
		private readonly clipboard: vscode.Clipboard,
		private readonly milliseconds = secondsOnClipboard * 1000,
	) {}

	/**
	 * Asks first. Nothing is copied of a session that was obtained with login and password, or that was removed.
	 * @throws SecretStorageError
	 */
	async askAndCopy({ session }: SessionEntry): Promise<void> {
		const copy = vscode.l10n.t('Copy');
		const answer = await ask(vscode.l10n.t('Copy “{0}” of {1}?', session.label, session.account.name), {
			detail: plural(
				vscode.l10n.t(
					'Other programs can read the clipboard, and some keep its history. The key is removed from it after {0, plural, one {# second} other {# seconds}} if this window is still open and nothing else was copied.',
				),
				secondsOnClipboard,
			),
			actions: [copy],
		});
		if (answer === copy && (await this.copy(session.id))) {
			showDone(
				plural(
					vscode.l10n.t('$(check) Copied; the clipboard is cleared in {0, plural, one {# second} other {# seconds}}.'),
					secondsOnClipboard,
				),
			);
		}
	}

	/** @returns whether there was an API key to copy. @throws SecretStorageError */
	async copy(id: string): Promise<boolean> {
		const access = await this.sessions.accessOf(id);
		if (access?.credential.kind !== 'apiKey') {
			return false;
		}
		const key = openSecret(access.credential.apiKey);
		await this.clipboard.writeText(key);
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.clear(key), this.milliseconds);
		return true;
	}

	dispose(): void {
		clearTimeout(this.timer);
	}

	/** Leaves what the user has copied since. */
	private async clear(key: string): Promise<void> {
		if ((await this.clipboard.readText()) === key) {
			await this.clipboard.writeText('');
		}
	}
}
