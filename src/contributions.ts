import type { Uri } from 'vscode';

/** A session as a command gets it. Whoever runs the command may say what it likes of the rest, so that is looked up by the id. */
export interface SessionReference {
	readonly session: { readonly id: string };
}

/** An account as a command gets it; its name is looked up. */
export interface AccountReference {
	readonly origin: string;
}

/**
 * The commands of package.json, with the arguments they take. Commands of the tree ask for a session when they get none.
 * Each has its reader in ui/commandArguments.
 */
export interface Commands {
	readonly 'flowlu.addApiKey': [account?: AccountReference];
	readonly 'flowlu.signIn': [account?: AccountReference];
	readonly 'flowlu.removeSession': [session?: SessionReference];
	readonly 'flowlu.renameSession': [session?: SessionReference];
	readonly 'flowlu.useSession': [session?: SessionReference];
	readonly 'flowlu.verifySession': [session?: SessionReference];
	readonly 'flowlu.replaceKey': [session?: SessionReference];
	readonly 'flowlu.checkPermissions': [session?: SessionReference];
	readonly 'flowlu.copyApiKey': [session?: SessionReference];
	readonly 'flowlu.openAccount': [element?: AccountReference | SessionReference];
	readonly 'flowlu.openApiSettings': [element?: AccountReference | SessionReference];
	readonly 'flowlu.markAsProduction': [element?: AccountReference | SessionReference];
	readonly 'flowlu.markAsTest': [element?: AccountReference | SessionReference];
	readonly 'flowlu.refresh': [];
	readonly 'flowlu.newScratchpad': [element?: AccountReference | SessionReference];
	readonly 'flowlu.send': [uri?: string, offset?: number];
	readonly 'flowlu.cancel': [uri?: string, offset?: number];
	readonly 'flowlu.chooseEnvironment': [];
	readonly 'flowlu.copyAsCurl': [uri?: string, offset?: number];
	readonly 'flowlu.pasteCurl': [];
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
