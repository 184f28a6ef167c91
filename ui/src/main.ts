import { mount } from 'svelte';
import { chooseBackend } from './backend/choose';
import { followTheme } from './features/session/theme';
import './styles/base.css';
import { firstFonts } from './styles/fonts';
import App from './views/App.svelte';

followTheme();
// Asked for beside the core's first answers, not after them.
const fonts = firstFonts();
const target = document.getElementById('app');
if (target !== null) mount(App, { target, props: { backend: await chooseBackend(), fonts } });
