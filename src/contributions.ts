import type { Uri } from 'vscode';

/** A session as a command gets it. Whoever runs the command may say what it likes of the rest, so that is looked up by the id. */
export interface SessionReference {
	readonly session: { readonly id: string };
}

/** An account as a command gets it; its name is looked up. */
export interface AccountReference {
	readonly origin: string;
}

/** An entity of the catalog as a command gets it, and one of its methods; both are looked up. */
export interface EntityReference {
	/** As in `crm/lead`. */
	readonly entity: string;
	readonly method?: string;
	/** The key or sign-in that is to send it, where its row is below one. */
	readonly session?: SessionReference['session'];
}

/** A request in the history as a command gets it; the rest is looked up. */
export interface HistoryReference {
	readonly historyEntry: { readonly id: string };
}

/** What commands take. Each kind has its reader in ui/commandArguments, as anybody can run a command with anything. */
export interface CommandArguments {
	readonly none: [];
	readonly account: [account?: AccountReference];
	/** Commands of the tree ask for a session when they get none. */
	readonly session: [session?: SessionReference];
	/** Key bindings name no row: with them, a command is about the one that the keyboard is on. */
	readonly sessionOrFocused: [session?: SessionReference | 'focused'];
	/** A row of the tree. */
	readonly row: [row?: AccountReference | SessionReference];
	/** A row of the tree of the API. */
	readonly entity: [row?: EntityReference];
	readonly sessionId: [id: string];
	/** A request: the URI of its document and an offset in it, those of the cursor unless given. */
	readonly cursor: [uri?: string, offset?: number];
	readonly place: [uri: string, offset: number];
	/** The document of a response, the active one unless given. */
	readonly activeResponse: [document?: Uri];
	readonly response: [document: Uri];
	/** A row of the history. */
	readonly historyEntry: [entry: HistoryReference];
	/** A row of an account in the history. */
	readonly historyAccount: [account: AccountReference];
}

