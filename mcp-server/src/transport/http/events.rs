//! How messages become server-sent events (`basic/transports#streamable-http`).

use bytes::{Buf, Bytes};

/// What precedes a message. It is in place before the message is written, so that an answer is
/// framed where it lies.
const OPEN: &[u8] = b"event: message\ndata: ";
const CLOSE: &[u8] = b"\n\n";
/// Says nothing, and shows that the server is there.
pub(super) const KEEP_ALIVE: &[u8] = b": keepalive\n\n";
/// Events that are ready together leave together, up to this many bytes.
const FRAME: usize = 64 * 1024;

/// Events on their way out: whole ones, then the beginning of the next.
#[derive(Debug)]
pub(super) struct Events {
    /// Empty until a message is asked for.
    buffer: Vec<u8>,
    /// Where the unfinished event's message begins, or will.
    message: usize,
}

impl Events {
    /// No events yet, with `room` for a first message.
    pub(super) fn with_room(room: usize) -> Self {
        Self {
            buffer: Vec::with_capacity(OPEN.len() + room),
            ..Self::none()
        }
    }

    /// No events yet, and no memory for any.
    pub(super) const fn none() -> Self {
        Self {
            buffer: Vec::new(),
            message: OPEN.len(),
        }
    }

    /// A message as the only event that there is.
    pub(super) fn only(message: &[u8]) -> Bytes {
        let mut event = Self::with_room(message.len() + CLOSE.len());
        event.message().extend_from_slice(message);
        event.into_last()
    }

    /// Where the next message is appended to.
    pub(super) fn message(&mut self) -> &mut Vec<u8> {
        if self.buffer.is_empty() {
            self.open();
        }
        &mut self.buffer
    }

    /// Ends the event whose message has been appended, and begins the next.
    pub(super) fn end_event(&mut self) {
        self.close();
        self.open();
    }

    /// The same for an event with an id, which stands last, for the message lies where it is.
    pub(super) fn end_event_with_id(&mut self, write_id: impl FnOnce(&mut Vec<u8>)) {
        one_line(&mut self.buffer[self.message..]);
        self.buffer.extend_from_slice(b"\nid: ");
        write_id(&mut self.buffer);
        self.buffer.extend_from_slice(CLOSE);
        self.open();
    }

    /// The message of the unfinished event.
    pub(super) fn unfinished(&self) -> &[u8] {
        &self.buffer[self.message..]
    }

    /// Adds something that is no message before the unfinished event.
    pub(super) fn insert(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let end = self.message().len();
        let place = self.message - OPEN.len();
        write(&mut self.buffer);
        let length = self.buffer.len() - end;
        self.buffer[place..].rotate_right(length);
        self.message += length;
    }

    /// Adds something that is no message, such as a comment.
    pub(super) fn raw(&mut self, lines: &[u8]) {
        self.buffer.truncate(self.message - OPEN.len());
        self.buffer.extend_from_slice(lines);
        self.open();
    }

    /// The whole events. Of the next one there must be nothing yet.
    pub(super) fn take(&mut self) -> Option<Bytes> {
        let whole = self.message - OPEN.len();
        if whole == 0 {
            return None;
        }
        let mut frame = std::mem::take(&mut self.buffer);
        frame.truncate(whole);
        self.message = OPEN.len();
        Some(frame.into())
    }

    /// The whole events and the last, whose message has been appended.
    pub(super) fn into_last(mut self) -> Bytes {
        self.close();
        self.buffer.into()
    }

    /// The unfinished event's message alone, without a copy.
    pub(super) fn into_message(self) -> Bytes {
        let mut message = Bytes::from(self.buffer);
        message.advance(self.message);
        message
    }

    /// Whether there is nothing to take.
    pub(super) const fn is_empty(&self) -> bool {
        self.message == OPEN.len()
    }

    /// Whether it is time to take before more is added.
    pub(super) const fn is_full(&self) -> bool {
        self.buffer.len() >= FRAME
    }

