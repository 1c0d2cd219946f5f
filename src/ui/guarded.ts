import type { Log } from './log';

/**
 * A provider, for VS Code: what fails in it is logged, redacted, and answered with nothing. VS Code would write the exception into a log of its own as it
 * is. The names of a provider's questions begin with `provide`, `resolve` or `get`.
 */
export function guarded<Provider extends object>(provider: Provider, log: Log): Provider {
	return new Proxy(provider, {
		get(target, name) {
			const member: unknown = Reflect.get(target, name);
			if (typeof member !== 'function' || typeof name !== 'string' || !/^(?:provide|resolve|get)[A-Z]/u.test(name)) {
				return member;
			}
			return (...args: readonly unknown[]) => answered(name, log, () => Reflect.apply(member, target, args));
		},
	});
}

function answered(name: string, log: Log, answer: () => unknown): unknown {
	const fail = (error: unknown): void => {
		log.error(`${name} failed.`, error);
	};
	try {
		const found = answer();
		return found instanceof Promise ? found.catch(fail) : found;
	} catch (error) {
		fail(error);
		return undefined;
	}
}
