import type { RequestStates } from '../../../engine/requestStates';
import type { CheckResult } from '../../../exchanges/checks/checkResult';
import { shownCheck } from '../../../exchanges/checks/runChecks';
import type { BlockId, BlockTracker, Place } from '../../../http/document/blockTracker';
import { shiftedSpan, type Span } from '../../../http/problem';
import type { Redactor } from '../../../net/redaction/redact';

/** A check that did not hold, where it stands now. */
export interface CheckFailure {
	readonly result: CheckResult;
	/** As it is written. */
	readonly line: string;
	/** In the document. */
	readonly span: Span;
}

/** A check that did not hold, with its line as it was then: one that was edited since is another one. */
interface Failed {
	readonly result: CheckResult;
	/** Undefined until the request is in an open document. */
	line: string | undefined;
}

interface Needs {
	readonly states: Pick<RequestStates, 'of'>;
	readonly blocks: Pick<BlockTracker, 'find' | 'uriOf'>;
	readonly redactor: Pick<Redactor, 'redact'>;
}

/** The checks that did not hold when their requests were sent last. They are known as long as what came of the requests is, in closed documents too. */
export class CheckFailures {
	private readonly failed = new Map<BlockId, readonly Failed[]>();

	constructor(private readonly needs: Needs) {}

	/** Notes what became of a request. @returns the URI of its document where other checks fail now than before */
	note(block: BlockId): string | undefined {
		const state = this.needs.states.of(block);
		if (state?.kind === 'underWay') {
			return undefined;
		}
		const checks = state?.kind === 'ended' && state.outcome.kind === 'answered' ? state.outcome.checks : [];
		// What can never be carried out is underlined while it is written.
		const failures = checks.filter(({ kind, because }) => kind !== 'holds' && because !== 'unreadable');
		const hadSome = this.failed.delete(block);
		if (failures.length > 0) {
			this.failed.set(
				block,
				failures.map(result => ({ result, line: undefined })),
			);
		}
		return hadSome || failures.length > 0 ? this.needs.blocks.uriOf(block) : undefined;
	}

	/** Has a request of the document such checks? */
	concern(uri: string): boolean {
		return [...this.failed.keys()].some(block => this.needs.blocks.uriOf(block) === uri);
	}

	/** Those of a document that is open. */
	in(uri: string): readonly CheckFailure[] {
		return [...this.failed].flatMap(([block, failed]) => {
			const place = this.needs.blocks.find(block);
			return place?.uri === uri ? this.placed(failed, place) : [];
		});
	}

	/** Finds checks by their lines, after an edit too; of those that are the same, the one at its place. */
	private placed(failed: readonly Failed[], { block }: Place): readonly CheckFailure[] {
		const { text, checks } = block.parts;
		const written = checks.map(span => ({ span, line: text.slice(span.start, span.end) }));
		return failed.flatMap(failure => {
			const { result } = failure;
			const isSame = (line: string): boolean =>
				failure.line === undefined ? shownCheck(line, this.needs.redactor) === result.text : failure.line === line;
			const same = written.filter(({ line }) => isSame(line));
			const found = same.find(({ span }) => span.start === result.span.start) ?? same[0];
			failure.line ??= found?.line;
			return found === undefined ? [] : [{ result, line: found.line, span: shiftedSpan(found.span, block.span.start) }];
		});
	}
}
