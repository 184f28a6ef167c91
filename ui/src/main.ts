// The first thing that runs. It asks for everything that takes a way (the core's first answer, the fonts, the window's own program) at once, so that
// none waits for another.
import { askAhead } from './backend/ahead';
import { chooseBackend } from './backend/choose';
import { followTheme } from './features/session/theme';
import { chosenLanguage, speak } from './shared/language';
import './styles/base.css';
import { firstFonts } from './styles/fonts';

// Marks tell a measured start where its time went.
performance.mark('script');
followTheme();
const fonts = firstFonts();
void start();

// Not awaited at the top of the module: the window's program may share code with this one, and would wait for it to end as this waits for that.
async function start(): Promise<void> {
  // Before the window's program, whose reading keeps this thread for longer than the core needs to answer.
  const backend = askAhead(await chooseBackend());
  const [{ openWindow }] = await Promise.all([import('./window'), speak(chosenLanguage())]);
  performance.mark('program');
  const target = document.getElementById('app');
  if (target !== null) openWindow(target, { backend, fonts });
}