/** The commands by the folder of src/features that runs them, with what they take. Those with an underscore are not in package.json: lenses, fixes and other commands run them. */
const commandsByFeature = {
	signIn: {
		'flowlu.addApiKey': 'account',
		'flowlu.signIn': 'account',
		'flowlu.replaceKey': 'session',
	},
	accounts: {
		'flowlu.removeSession': 'sessionOrFocused',
		'flowlu.renameSession': 'sessionOrFocused',
		'flowlu.useSession': 'sessionOrFocused',
		'flowlu.verifySession': 'session',
		'flowlu.checkPermissions': 'session',
		'flowlu.copyApiKey': 'session',
		'flowlu.openAccount': 'row',
		'flowlu.openApiSettings': 'row',
		'flowlu.markAsProduction': 'row',
		'flowlu.markAsTest': 'row',
		'flowlu.refresh': 'none',
		'flowlu.showLog': 'none',
		/** Opens the walkthrough. */
		'flowlu.getStarted': 'none',
		/** Shows a session in the tree. */
		'_flowlu.revealSession': 'sessionId',
	},
	sending: {
		'flowlu.newScratchpad': 'row',
		'flowlu.send': 'cursor',
		/** The response goes to a file as it comes; also that of a request that was sent before and is not whole. */
		'flowlu.sendToFile': 'cursor',
		'flowlu.cancel': 'cursor',
		/** The item of the status bar: cancels the request that it shows, wherever the cursor is. */
		'_flowlu.cancelShown': 'none',
		'flowlu.copyAsCurl': 'cursor',
		'flowlu.copyAsCode': 'cursor',
		'flowlu.chooseDefaultAccount': 'none',
		/** Asks which session sends a request this time, and sends it. */
		'_flowlu.sendTo': 'place',
		/** Lens over a request block: choose the session that sends it. */
		'_flowlu.chooseSession': 'place',
		/** Lens over a request block that was sent: show its response again. */
		'_flowlu.showResponse': 'place',
	},
	editor: {
		'flowlu.chooseEnvironment': 'none',
		/** Asks what the request is about unless it is given, and writes it. */
		'flowlu.newRequest': 'entity',
		'flowlu.pasteCurl': 'none',
		/** Loads the records whose ids may be written at the cursor, and offers them. */
		'flowlu.loadValues': 'none',
	},
	responses: {
		'flowlu.showHeaders': 'activeResponse',
		'flowlu.showBody': 'activeResponse',
		'flowlu.showOriginal': 'activeResponse',
		'flowlu.filterResponse': 'activeResponse',
		'flowlu.readAs': 'activeResponse',
		'flowlu.sendAgain': 'activeResponse',
		'flowlu.saveResponse': 'activeResponse',
		'flowlu.compareWithPrevious': 'activeResponse',
		'flowlu.compareRecords': 'activeResponse',
		'flowlu.compareWith': 'activeResponse',
		/** Sends the request with another key, and compares the responses. */
		'flowlu.sendToAndCompare': 'activeResponse',
		'flowlu.createType': 'activeResponse',
		'flowlu.createSchema': 'activeResponse',
		/** Lens over a response that is an error: says what to do. */
		'_flowlu.explain': 'response',
		/** Lens over a response that is no text: opens it in VS Code's viewer. */
		'_flowlu.openResponse': 'response',
		/** Lens over a response whose records have other fields than before: shows which. */
		'_flowlu.showShapeChanges': 'response',
		/** Lens over a response that holds secrets: shows them, or hides them again. */
		'_flowlu.reveal': 'response',
		'_flowlu.hide': 'response',
	},
	exporting: {
		/** The list of a response, or of the request at a place. */
		'flowlu.exportAllPages': 'cursor',
		'flowlu.resumeExport': 'none',
	},
	table: {
		'flowlu.openAsTable': 'activeResponse',
		/** Lens over a request whose response is a list. */
		'_flowlu.openTable': 'place',
		/** What follows is about the table that is active. */
		'flowlu.focusTable': 'none',
		'flowlu.tableCopy': 'none',
		'flowlu.tableCopyCsv': 'none',
		'flowlu.tableCopyMarkdown': 'none',
		'flowlu.tableCopyJson': 'none',
		'flowlu.tableCopyIds': 'none',
		'flowlu.tableCopyPath': 'none',
		'flowlu.tableShowValue': 'none',
		'flowlu.tableGetRecord': 'none',
		'flowlu.tableGetReference': 'none',
		'flowlu.tableEditRecord': 'none',
		'flowlu.tableOpenRecord': 'none',
		'flowlu.tableSortAscending': 'none',
		'flowlu.tableSortDescending': 'none',
		'flowlu.tableClearSort': 'none',
		'flowlu.tableShowValues': 'none',
		'flowlu.tableHideColumn': 'none',
		'flowlu.tableMoveLeft': 'none',
		'flowlu.tableMoveRight': 'none',
		'flowlu.tablePinColumn': 'none',
		'flowlu.tableUnpinColumn': 'none',
		'flowlu.tableChooseColumns': 'none',
		'flowlu.tableLoadMore': 'none',
		'flowlu.tableExport': 'none',
		'flowlu.tableFilterColumns': 'none',
		'flowlu.tableFilterAtServer': 'none',
	},
	sandbox: {
		/** On the row of one that has stopped, it starts at the same address. */
		'flowlu.startSandbox': 'account',
		'flowlu.stopSandbox': 'none',
	},
	api: {
		'flowlu.describeEntity': 'entity',
		'flowlu.copyPath': 'entity',
		'flowlu.openDocumentation': 'entity',
		'flowlu.loadCatalog': 'none',
		'flowlu.removeCatalog': 'none',
	},
	history: {
		/** Writes a request that was sent into a new scratchpad. */
		'flowlu.openFromHistory': 'historyEntry',
		'flowlu.sendFromHistory': 'historyEntry',
		'flowlu.copyFromHistoryAsCurl': 'historyEntry',
		'flowlu.deleteFromHistory': 'historyEntry',
		/** Of all accounts, whatever row has the focus. */
		'flowlu.clearHistory': 'none',
		'flowlu.clearAccountHistory': 'historyAccount',
	},
	running: {
		/** All requests of the document; the offset counts for nothing. */
		'flowlu.runAll': 'cursor',
		'flowlu.runSelection': 'cursor',
		/** All scratchpads of the folder, of the workspace unless given. */
		'flowlu.runFolder': 'cursor',
		/** With the command line, as CI does. */
		'flowlu.runInTerminal': 'cursor',
		/** Link in the summary of a run: shows a request, or its response. */
		'_flowlu.followSummary': 'place',
	},
	typedKeys: {
		/** Quick fix of a key that is written into a request: where it begins. */
		'_flowlu.moveKey': 'place',
	},
} as const satisfies Readonly<Record<string, Readonly<Record<string, keyof CommandArguments>>>>;

type Features = typeof commandsByFeature;

/** All commands, with what they take. */
export const commands = {
	...commandsByFeature.signIn,
	...commandsByFeature.accounts,
	...commandsByFeature.sending,
	...commandsByFeature.editor,
	...commandsByFeature.responses,
	...commandsByFeature.exporting,
	...commandsByFeature.table,
	...commandsByFeature.sandbox,
	...commandsByFeature.api,
	...commandsByFeature.history,
	...commandsByFeature.running,
	...commandsByFeature.typedKeys,
};

export type CommandId = keyof typeof commands;

export type ArgumentsOf<Id extends CommandId> = CommandArguments[(typeof commands)[Id]];

/** The commands that a feature runs. */
export type CommandOf<Feature extends keyof Features> = Extract<CommandId, keyof Features[Feature]>;

export function commandsOf<Feature extends keyof Features>(feature: Feature): readonly CommandOf<Feature>[] {
	const own: object = commandsByFeature[feature];
	return Object.keys(own).filter((id): id is CommandOf<Feature> => id in own);
}

/** The views of package.json. */
export const views = ['flowlu.accounts', 'flowlu.api', 'flowlu.history'] as const;

export type ViewId = (typeof views)[number];

/** The context keys that `when` clauses of package.json read. */
export const contextKeys = [
	/** At least one session is stored. */
	'flowlu.hasSessions',
	/** The sandbox of this window is running. */
	'flowlu.sandboxRunning',
	/** A request was sent in this window and a response came. */
	'flowlu.hasSent',
	/** A request of this window is on its way. */
	'flowlu.sending',
] as const;

export type ContextKey = (typeof contextKeys)[number];