    fn close(&mut self) {
        one_line(&mut self.buffer[self.message..]);
        self.buffer.extend_from_slice(CLOSE);
    }

    fn open(&mut self) {
        self.buffer.extend_from_slice(OPEN);
        self.message = self.buffer.len();
    }
}

/// Keeps a message from ending its `data` line early. Outside of strings a line break is white
/// space in JSON, and inside of them it cannot stand.
fn one_line(message: &mut [u8]) {
    // Writes each byte, in a form that the compiler makes vectors of.
    for byte in message {
        *byte = match *byte {
            b'\n' | b'\r' => b' ',
            other => other,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(messages: &[&str]) -> Events {
        let mut events = Events::none();
        for message in messages {
            events.message().extend_from_slice(message.as_bytes());
            events.end_event();
        }
        events
    }

    #[test]
    fn a_message_is_one_event() {
        let frame = events(&["{}"]).take();
        assert_eq!(frame.as_deref(), Some(&b"event: message\ndata: {}\n\n"[..]));
    }

    #[test]
    fn messages_that_are_ready_together_leave_together() {
        let mut events = events(&["1", "2"]);
        let frame = events.take().expect("two events");
        assert_eq!(
            &frame[..],
            b"event: message\ndata: 1\n\nevent: message\ndata: 2\n\n"
        );
        assert!(events.is_empty());
        assert_eq!(events.take(), None);
    }

    #[test]
    fn an_unfinished_event_is_not_taken() {
        let mut events = events(&["1"]);
        events.take();
        events.message().extend_from_slice(b"2");
        events.end_event();
        assert_eq!(
            events.take().as_deref(),
            Some(&b"event: message\ndata: 2\n\n"[..])
        );
    }

    #[test]
    fn line_breaks_between_tokens_do_not_end_the_event() {
        let frame = events(&["{\r\n\"a\":\n1}"]).take();
        assert_eq!(
            frame.as_deref(),
            Some(&b"event: message\ndata: {  \"a\": 1}\n\n"[..])
        );
    }

    #[test]
    fn a_comment_stands_before_the_next_event() {
        let mut events = Events::none();
        events.raw(KEEP_ALIVE);
        events.message().extend_from_slice(b"1");
        events.end_event();
        assert_eq!(
            events.take().as_deref(),
            Some(&b": keepalive\n\nevent: message\ndata: 1\n\n"[..])
        );
    }

    #[test]
    fn an_event_may_have_an_id() {
        let mut events = events(&[]);
        events.message().extend_from_slice(b"{\n}");
        assert_eq!(events.unfinished(), b"{\n}");
        events.end_event_with_id(|out| out.extend_from_slice(b"1-a"));
        assert_eq!(
            events.take().as_deref(),
            Some(&b"event: message\ndata: { }\nid: 1-a\n\n"[..])
        );
    }

    #[test]
    fn something_may_come_before_an_unfinished_event() {
        let mut events = events(&["1"]);
        events.message().extend_from_slice(b"2");
        events.insert(|out| out.extend_from_slice(b"retry: 5\n\n"));
        events.end_event();
        let before = events.take();
        events.insert(|out| out.extend_from_slice(KEEP_ALIVE));
        assert_eq!(events.take().as_deref(), Some(KEEP_ALIVE));
        assert_eq!(
            before.as_deref(),
            Some(&b"event: message\ndata: 1\n\nretry: 5\n\nevent: message\ndata: 2\n\n"[..])
        );
    }

    #[test]
    fn the_only_message_comes_out_bare() {
        let mut events = Events::with_room(2);
        events.message().extend_from_slice(b"{}");
        assert_eq!(&events.into_message()[..], b"{}");
    }

    #[test]
    fn the_only_message_may_be_an_event() {
        let event = Events::only(b"{\n}");
        assert_eq!(&event[..], b"event: message\ndata: { }\n\n");
    }

    #[test]
    fn a_frame_has_a_bound() {
        let mut events = events(&["1"]);
        assert!(!events.is_full());
        events.message().resize(FRAME, b' ');
        assert!(events.is_full());
    }
}
