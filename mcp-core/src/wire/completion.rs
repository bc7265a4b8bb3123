//! The answer to `completion/complete` (`server/utilities/completion`).

use super::{Stamp, json};
use crate::jsonrpc::write_string;
use crate::model::Completion;
use crate::revision::Revision;

/// How many values a client may be sent.
const MOST: usize = 100;

/// Appends the result of `completion/complete`: the first 100 values, and how many there are.
pub fn write_completion(
    revision: Revision,
    stamp: &Stamp,
    completion: &Completion,
    out: &mut Vec<u8>,
) {
    let values = &completion.values;
    let shown = &values[..values.len().min(MOST)];
    // Where nobody says so, the values are all there are.
    let all = (!completion.has_more).then_some(values.len() as u64);
    let total = completion.total.or(all);
    let beyond = total.is_some_and(|total| total > shown.len() as u64);
    out.push(b'{');
    json::object(out, "completion", |out| {
        json::array(out, "values", shown, |out, value| write_string(out, value));
        if let Some(total) = total {
            json::key(out, "total");
            out.extend_from_slice(total.to_string().as_bytes());
        }
        json::flag(out, "hasMore", Some(completion.has_more || beyond));
    });
    stamp.close(revision, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Implementation;
    use crate::wire::testing::each;

    fn written(completion: &Completion) -> [String; 5] {
        let stamp = Stamp::new(&Implementation::new("s", "1"));
        each(|revision, out| write_completion(revision, &stamp, completion, out))
    }

    fn values(count: usize) -> Completion {
        let values: Vec<String> = (0..count).map(|value| value.to_string()).collect();
        values.into()
    }

    #[test]
    fn a_few_values_are_all_there_are() {
        let old = r#"{"completion":{"values":["0","1"],"total":2,"hasMore":false}"#;
        let new = format!(
            "{old},{}",
            concat!(
                r#""resultType":"complete","#,
                r#""_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}"#
            )
        );
        let old = format!("{old}}}");
        assert_eq!(written(&values(2)), [&*old, &old, &old, &old, &new]);
    }

    #[test]
    fn no_values_are_an_answer_too() {
        let [first, ..] = written(&Completion::default());
        let expected = r#"{"completion":{"values":[],"total":0,"hasMore":false}}"#;
        assert_eq!(first, expected);
    }

    #[test]
    fn a_client_gets_a_hundred_and_learns_how_many_there_are() {
        for (completion, last, tail) in [
            (values(100), "\"99\"]", r#""total":100,"hasMore":false"#),
            (values(101), "\"99\"]", r#""total":101,"hasMore":true"#),
            (values(1_000), "\"99\"]", r#""total":1000,"hasMore":true"#),
            (
                values(2).of(5_000),
                "\"1\"]",
                r#""total":5000,"hasMore":true"#,
            ),
            (values(2).and_more(), "\"1\"]", r#""hasMore":true"#),
            (
                values(2).of(3).and_more(),
                "\"1\"]",
                r#""total":3,"hasMore":true"#,
            ),
        ] {
            let [first, ..] = written(&completion);
            assert!(first.ends_with(&format!("{last},{tail}}}}}")), "{first}");
        }
    }
}
