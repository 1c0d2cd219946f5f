import { inOneWindow } from './driver/inOneWindow';
import { mainJob } from './journeys/mainJob';
import { refusals } from './journeys/refusals';
import { sandboxSettings } from './journeys/sandboxSettings';
import { sending } from './journeys/sending';
import { shownSecrets } from './journeys/shownSecrets';
import { writeGuard } from './journeys/writeGuard';

// With the settings that a newcomer has.
inOneWindow('sessions and sending, in a window', [
	mainJob,
	sending,
	refusals,
	writeGuard,
	shownSecrets,
	sandboxSettings,
]);
