// A picture for each thing that can be put into a text.
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import Heading2 from '@lucide/svelte/icons/heading-2';
import Heading3 from '@lucide/svelte/icons/heading-3';
import Heading4 from '@lucide/svelte/icons/heading-4';
import ImageIcon from '@lucide/svelte/icons/image';
import Images from '@lucide/svelte/icons/images';
import Info from '@lucide/svelte/icons/info';
import List from '@lucide/svelte/icons/list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import MessageCircleQuestion from '@lucide/svelte/icons/message-circle-question';
import MessageSquareQuote from '@lucide/svelte/icons/message-square-quote';
import Minus from '@lucide/svelte/icons/minus';
import Paperclip from '@lucide/svelte/icons/paperclip';
import Pilcrow from '@lucide/svelte/icons/pilcrow';
import Quote from '@lucide/svelte/icons/quote';
import Superscript from '@lucide/svelte/icons/superscript';
import Table from '@lucide/svelte/icons/table';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { InsertableId } from '../../editor/catalogue';

export const icons: Record<InsertableId, typeof Minus> = {
  paragraph: Pilcrow, 'heading-2': Heading2, 'heading-3': Heading3, 'heading-4': Heading4, bullets: List, numbers: ListOrdered, quote: Quote, 'pull-quote': MessageSquareQuote,
  note: Info, important: CircleAlert, warning: TriangleAlert, table: Table, question: MessageCircleQuestion, picture: ImageIcon, gallery: Images, infographic: ChartColumn,
  footnote: Superscript, divider: Minus, file: Paperclip,
};
