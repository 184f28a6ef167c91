import { mount } from 'svelte';
import { chooseBackend } from './backend/choose';
import { followTheme } from './features/session/theme';
import './styles/base.css';
import './styles/fonts';
import App from './views/App.svelte';

followTheme();
const target = document.getElementById('app');
if (target !== null) mount(App, { target, props: { backend: await chooseBackend() } });
