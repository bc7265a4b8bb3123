//! References that lead back to themselves without a step into the value.

/// How far a node is looked through.
#[derive(Clone, Copy)]
enum Seen {
    Not,
    /// What it leads to is being looked through.
    Open,
    Done,
}

/// The numbers of the nodes that close a loop: without them there is none.
pub(super) fn looping(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut next = vec![Vec::new(); nodes];
    for (from, to) in edges {
        next[*from].push(*to);
    }
    let mut seen = vec![Seen::Not; nodes];
    let mut looping = Vec::new();
    for start in 0..nodes {
        let mut open = match seen[start] {
            Seen::Not => vec![start],
            Seen::Open | Seen::Done => continue,
        };
        while let Some(at) = open.last().copied() {
            seen[at] = Seen::Open;
            match next[at].pop() {
                Some(to) => match seen[to] {
                    Seen::Not => open.push(to),
                    Seen::Open => looping.push(to),
                    Seen::Done => {}
                },
                None => {
                    seen[at] = Seen::Done;
                    open.pop();
                }
            }
        }
    }
    looping.sort_unstable();
    looping.dedup();
    looping
}
