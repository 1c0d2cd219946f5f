import type { RequestBlock } from '../../document/document';
import { type CursorLine, spanAround } from './cursorLine';
import type { CompletionPlace } from './completionKinds';
import { parameterValuePlace } from './fieldValuePlace';

/** What stands in a target before `module/entity/method`. Below another path of a host there are none of these. */
const base = /^(?:(?:https?:\/\/[^/?#\s]*\/api\/v1\/module\/)|(?:\{\{[^{}]*\}\})?\/(?:api\/v1\/module\/)?)?/iu;

/** `crm/lead/list` of any target that leads there. */
export function endpointOf(target: string): string {
	const [path = ''] = target.replace(base, '').split(/[?#\s]/u, 1);
	return path;
}

/**
 * A cursor in a target, or in one of the lines that continue it.
 * @param written what is of the target on the cursor's line before the cursor
 */
export function targetPlace(
	line: CursorLine,
	written: string,
	block: RequestBlock | undefined,
	method: string | undefined,
): CompletionPlace | undefined {
	const { offset, after } = line;
	const [, name] = /[?&](?<name>[^?&=\s]*)$/u.exec(written) ?? [];
	if (name !== undefined) {
		const [rest = ''] = /^[^?&=\s]*/u.exec(after) ?? [];
		const hasEquals = after.startsWith('=', rest.length);
		const endpoint = endpointOf(block?.target ?? '');
		return { kind: 'parameter', endpoint, hasEquals, span: spanAround(offset, name, rest) };
	}
	const value = parameterValuePlace(line, written, endpointOf(block?.target ?? ''));
	if (value !== undefined) {
		return value;
	}
	const path = written.replace(base, '');
	if (/[?&#\s:{}]/u.test(path)) {
		return undefined;
	}
	// Behind a slash or an address there is no place for a method any more.
	const known = method ?? (path === written ? undefined : 'GET');
	return { kind: 'target', method: known, span: spanAround(offset, path, /^[^?&#\s]*/u.exec(after)?.[0] ?? '') };
}
