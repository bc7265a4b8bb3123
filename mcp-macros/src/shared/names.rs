//! Names: which clients take, and which of several was meant.

const MOST: usize = 64;

/// What is wrong with the name of a tool or a prompt. The specification allows more; several
/// clients drop every tool of a server when one name has a `.` or more than 64 characters.
pub(crate) fn fault(name: &str, of: &str) -> Option<String> {
    let refused = |letter: &char| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-');
    if name.is_empty() {
        return Some(format!("a {of}'s name has at least one character"));
    }
    if let Some(letter) = name.chars().find(refused) {
        return Some(format!(
            "the {of} name `{name}` has a `{letter}`; clients take only `A-Z a-z 0-9 _ -`"
        ));
    }
    (name.len() > MOST).then(|| {
        let length = name.len();
        format!("the {of} name `{name}` has {length} characters; clients take at most {MOST}")
    })
}

/// What is wrong with what goes before names.
pub(crate) fn prefix_fault(prefix: &str) -> Option<String> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    (!prefix.chars().all(fits)).then(|| {
        format!(
            "the prefix `{prefix}` goes into names, and clients take only `A-Z a-z 0-9 _ -` there"
        )
    })
}

/// What is wrong with the name of an argument, which becomes that of a property: the API of one
/// vendor takes no others.
pub(crate) fn argument_fault(name: &str) -> Option<String> {
    let refused =
        |letter: &char| !letter.is_ascii_alphanumeric() && !matches!(letter, '_' | '-' | '.');
    if let Some(letter) = name.chars().find(refused) {
        return Some(format!(
            "the argument name `{name}` has a `{letter}`; clients take only `A-Z a-z 0-9 _ - .`"
        ));
    }
    (name.len() > MOST).then(|| {
        let length = name.len();
        format!("the argument name `{name}` has {length} characters; clients take at most {MOST}")
    })
}

/// The name that was probably meant.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = name.to_lowercase();
    let (changes, near) = known
        .iter()
        .map(|known| (changes(&name, known), *known))
        .min()?;
    if changes <= 1 + near.len() / 4 {
        return Some(near);
    }
    known.iter().copied().find(|known| name.starts_with(known))
}

/// How many letters must change to make one word of the other.
fn changes(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let change = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_two_marks_make_a_name() {
        assert_eq!(fault("list_issues-2", "tool"), None);
        assert!(fault("", "tool").is_some());
        assert!(fault("a.b", "tool").expect("a dot").contains("`.`"));
        assert!(fault("größe", "tool").expect("an umlaut").contains("`ö`"));
    }

    #[test]
    fn a_name_has_at_most_64_characters() {
        assert_eq!(fault(&"a".repeat(64), "tool"), None);
        assert!(fault(&"a".repeat(65), "tool").is_some());
    }

    #[test]
    fn arguments_are_named_as_properties_may_be() {
        assert_eq!(argument_fault("page.size-2"), None);
        assert!(argument_fault("sort by").expect("a space").contains("` `"));
        assert!(argument_fault("größe").expect("an umlaut").contains("`ö`"));
        assert!(argument_fault(&"a".repeat(65)).is_some());
    }

    #[test]
    fn the_nearest_name_is_found() {
        let keys = ["name", "title", "read_only", "destructive"];
        assert_eq!(nearest("readonly", &keys), Some("read_only"));
        assert_eq!(nearest("ReadOnly", &keys), Some("read_only"));
        assert_eq!(nearest("destructve", &keys), Some("destructive"));
        assert_eq!(nearest("nmae", &keys), Some("name"));
        assert_eq!(nearest("names", &keys), Some("name"));
        assert_eq!(nearest("minimum", &["min_length", "min"]), Some("min"));
        assert_eq!(nearest("scopes", &keys), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
