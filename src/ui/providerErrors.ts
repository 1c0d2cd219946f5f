import * as vscode from 'vscode';
import { CancelledError } from '../net/errors';
import type { Log } from './log';

/** What becomes of a question of VS Code that failed. May throw what VS Code is to know of it. */
type Failed = (error: unknown) => unknown;

/**
 * A provider, for VS Code: what fails in it is logged, redacted, and answered with nothing. VS Code would write the exception into a log of its own as it
 * is; and an aid that fails is no reason to disturb who types. What was cancelled is not asked, nor answered.
 */
export function guarded<Provider extends object>(provider: Provider, log: Log): Provider {
	return guardedBy(provider, log, () => undefined);
}

/**
 * A provider whose failures are for whoever asked, be it the user or another extension: they get the words, redacted, without the error that they come
 * from and what caused that. @throws vscode.CancellationError from the provider where something was cancelled
 */
export function guardedAloud<Provider extends object>(provider: Provider, log: Log): Provider {
	return guardedBy(provider, log, async error => {
		if (isCancellation(error)) {
			throw new vscode.CancellationError();
		}
		const { describeError } = await import('./errorMessages');
		throw new Error(log.redact(describeError(error)));
	});
}

function guardedBy<Provider extends object>(provider: Provider, log: Log, failed: Failed): Provider {
	return new Proxy(provider, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			// Events and `dispose` are the other way round.
			if (typeof member !== 'function' || typeof name !== 'string' || /^(?:on[A-Z]|dispose$)/u.test(name)) {
				return member;
			}
			return (...args: readonly unknown[]) => {
				const logged = (error: unknown): unknown => {
					if (!isCancellation(error)) {
						log.error(`${name} failed.`, error);
					}
					return failed(error);
				};
				return answered(args, () => Reflect.apply(member, target, args), logged);
			};
		},
	});
}

function answered(args: readonly unknown[], answer: () => unknown, failed: Failed): unknown {
	const token = args.find(isToken);
	const unlessCancelled = (found: unknown): unknown => (token?.isCancellationRequested === true ? undefined : found);
	if (token?.isCancellationRequested === true) {
		return undefined;
	}
	try {
		const found = answer();
		return found instanceof Promise ? found.then(unlessCancelled, failed) : unlessCancelled(found);
	} catch (error) {
		return failed(error);
	}
}

function isToken(argument: unknown): argument is vscode.CancellationToken {
	return typeof argument === 'object' && argument !== null && 'isCancellationRequested' in argument;
}

function isCancellation(error: unknown): boolean {
	return error instanceof CancelledError || error instanceof vscode.CancellationError;
}
