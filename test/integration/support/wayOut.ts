import { randomBytes, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/extension';
import { recordMessages } from './messages';
import { openScratchpad } from './scratchpad';

/** Sends through the whole product: a scratchpad, its command, VS Code's own agent, and the messages that follow. */
export interface WayOut {
	/** The key that every request carries. */
	readonly key: string;
	/** Sends one request to the origin, `GET core/user/list` unless given, and gives what was said, nothing where a response came. */
	send(origin: string, request?: string): Promise<string>;
}

export function createWayOut(api: TestApi): WayOut {
	const key = randomBytes(20).toString('hex');
	return {
		key,
		send: async (origin, request = 'GET core/user/list') => {
			const account = { name: new URL(origin).host, origin };
			const session = { id: randomUUID(), account, grant: 'apiKey', label: 'Main', tail: key.slice(-4) } as const;
			await api.sessions.add(session, { kind: 'apiKey', apiKey: api.createSecret(key) });
			await api.sessions.markAccount(account, 'test');
			const recorder = recordMessages();
			try {
				const content = `# @account ${origin}\n${request}\n`;
				const { uri } = await openScratchpad(content);
				// It is done when the response is open, or the request cancelled; after a failure when that is said.
				await vscode.commands.executeCommand('flowlu.send', uri.toString(), 0);
				return recorder.messages.join('\n');
			} finally {
				recorder.dispose();
				await vscode.commands.executeCommand('workbench.action.closeAllEditors');
				await api.sessions.remove(session.id);
			}
		},
	};
}
