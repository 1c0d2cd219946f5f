import type { CombinedResponse } from '../exchanges/exchange';
import type { Access, FlowluClient, RequestOptions } from '../flowlu/flowluClient';
import type { Operation } from '../flowlu/operation';
import type { SessionEntry } from '../flowlu/sessionEntry';
import type { DynamicSources } from '../http/build/dynamicVariables';
import type { Prompt } from '../http/build/sendingMetadata';
import type { BlockId } from '../http/document/blockTracker';
import type { HttpDocument } from '../http/document/document';
import type { ProblemCode } from '../http/problem';
import type { HttpRequest } from '../net/http';
import type { SendPhase } from '../net/httpClient';
import type { Redactor } from '../net/redaction/redact';
import type { countDown } from '../net/retry';
import type { StepOutcome } from './outcome';
import type { SentRequest } from './sentRequest';

/** Why a file that a scratchpad names is not read. */
export interface FileRefusal {
	readonly code: Extract<ProblemCode, 'missingFile' | 'fileOutside' | 'fileTooLarge'>;
	readonly detail: string;
}

/** The scratchpads, with what surrounds them. Documents are named by their URI, as text. */
export interface Scope {
	/** May requests be sent, and files be read, that the text names? */
	isTrusted(): boolean;
	/** The open document as it is now. */
	document(uri: string): HttpDocument | undefined;
	/** Opens the document unless it is open, and reads its environment and its imports, so that what is sent next has their values. */
	ready(uri: string): Promise<void>;
	/** What the document imports, and what that imports in turn, nearest first; all of it is open then. */
	imports(uri: string): Promise<readonly string[]>;
	/** The scratchpad that the document names behind `run`; open and ready then. */
	open(uri: string, path: string): Promise<{ readonly uri: string } | FileRefusal>;
	/** The environment that counts for the document. */
	environment(uri: string): string | undefined;
	/** The session that the user chose for the document. */
	chosenSession(uri: string): string | undefined;
	chooseSession(uri: string, entry: SessionEntry): void;
	/** The origin of the account that the user chose for whatever names none. */
	defaultAccount(): string | undefined;
}

/** Files of the workspace; what is outside of it is refused. */
export interface Files {
	/** @param path as the document has it */
	read(uri: string, path: string): Promise<Uint8Array | FileRefusal>;
	/** The variables of the `.env` file that counts for the document. */
	dotenv(uri: string): Promise<ReadonlyMap<string, string>>;
}

/** A request that may change records, and who would send it. */
export interface Writing {
	readonly block: BlockId;
	readonly request: HttpRequest;
	readonly operation: Operation;
	readonly entry: SessionEntry;
}

export type WriteAnswer = 'send' | 'sendAndStopAsking';

/** Questions to the user. Undefined and false mean: not to be sent. */
export interface Interaction {
	promptValues(prompts: readonly Prompt[]): Promise<ReadonlyMap<string, string> | undefined>;
	/** @param note empty where only the question is to be asked */
	confirmNote(note: string): Promise<boolean>;
	confirmWrite(writing: Writing): Promise<WriteAnswer | undefined>;
	chooseSession(candidates: readonly SessionEntry[]): Promise<SessionEntry | undefined>;
	/**
	 * Told of each step as it ends, before the next one begins.
	 * @param options `quietly`: it is one of many, whose responses are kept and not shown
	 */
	stepEnded(step: StepOutcome, options: { readonly quietly: boolean }): Promise<void>;
}

/** @throws SecretStorageError where the keyring fails */
export interface Sessions {
	list(): Promise<readonly SessionEntry[]>;
	accessOf(id: string): Promise<Access | undefined>;
}

/** What the engine asks of the outside. */
export interface Ports {
	readonly scope: Scope;
	readonly files: Files;
	readonly interaction: Interaction;
	readonly sessions: Sessions;
	readonly flowlu: Pick<FlowluClient, 'send'>;
	/** The pages of a list as one response, up to a number of records; `onPage` hears how many have come, and of how many. */
	readonly allPages: (
		request: HttpRequest,
		access: Access,
		options: Pick<RequestOptions, 'signal'> & {
			readonly onPhase: (phase: SendPhase) => void;
			readonly max: number | undefined;
			readonly onPage: (records: number, total: number | undefined) => void;
		},
	) => Promise<CombinedResponse>;
	readonly redactor: Redactor;
	/** Time, chance and the variables of the process. */
	readonly sources: Omit<DynamicSources, 'now' | 'dotenvVariable'> & { readonly now: () => Date };
	/** Lets everything else that is waiting run: a large response is read in many slices. */
	readonly yieldToEventLoop: () => Promise<void>;
	/**
	 * Waits, and tells how many milliseconds are left; by the clock where nothing is given.
	 * @throws CancelledError when the signal fires
	 */
	readonly countDown?: typeof countDown;
	/** Sent with every request that names none. */
	readonly userAgent: string;
	/** Told of each request that went out once it is known what came of it, where somebody keeps a history. Must not throw; nothing waits for it. */
	readonly requestSent?: (sent: SentRequest) => void;
}
