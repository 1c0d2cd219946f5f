import * as vscode from 'vscode';
import { CancelledError } from '../net/networkErrors';
import type { Log } from './log';

/** What VS Code gets from a method that failed. May throw what VS Code is to know of it. */
type OnError = (error: unknown) => unknown;

/**
 * A provider, for VS Code, whose errors are logged, redacted, and come to nothing: VS Code would write them into a log of its own as they are, and who
 * types is not to be disturbed. What was cancelled is not called, and its result is dropped.
 */
export function logErrors<Provider extends object>(provider: Provider, log: Log): Provider {
	return catching(provider, log, () => undefined);
}

/**
 * A provider whose errors are for its caller, be it the user or another extension, and logged: the caller gets the message, redacted, without the error that
 * it comes from and its cause. @throws vscode.CancellationError from the provider where something was cancelled
 */
export function rethrowRedacted<Provider extends object>(provider: Provider, log: Log): Provider {
	return catching(provider, log, async error => {
		if (isCancellation(error)) {
			throw new vscode.CancellationError();
		}
		const { describeError } = await import('./messages/errorMessages');
		throw new Error(log.redact(describeError(error)));
	});
}

function catching<Provider extends object>(provider: Provider, log: Log, onError: OnError): Provider {
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
					return onError(error);
				};
				return callUnlessCancelled(args, () => Reflect.apply(member, target, args), logged);
			};
		},
	});
}

function callUnlessCancelled(args: readonly unknown[], call: () => unknown, onError: OnError): unknown {
	const token = args.find(isToken);
	const unlessCancelled = (result: unknown): unknown => (token?.isCancellationRequested === true ? undefined : result);
	if (token?.isCancellationRequested === true) {
		return undefined;
	}
	try {
		const result = call();
		return result instanceof Promise ? result.then(unlessCancelled, onError) : unlessCancelled(result);
	} catch (error) {
		return onError(error);
	}
}

function isToken(argument: unknown): argument is vscode.CancellationToken {
	return typeof argument === 'object' && argument !== null && 'isCancellationRequested' in argument;
}

function isCancellation(error: unknown): boolean {
	return error instanceof CancelledError || error instanceof vscode.CancellationError;
}
