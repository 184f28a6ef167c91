// Where the media of the article on the screen are, as the core finds them; asked again after every save and act.
import type { Backend } from '../../backend/backend';
import type { MediaPlaceView } from '../../backend/generated/protocol';

export class Places {
  list = $state.raw<MediaPlaceView[]>([]);
  private asked = 0;

  constructor(private readonly backend: Backend) {}

  async refresh(article: string | null): Promise<void> {
    const mine = ++this.asked;
    // An article that cannot be asked about says so where it is opened; here nothing is claimed of its media then.
    const found = article === null ? [] : await this.backend.call('media_list', { article }).then(({ media }) => media, () => []);
    if (mine === this.asked) this.list = found;
  }
}
