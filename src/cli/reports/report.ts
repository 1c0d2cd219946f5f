import type { LatestExchange } from '../../exchanges/exchangeStore';
import type { Redactor } from '../../net/redaction/redact';
import type { CaseResult, CaseState } from '../../runs/caseResult';
import type { ExitCode } from '../exitCodes';
import { shownPath } from '../output/caseLines';
import type { Finding } from '../running/findings';

/** A request of a run with what is wrong with it. */
export interface ReportedCase {
	readonly result: CaseResult;
	readonly findings: readonly Finding[];
	/** Of the response, where that is wanted. */
	readonly body?: string;
}

/** All that a report is made of. */
export interface ReportedRun {
	readonly cases: readonly ReportedCase[];
	readonly started: Date;
	readonly milliseconds: number;
	readonly exitCode: ExitCode;
	/** Files are named from it. */
	readonly cwd: string;
}

/** What a report says of a run: without secrets, and without anything of a response but what a check shows, unless bodies are wanted. */
export interface Report {
	/** Of this form. */
	readonly version: 1;
	/** By ISO 8601. */
	readonly started: string;
	readonly milliseconds: number;
	readonly exitCode: ExitCode;
	/** How many requests are in which state. */
	readonly counts: Readonly<Partial<Record<CaseState, number>>>;
	readonly files: readonly ReportFile[];
}

export interface ReportFile {
	readonly file: string;
	readonly requests: readonly ReportRequest[];
}

export interface ReportRequest {
	readonly name: string;
	/** Of a file of rows, where the request is sent for each. */
	readonly row?: string;
	/** Of the request line, from 1. */
	readonly line: number;
	readonly state: CaseState;
	/** Did its turn come? */
	readonly wasTried: boolean;
	/** HTTP status of the response. */
	readonly status?: number;
	readonly milliseconds?: number;
	readonly checks: readonly {
		readonly check: string;
		readonly result: 'holds' | 'fails' | 'notRun';
		readonly expected: string;
		readonly actual: string;
	}[];
	/** What is wrong, and where; lines and columns are from 1. */
	readonly findings: readonly (Omit<Finding, 'place'> & {
		readonly file: string;
		readonly line: number;
		readonly column: number;
	})[];
	readonly body?: string;
}

/** UTF-16 code units of a body. */
const maxBodyLength = 1_000_000;

export function reportOf(
	{ cases, started, milliseconds, exitCode, cwd }: ReportedRun,
	redactor: Pick<Redactor, 'redact'>,
): Report {
	const shown = (text: string): string => redactor.redact(text);
	const fileOf = (uri: string): string => shown(shownPath(uri, cwd));
	const counts = new Map<CaseState, number>();
	const files = new Map<string, ReportRequest[]>();
	for (const { result, findings, body } of cases) {
		const { name, row, line, state, status, milliseconds: time, checks, outcome } = result;
		counts.set(state, (counts.get(state) ?? 0) + 1);
		const file = fileOf(result.uri);
		const requests = files.get(file) ?? [];
		files.set(file, requests);
		requests.push({
			name: shown(name),
			...(row !== undefined && { row: shown(row) }),
			line: line + 1,
			state,
			wasTried: outcome !== undefined,
			...(status !== undefined && { status }),
			...(time !== undefined && { milliseconds: Math.round(time) }),
			checks: checks.map(({ text, kind, expected, actual }) => ({
				check: shown(text),
				result: kind,
				expected: shown(expected),
				actual: shown(actual),
			})),
			findings: findings.map(({ kind, message, place, expected, actual }) => ({
				kind,
				message: shown(message),
				file: fileOf(place.uri),
				line: place.line,
				column: place.column,
				...(expected !== undefined && { expected: shown(expected) }),
				...(actual !== undefined && { actual: shown(actual) }),
			})),
			// Cut off when it is redacted: of a secret that is cut the rest would stay.
			...(body !== undefined && { body: shown(body).slice(0, maxBodyLength) }),
		});
	}
	return {
		version: 1,
		started: started.toISOString(),
		milliseconds: Math.round(milliseconds),
		exitCode,
		counts: Object.fromEntries(counts),
		files: Array.from(files, ([file, requests]) => ({ file, requests })),
	};
}

/** The text of the response to a request, if one came and is text. */
export function bodyOf(latest: LatestExchange | undefined, { outcome }: CaseResult): string | undefined {
	if (outcome?.kind !== 'answered' || latest?.kind !== 'kept') {
		return undefined;
	}
	const { kind, utf8 } = latest.exchange.reading;
	return kind === 'binary' ? undefined : new TextDecoder().decode(utf8);
}
