//! Hints out of a stream of server-sent events (the HTML standard, section 9.2).
//!
//! Only the event's name counts: whatever else it says, the answer to it is a pull. A line that gets longer than any hint ends the stream.

use std::{
    collections::VecDeque,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Buf;
use futures_core::Stream;
use http_body::Body;

use crate::{Hint, Hints, transport::ResponseBody};

/// The media type of the stream.
pub(super) const EVENT_STREAM: &str = "text/event-stream";

/// The name of the event that asks for a pull.
const NEWS: &[u8] = b"news";

/// No line of the protocol is longer.
const LONGEST_LINE: usize = 1024;

/// The hints in this body.
pub(super) fn of(body: ResponseBody) -> Hints {
    Box::pin(Listening { body, lines: Lines::default(), heard: VecDeque::new() })
}

struct Listening {
    body: ResponseBody,
    lines: Lines,
    heard: VecDeque<Hint>,
}

impl Stream for Listening {
    type Item = Hint;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Hint>> {
        loop {
            if let Some(hint) = self.heard.pop_front() {
                return Poll::Ready(Some(hint));
            }
            let Some(Ok(frame)) = ready!(Pin::new(&mut self.body).poll_frame(context)) else { return Poll::Ready(None) };
            let Ok(mut data) = frame.into_data() else { continue };
            let this = &mut *self;
            while data.has_remaining() {
                if !this.lines.take(data.get_u8(), &mut this.heard) {
                    return Poll::Ready(None);
                }
            }
        }
    }
}

/// What was read of the event under way.
#[derive(Default)]
struct Lines {
    line: Vec<u8>,
    is_news: bool,
    after_return: bool,
}

impl Lines {
    /// Takes a byte; false when the line is too long to be a hint's.
    fn take(&mut self, byte: u8, heard: &mut VecDeque<Hint>) -> bool {
        // A line ends with a line feed, a carriage return, or both.
        let is_second = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        match byte {
            b'\n' if is_second => {}
            b'\n' | b'\r' => self.end_line(heard),
            other => self.line.push(other),
        }
        self.line.len() <= LONGEST_LINE
    }

    fn end_line(&mut self, heard: &mut VecDeque<Hint>) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            if std::mem::take(&mut self.is_news) {
                heard.push_back(Hint::News);
            }
        } else if line.starts_with(b":") {
            heard.push_back(Hint::Alive);
        } else if let Some(name) = line.strip_prefix(b"event:") {
            self.is_news = name.strip_prefix(b" ").unwrap_or(name) == NEWS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints_in(text: &[u8]) -> Option<Vec<Hint>> {
        let (mut lines, mut heard) = (Lines::default(), VecDeque::new());
        text.iter().all(|byte| lines.take(*byte, &mut heard)).then(|| heard.into())
    }

    #[test]
    fn an_event_counts_when_its_blank_line_has_come() {
        for (text, expected) in [
            ("event: news\ndata:\n\n", vec![Hint::News]),
            ("event:news\r\ndata: 1\r\n\r\n", vec![Hint::News]),
            ("event: news\r\r", vec![Hint::News]),
            ("event: news\ndata:\n", vec![]),
            (": still here\n\n", vec![Hint::Alive]),
            ("event: weather\ndata: rain\n\nevent: news\n\n", vec![Hint::News]),
            ("data: event: news\n\n", vec![]),
        ] {
            assert_eq!(hints_in(text.as_bytes()), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        assert_eq!(hints_in(&vec![b'x'; LONGEST_LINE + 1]), None);
    }
}
