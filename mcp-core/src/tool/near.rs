//! Which of several names was probably meant.

/// The most letters of a name that are looked at.
const MOST: usize = 64;

/// The name that is least different, if it is not too different; upper and lower case are one.
#[must_use]
pub fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = shorten(name).to_lowercase();
    let (distance, near) = known
        .iter()
        .map(|known| (distance(&name, &known.to_lowercase()), *known))
        .min()?;
    (distance <= 1 + near.len() / 4 && distance < near.len()).then_some(near)
}

/// As much of a name as is worth repeating.
pub(crate) fn shorten(name: &str) -> String {
    name.chars().take(MOST).collect()
}

/// How many letters must change to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
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
    use super::nearest;

    #[test]
    fn the_nearest_name_is_told_only_when_it_is_near() {
        let known = ["title", "priority", "a"];
        assert_eq!(nearest("titel", &known), Some("title"));
        assert_eq!(nearest("PRIORITY", &known), Some("priority"));
        assert_eq!(nearest("c", &known), None);
        assert_eq!(nearest("assignee", &known), None);
    }
}
