import type { ArgumentsOf } from '../../../contributions';
import type { Prepared } from '../../../engine/prepare';
import type { Redactor } from '../../../net/redaction/redact';
import type { CommandHandlers } from '../../../ui/commands/commands';

/** @param preparedAt the request at a place as it would be sent now; undefined where it cannot be, which the user is told */
export function copyCommands(
	preparedAt: (uri: string | undefined, offset: number | undefined) => Promise<Prepared | undefined>,
	redactor: Pick<Redactor, 'redact' | 'find'>,
): CommandHandlers<'flowlu.copyAsCurl' | 'flowlu.copyAsCode'> {
	async function copy(
		[uri, offset]: ArgumentsOf<'flowlu.copyAsCurl'>,
		write: (prepared: Prepared) => Promise<void>,
	): Promise<void> {
		const prepared = await preparedAt(uri, offset);
		if (prepared !== undefined) {
			await write(prepared);
		}
	}
	return {
		'flowlu.copyAsCurl': (...at) =>
			copy(at, async prepared => (await import('./copyAsCurl')).copyAsCurl(prepared, redactor)),
		'flowlu.copyAsCode': (...at) =>
			copy(at, async prepared => (await import('./copyAsCode')).copyAsCode(prepared, redactor)),
	};
}
