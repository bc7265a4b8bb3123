//! What a README says to try, so that a test can try it.

use reqwest::{Client, Response};

use crate::patiently;

/// A line for `curl`.
#[derive(Debug)]
pub struct Curl {
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// All lines for `curl` in a text, in their order.
#[must_use]
pub fn curls(text: &str) -> Vec<Curl> {
    let starts = text.match_indices("\ncurl ");
    starts.map(|(at, _)| Curl::read(&text[at + 1..])).collect()
}

/// The texts that `echo '…'` writes, in their order.
#[must_use]
pub fn echoed(text: &str) -> Vec<&str> {
    let rests = text.split("echo '").skip(1);
    rests
        .filter_map(|rest| Some(rest.split_once('\'')?.0))
        .collect()
}

impl Curl {
    fn read(text: &str) -> Self {
        let mut curl = Self {
            headers: Vec::new(),
            body: None,
        };
        let mut words = words(text).into_iter().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().expect("a value follows its option");
            match word.as_str() {
                "-H" => {
                    let header = value();
                    let (name, value) = header.split_once(": ").expect("a header has a value");
                    curl.headers.push((name.to_owned(), value.to_owned()));
                }
                "-d" => curl.body = Some(value()),
                "-s" | "-N" | "-sN" => {}
                url => assert_eq!(url, "http://127.0.0.1:8080/mcp", "no word for curl"),
            }
        }
        curl
    }

    /// The same with something in the place of a word.
    #[must_use]
    pub fn with(&self, word: &str, text: &str) -> Self {
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (name.clone(), value.replace(word, text)));
        Self {
            headers: headers.collect(),
            body: self.body.as_ref().map(|body| body.replace(word, text)),
        }
    }

    pub(crate) async fn send(&self, url: &str) -> Response {
        let client = Client::new();
        let mut request = match &self.body {
            Some(body) => client.post(url).body(body.clone()),
            None => client.get(url),
        };
        // What curl says of itself where nothing else is said.
        if !self.has("accept") {
            request = request.header("Accept", "*/*");
        }
        if self.body.is_some() && !self.has("content-type") {
            request = request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = patiently("a response", request.send()).await;
        response.expect("the program is there")
    }

    fn has(&self, header: &str) -> bool {
        let mut names = self.headers.iter().map(|(name, _)| name);
        names.any(|name| name.eq_ignore_ascii_case(header))
    }
}

/// The words of the first command in a text, as a shell reads them: `'…'` is one word, and a `\`
/// at the end of a line continues it.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\n' => break,
            '\\' => assert_eq!(chars.next(), Some('\n'), "only a line is continued"),
            ' ' => words.push(String::new()),
            '\'' => {
                let quoted = chars.by_ref().take_while(|char| *char != '\'');
                words.last_mut().expect("there is one").extend(quoted);
            }
            char => words.last_mut().expect("there is one").push(char),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_a_shell_reads_it() {
        let text =
            "Try:\n\ncurl -s http://127.0.0.1:8080/mcp -H 'A: b c' \\\n  -d '{\"d\": 1}'\necho";
        let curl = &curls(text)[0];
        assert_eq!(curl.headers, [("A".to_owned(), "b c".to_owned())]);
        assert_eq!(curl.body.as_deref(), Some("{\"d\": 1}"));
        assert_eq!(echoed("echo 'a b' | c\necho 'd'"), ["a b", "d"]);
    }
}
