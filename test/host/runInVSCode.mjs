#!/usr/bin/env node
// Runs integration tests inside the VS Code from npm. Takes the options that @vscode/test-electron gives an editor,
// so that this file can be its vscodeExecutablePath:
//   runInVSCode.mjs WORKSPACE --extensionDevelopmentPath=DIR --extensionTestsPath=FILE --user-data-dir=DIR
//                   [--trust-authentication=PROVIDER:EXTENSION] [--seconds=1500] [--verbose]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format, parseArgs, stripVTControlCharacters } from 'node:util';
import { bareSettings, prepareDataFolder, startServer, workbenchUrl } from './server.mjs';
import { openBrowser, trustAuthentication } from './window.mjs';

const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: {
		extensionDevelopmentPath: { type: 'string' },
		extensionTestsPath: { type: 'string' },
		'user-data-dir': { type: 'string' },
		'trust-authentication': { type: 'string' },
		seconds: { type: 'string', default: '1500' },
		verbose: { type: 'boolean' },
	},
});

/** What the window says of itself, beside what the suite prints. */
const noise =
	/^(?:Resolv(?:ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|Ignoring fetching additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|\[ChatModelSelection\]|DialogService: Dialog requested during smoke test|Canceled: Canceled)/u;

/** @param {string} name */
function required(name) {
	const value = values[name];
	if (typeof value !== 'string') {
		throw new Error(`--${name} is missing.`);
	}
	return value;
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<{ ended: Promise<number> }>} the suite's exit code; 1 when it ended well but printed no count of tests
 */
async function watchSuite(page) {
	let printedCount = false;
	const verbose = values.verbose === true;
	/** @type {(code: number) => void} */
	let end = () => undefined;
	/** @type {Promise<number>} */
	const ended = new Promise(resolve => {
		end = resolve;
	});
	page.on('crash', () => {
		console.error('The window crashed.');
		end(1);
	});
	// VS Code calls these two where it finds them.
	await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ parts) => {
		const text = format(...parts);
		if (verbose || !noise.test(text)) {
			printedCount ||= /^\d+ passed/mu.test(stripVTControlCharacters(text));
			process[type === 'error' || type === 'warn' ? 'stderr' : 'stdout'].write(`${text}\n`);
		}
	});
	await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
		if (code === 0 && !printedCount) {
			console.error('VS Code ended without a count of passed tests: none ran.');
		}
		end(code === 0 && !printedCount ? 1 : code);
	});
	return { ended };
}

/**
 * @param {import('./server.mjs').Server} server
 * @param {import('playwright-core').Page} page
 */
async function runSuite(server, page) {
	const [provider, extension] = String(values['trust-authentication'] ?? '').split(':');
	if (provider && extension) {
		await trustAuthentication(page, { [provider]: [extension] });
	}
	const remote = server.origin.replace('http:', 'vscode-remote:');
	const payload = {
		extensionDevelopmentPath: remote + resolve(required('extensionDevelopmentPath')),
		extensionTestsPath: remote + resolve(required('extensionTestsPath')),
	};
	const { ended } = await watchSuite(page);
	await page.goto(workbenchUrl(server, { folder: positionals[0], payload }));
	return ended;
}

async function main() {
	const dataFolder = required('user-data-dir');
	prepareDataFolder({ folder: dataFolder, settings: bareSettings });
	const profile = mkdtempSync(join(tmpdir(), 'vsc-profile-'));
	const onOutput = values.verbose === true ? (/** @type {string} */ text) => process.stderr.write(text) : undefined;
	const server = await startServer({ dataFolder, extensions: 'development', ...(onOutput ? { onOutput } : {}) });
	// Nobody looks at it, and each line that it shows is laid out.
	const browser = await openBrowser(profile, { width: 480, height: 320 });
	const end = async () => {
		await browser.close();
		await server.stop();
		rmSync(profile, { recursive: true, force: true });
	};
	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => void end().finally(() => process.exit(130)));
	}
	const seconds = Number(values.seconds);
	/** @type {Promise<number>} */
	const late = new Promise(done => {
		setTimeout(() => {
			console.error(`The suite did not end within ${seconds} s.`);
			done(124);
		}, seconds * 1000).unref();
	});
	try {
		return await Promise.race([runSuite(server, browser.page), late]);
	} finally {
		await end();
	}
}

process.exitCode = await main();
