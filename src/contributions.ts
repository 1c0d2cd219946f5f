import type { Uri } from 'vscode';
import type { Account } from './flowlu/account';
import type { SessionEntry } from './sessions/sessionStore';

/** The commands of package.json, with the arguments they take. Commands of the tree ask for a session when they get none. */
export interface Commands {
	readonly 'flowlu.addApiKey': [account?: Account];
	readonly 'flowlu.signIn': [account?: Account];
	readonly 'flowlu.removeSession': [entry?: SessionEntry];
	readonly 'flowlu.renameSession': [entry?: SessionEntry];
	readonly 'flowlu.useSession': [entry?: SessionEntry];
	readonly 'flowlu.verifySession': [entry?: SessionEntry];
	readonly 'flowlu.replaceKey': [entry?: SessionEntry];
	readonly 'flowlu.checkPermissions': [entry?: SessionEntry];
	readonly 'flowlu.copyApiKey': [entry?: SessionEntry];
	readonly 'flowlu.openAccount': [element?: Account | SessionEntry];
	readonly 'flowlu.openApiSettings': [element?: Account | SessionEntry];
	readonly 'flowlu.markAsProduction': [element?: Account | SessionEntry];
	readonly 'flowlu.markAsTest': [element?: Account | SessionEntry];
	readonly 'flowlu.refresh': [];
	readonly 'flowlu.newScratchpad': [element?: Account | SessionEntry];
	readonly 'flowlu.send': [uri?: string, offset?: number];
	readonly 'flowlu.cancel': [uri?: string, offset?: number];
	readonly 'flowlu.chooseEnvironment': [];
	readonly 'flowlu.startSandbox': [];
	readonly 'flowlu.stopSandbox': [];
	readonly 'flowlu.showLog': [];
	/** Of an answer's document, the active one unless given. */
	readonly 'flowlu.showHeaders': [document?: Uri];
	readonly 'flowlu.showBody': [document?: Uri];
	readonly 'flowlu.sendAgain': [document?: Uri];
	readonly 'flowlu.saveAnswer': [document?: Uri];
	/** Shows a session in the tree. */
	readonly '_flowlu.revealSession': [id: string];
	/** Lens over a request block: choose the session that sends it. */
	readonly '_flowlu.chooseSession': [uri: string, offset: number];
	/** Lens over a request block that was sent: show its answer again. */
	readonly '_flowlu.showAnswer': [uri: string, offset: number];
	/** Quick fix of a key that is written into a request: where it begins. */
	readonly '_flowlu.moveKey': [uri: string, offset: number];
	/** Lens over an answer that is an error: says what to do. */
	readonly '_flowlu.explain': [document: Uri];
	/** Lens over an answer that holds secrets: shows them, or hides them again. */
	readonly '_flowlu.reveal': [document: Uri];
	readonly '_flowlu.hide': [document: Uri];
}

/** The views of package.json. */
export type ViewId = 'flowlu.accounts';

/** The context keys that `when` clauses of package.json read. */
export interface ContextKeys {
	/** At least one session is stored. */
	readonly 'flowlu.hasSessions': boolean;
	/** The sandbox of this window is running. */
	readonly 'flowlu.sandboxRunning': boolean;
	/** A request of this window is on its way. */
	readonly 'flowlu.sending': boolean;
}
