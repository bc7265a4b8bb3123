//! References that lead back to themselves without a step into the value.

/// The numbers of the nodes that can be reached from themselves.
pub(super) fn looping(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut next = vec![Vec::new(); nodes];
    for (from, to) in edges {
        next[*from].push(*to);
    }
    (0..nodes)
        .filter(|node| reaches_itself(*node, &next))
        .collect()
}

fn reaches_itself(node: usize, next: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; next.len()];
    let mut open = next[node].clone();
    while let Some(at) = open.pop() {
        if at == node {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&next[at]);
        }
    }
    false
}
