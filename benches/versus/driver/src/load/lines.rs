//! One client on the standard streams, with as many calls under way as there are links.

use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{ChildStdin, ChildStdout};
use std::rc::Rc;

use memchr::memmem;

use super::Link;
use super::session::text;

use crate::options::Options;
use crate::request::{self, Request};

struct Lines {
    pipe: Rc<RefCell<Pipe>>,
    expected: &'static [u8],
}

struct Pipe {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    request: Request,
    line: Vec<u8>,
}

pub(super) fn links(
    (mut input, mut output): (ChildStdin, BufReader<ChildStdout>),
    options: &Options,
) -> Result<Vec<Box<dyn Link>>, String> {
    let mut line = Vec::new();
    writeln!(input, "{}", request::initialize("2025-11-25")).map_err(text)?;
    output.read_until(b'\n', &mut line).map_err(text)?;
    writeln!(input, "{}", request::INITIALIZED).map_err(text)?;
    let echoes = memmem::find(&line, b"serverInfo").is_none();
    if echoes {
        // A server that only repeats repeats the notification, too.
        output.read_until(b'\n', &mut line).map_err(text)?;
    }
    let pipe = Rc::new(RefCell::new(Pipe {
        input,
        output,
        request: request::line(&options.what),
        line,
    }));
    let expected = request::expected(&options.what);
    let link = |_| -> Box<dyn Link> {
        Box::new(Lines {
            pipe: Rc::clone(&pipe),
            expected,
        })
    };
    Ok((0..options.connections).map(link).collect())
}

impl Link for Lines {
    fn ask(&mut self) -> Result<(), String> {
        let Pipe { input, request, .. } = &mut *self.pipe.borrow_mut();
        input.write_all(request.next()).map_err(text)
    }

    fn answered(&mut self) -> Result<bool, String> {
        let Pipe { output, line, .. } = &mut *self.pipe.borrow_mut();
        line.clear();
        output.read_until(b'\n', line).map_err(text)?;
        Ok(memmem::find(line, self.expected).is_some())
    }
}
