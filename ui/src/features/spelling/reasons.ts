// Why something is doubted, in words. The core gives the reason and what it is about; each has one sentence.
import type { ProofReason } from '../../backend/generated/protocol';
import { m } from '../../paraglide/messages.js';

/** The sentence for a reason. */
export function because(reason: ProofReason): string {
  switch (reason.because) {
    case 'no_syllable':
      return m.proof_because_no_syllable(reason);
    case 'onset_misspelt':
      return m.proof_because_onset_misspelt(reason);
    case 'two_tones':
      return m.proof_because_two_tones(reason);
    case 'tone_misplaced':
      return m.proof_because_tone_misplaced(reason);
    case 'stopped_tone':
      return m.proof_because_stopped_tone(reason);
    case 'house_places_tone':
      return m.proof_because_house_places_tone(reason);
    case 'grown_together':
      return m.proof_because_grown_together();
    case 'hoi_for_nga':
      return m.proof_because_hoi_for_nga(reason);
    case 'nga_for_hoi':
      return m.proof_because_nga_for_hoi(reason);
    case 'no_such_word':
      return m.proof_because_no_such_word(reason);
    case 'confused':
      return m.proof_because_confused(reason);
    case 'telex_keys':
      return m.proof_because_telex_keys(reason);
    case 'vni_keys':
      return m.proof_because_vni_keys(reason);
    case 'keys_left':
      return m.proof_because_keys_left(reason);
    case 'marks_missing':
      return m.proof_because_marks_missing(reason);
    case 'chat_word':
      return m.proof_because_chat_word(reason);
    case 'written_twice':
      return m.proof_because_written_twice(reason);
    case 'space_before_percent':
      return m.proof_because_space_before_percent();
    case 'space_before_mark':
      return m.proof_because_space_before_mark(reason);
    case 'space_after_opening':
      return m.proof_because_space_after_opening();
    case 'too_many_spaces':
      return m.proof_because_too_many_spaces();
    case 'no_space_before_opening':
      return m.proof_because_no_space_before_opening();
    case 'no_space_after_closing':
      return m.proof_because_no_space_after_closing();
    case 'no_space_after_mark':
      return m.proof_because_no_space_after_mark(reason);
    case 'mark_repeated':
      return m.proof_because_mark_repeated(reason);
    case 'two_full_stops':
      return m.proof_because_two_full_stops();
    case 'one_mark_is_enough':
      return m.proof_because_one_mark_is_enough();
    case 'two_marks':
      return m.proof_because_two_marks();
    case 'partner_missing':
      return m.proof_because_partner_missing(reason);
    case 'sentence_starts_small':
      return m.proof_because_sentence_starts_small(reason);
    case 'person_name':
      return m.proof_because_person_name();
    case 'numbered_place':
      return m.proof_because_numbered_place(reason);
    case 'place_by_decree':
      return m.proof_because_place_by_decree(reason);
    case 'place_name':
      return m.proof_because_place_name(reason);
    case 'agency_name':
      return m.proof_because_agency_name(reason);
    case 'proper_name':
      return m.proof_because_proper_name(reason);
    case 'law_name':
      return m.proof_because_law_name(reason);
    case 'feast_name':
      return m.proof_because_feast_name(reason);
    case 'office_name':
      return m.proof_because_office_name(reason);
    case 'office_before_name':
      return m.proof_because_office_before_name();
    case 'former_name':
      return m.proof_because_former_name(reason);
    case 'no_such_date':
      return m.proof_because_no_such_date();
    case 'nought_missing':
      return m.proof_because_nought_missing();
    case 'document_sign':
      return m.proof_because_document_sign(reason);
    case 'document_kind':
      return m.proof_because_document_kind(reason);
    case 'decimal_point':
      return m.proof_because_decimal_point();
    case 'decomposed':
      return m.proof_because_decomposed();
    case 'other_alphabet':
      return m.proof_because_other_alphabet();
    case 'tcvn_font':
      return m.proof_because_tcvn_font();
    case 'vni_font':
      return m.proof_because_vni_font();
    default:
      return reason satisfies never;
  }
}
