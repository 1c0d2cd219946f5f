import * as vscode from 'vscode';
import type { Session } from '../../../flowlu/session';
import { findSession } from '../../../flowlu/sessionEntry';
import type { BlockId, LocateBlock } from '../../../http/document/blockTracker';
import type { SessionStore } from '../../../sessions/sessionStore';
import { executeCommand } from '../../../ui/commands/commands';
import { showMessage } from '../../../ui/messages/messages';
import { isRefused } from '../../../ui/messages/sessionMessages';

/** How long a session is not asked about again once the user has closed the question. Milliseconds. */
const coolDown = 60_000;

/** What was refused, and by what words. */
export interface Refusal {
	readonly session: Session;
	/** The request in a few words: `GET crm/lead/list`. */
	readonly request: string;
	/** Flowlu's own. */
	readonly message: string;
	/** The request, wherever it moves. */
	readonly block: BlockId;
}

/** What the user is asked, and what then happens. */
export interface RefusalActions {
	/** Says that the session is refused; resolves to whether the user wants to renew it. */
	readonly ask: (refusal: Refusal) => Promise<boolean>;
	/** Lets the user renew it; resolves to whether there is a session now that may be accepted. */
	readonly renew: (session: Session) => Promise<boolean>;
	/** Offers to send the request again. Only the user does that: it may have changed data. */
	readonly suggestSendingAgain: (refusal: Refusal) => Promise<void>;
}

/** Asks what to do about sessions that are refused in use: once a session, for however many requests, and not again right after it was closed. */
export class Refusals {
	private readonly open = new Set<string>();
	private readonly closedAt = new Map<string, number>();

	/** @param now milliseconds since 1970 */
	constructor(
		private readonly actions: RefusalActions,
		private readonly now: () => number = Date.now,
	) {}

	/** @throws what the actions throw */
	async note(refusal: Refusal): Promise<void> {
		const { id } = refusal.session;
		const closedAt = this.closedAt.get(id);
		if (this.open.has(id) || (closedAt !== undefined && this.now() - closedAt < coolDown)) {
			return;
		}
		this.open.add(id);
		try {
			if ((await this.actions.ask(refusal)) && (await this.actions.renew(refusal.session))) {
				await this.actions.suggestSendingAgain(refusal);
			}
		} finally {
			this.open.delete(id);
			this.closedAt.set(id, this.now());
		}
	}
}

/**
 * The questions as VS Code shows them; none of them holds up a request.
 * @param locate where a request stands now
 */
export function refusalActions(sessions: SessionStore, locate: LocateBlock): RefusalActions {
	return {
		ask: async ({ session, message }) => {
			const action = actionOf(session);
			const said = message.replace(/\.$/u, '');
			return (await showMessage('warning', refusalText(session, said), action)) === action;
		},
		renew: session => renew(session, sessions),
		suggestSendingAgain: async ({ session, request, block }) => {
			const again = vscode.l10n.t('Send Again');
			const message = vscode.l10n.t('{0} refused {1} before. It can be sent again now.', session.account.name, request);
			if ((await showMessage('information', message, again)) === again) {
				const place = await locate(block);
				if (place !== undefined) {
					await executeCommand('flowlu.send', place.uri, place.offset);
				}
			}
		},
	};
}

/** By the command that a user would choose; what is stored afterwards says whether it was done, and by which session. */
async function renew({ id, account, grant }: Session, sessions: SessionStore): Promise<boolean> {
	const before = await sessions.list();
	const refused = findSession(before, id);
	if (refused !== undefined && refused.session.id !== id) {
		// Renewed meanwhile, here or in another window.
		return !isRefused(refused.verification);
	}
	if (grant === 'password') {
		await executeCommand('flowlu.signIn', account);
	} else if (refused === undefined) {
		await executeCommand('flowlu.addApiKey', account);
	} else {
		await executeCommand('flowlu.replaceKey', refused);
	}
	const known = new Set(before.map(({ session }) => session.id));
	return (await sessions.list()).some(
		({ session, verification }) =>
			session.account.origin === account.origin && !known.has(session.id) && !isRefused(verification),
	);
}

function actionOf({ grant }: Session): string {
	return grant === 'apiKey' ? vscode.l10n.t('Replace Key') : vscode.l10n.t('Sign In Again');
}

function refusalText({ grant, account, label }: Session, said: string): string {
	return grant === 'apiKey'
		? vscode.l10n.t(
				'{0} refuses the key “{1}”: {2}. It may have been deleted in the portal.',
				account.name,
				label,
				said,
			)
		: vscode.l10n.t(
				'{0} refuses the sign-in “{1}”: {2}. It may have ended or been revoked.',
				account.name,
				label,
				said,
			);
}
