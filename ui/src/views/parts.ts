// What the desk and the window show only when it is asked for.
import { later } from '../shared/later';

export const CompareView = later(() => import('../features/history/CompareView.svelte'));
export const ConflictView = later(() => import('../features/conflict/ConflictView.svelte'));
export const OutboxView = later(() => import('../features/outbox/OutboxView.svelte'));
export const PictureDialog = later(() => import('../features/media/PictureDialog.svelte'));
export const PreviewPane = later(() => import('../features/preview/PreviewPane.svelte'));
export const ProofList = later(() => import('../features/spelling/ProofList.svelte'));
export const FindingPopup = later(() => import('../features/spelling/FindingPopup.svelte'));
export const RecoveryView = later(() => import('../features/recovery/RecoveryView.svelte'));
export const Welcome = later(() => import('../features/welcome/Welcome.svelte'));
export const LockScreen = later(() => import('../features/session/LockScreen.svelte'));
export const RepairWizard = later(() => import('../features/repair/RepairWizard.svelte'));
export const RescueExport = later(() => import('../features/repair/RescueExport.svelte'));

export const ApproveDialog = later(() => import('../features/review/ApproveDialog.svelte'), 'when open');
export const BundleDialog = later(() => import('../features/session/BundleDialog.svelte'), 'when open');
export const DeleteDialog = later(() => import('../features/trash/DeleteDialog.svelte'), 'when open');
export const HelpRoom = later(() => import('./desk/HelpRoom.svelte'), 'when open');
export const PaletteRoom = later(() => import('./desk/PaletteRoom.svelte'), 'when open');
export const SendBackDialog = later(() => import('../features/review/SendBackDialog.svelte'), 'when open');
export const SettingsDialog = later(() => import('../features/settings/SettingsDialog.svelte'), 'when open');
export const SignInDialog = later(() => import('../features/session/SignInDialog.svelte'), 'when open');
