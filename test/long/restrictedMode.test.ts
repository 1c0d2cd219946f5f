import { inOneWindow } from '../e2e/driver/inOneWindow';
import { intruder, restrictedMode } from '../e2e/journeys/restrictedMode';

inOneWindow('Restricted Mode, in a window', [restrictedMode], { workspaceTrust: 'restricted', extensions: [intruder] });
