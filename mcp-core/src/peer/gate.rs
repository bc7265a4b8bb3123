//! For whom a tool, a prompt or a resource is there.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Principal, Viewer};
use crate::tool::Rejection;

/// A condition, as generated code names it.
pub type VisibleWhen = fn(&Viewer<'_>) -> bool;

/// For whom a thing is there: for those to whom all of its conditions show it. And what they must
/// be allowed to use it.
///
/// Two are equal if they ask for the same scopes in the same order, and by the same functions.
///
/// ```
/// use mcp_core::peer::{StateMap, Viewer};
/// use mcp_core::tool::{Policy, Rejection};
/// use mcp_core::{Principal, Tool, ToolResult, model::ToolDefinition};
///
/// let tool = Tool::raw(ToolDefinition::new("purge", "Forget everything"), |_context| {
///     Box::pin(async { Ok(ToolResult::default()) })
/// });
/// let mut tool = tool.visible_when(|viewer| viewer.principal().is_some());
/// tool.add_scope("admin");
/// let tool = tool.prepare(&Policy::default()).unwrap();
///
/// let (ann, state) = (Principal::new("id", "ann"), StateMap::default());
/// let viewer = Viewer::new(Some(&ann), &state);
/// assert!(tool.gate().shows(&viewer));
/// assert!(matches!(tool.gate().check(Some(&ann)), Err(Rejection::Forbidden { .. })));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    scopes: Vec<Cow<'static, str>>,
    conditions: Vec<Condition>,
}

/// A function that decides whether a thing is there.
#[derive(Clone)]
pub(crate) enum Condition {
    Function(VisibleWhen),
    Closure(Arc<Closure>),
}

type Closure = dyn Fn(&Viewer<'_>) -> bool + Send + Sync;

impl Gate {
    pub(crate) fn new(scopes: &'static [&'static str], conditions: &'static [VisibleWhen]) -> Self {
        let conditions = conditions.iter().copied();
        Self {
            scopes: scopes.iter().copied().map(Into::into).collect(),
            conditions: conditions.map(Condition::Function).collect(),
        }
    }

    /// Asks for one more scope.
    pub fn add_scope(&mut self, scope: impl Into<Cow<'static, str>>) {
        let scope = scope.into();
        if !self.scopes.contains(&scope) {
            self.scopes.push(scope);
        }
    }

    /// A gate that a condition decides on.
    #[must_use]
    pub fn of(condition: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static) -> Self {
        Self {
            scopes: Vec::new(),
            conditions: vec![Condition::of(condition)],
        }
    }

    /// Asks for all that another gate asks for, besides.
    pub fn add(&mut self, other: &Self) {
        let (scopes, conditions) = (other.scopes.iter(), other.conditions.iter());
        scopes.for_each(|scope| self.add_scope(scope.clone()));
        conditions.for_each(|condition| self.add_condition(condition.clone()));
    }

    /// Whether everybody may pass.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.scopes.is_empty() && self.conditions.is_empty()
    }

    /// What a caller must be allowed.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().map(AsRef::as_ref)
    }

    /// Whether the thing is there for somebody. Where it is not, nobody tells that there is one.
    /// What is asked are functions of the server's owner, which may panic.
    #[must_use]
    pub fn shows(&self, viewer: &Viewer<'_>) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.holds(viewer))
    }

    /// Whether somebody may use the thing.
    ///
    /// # Errors
    /// It takes scopes, and nobody has proven who they are, or who has lacks one of them.
    pub fn check(&self, principal: Option<&Principal>) -> Result<(), Rejection> {
        match principal {
            _ if self.allows(principal) => Ok(()),
            None => Err(Rejection::Unauthenticated),
            Some(_) => Err(Rejection::Forbidden {
                scopes: self.scopes.clone(),
            }),
        }
    }

    /// Whether somebody may use the thing.
    #[must_use]
    pub fn allows(&self, principal: Option<&Principal>) -> bool {
        let has = |scope| principal.is_some_and(|principal| principal.has_scope(scope));
        self.scopes().all(has)
    }

    /// Asks for one more condition.
    pub(crate) fn add_condition(&mut self, condition: Condition) {
        if !self.conditions.contains(&condition) {
            self.conditions.push(condition);
        }
    }
}

impl Condition {
    pub(crate) fn of(test: impl Fn(&Viewer<'_>) -> bool + Send + Sync + 'static) -> Self {
        Self::Closure(Arc::new(test))
    }

    fn holds(&self, viewer: &Viewer<'_>) -> bool {
        match self {
            Self::Function(test) => test(viewer),
            Self::Closure(test) => test(viewer),
        }
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // Two functions of one address do the same, whatever they are called.
            (Self::Function(one), Self::Function(other)) => std::ptr::fn_addr_eq(*one, *other),
            // Each closure has a place of its own, whatever table of methods it came with.
            (Self::Closure(one), Self::Closure(other)) => {
                std::ptr::addr_eq(Arc::as_ptr(one), Arc::as_ptr(other))
            }
            _ => false,
        }
    }
}

impl Eq for Condition {}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Condition")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peer::StateMap;

    fn never(_viewer: &Viewer<'_>) -> bool {
        false
    }

    #[test]
    fn all_scopes_of_a_thing_are_named_whichever_are_missing() {
        let gate = Gate::new(&["read", "write"], &[]);
        let ann = Principal::new("id", "ann");
        assert!(matches!(gate.check(None), Err(Rejection::Unauthenticated)));
        for known in [&[][..], &["read"], &["write"]] {
            let ann = ann.clone().with_scopes(known.iter().copied());
            match gate.check(Some(&ann)) {
                Err(Rejection::Forbidden { scopes }) => assert_eq!(scopes, ["read", "write"]),
                other => panic!("{other:?}"),
            }
        }
        assert!(
            gate.check(Some(&ann.with_scopes(["write", "read", "x"])))
                .is_ok()
        );
        assert!(Gate::default().check(None).is_ok());
    }

    #[test]
    fn all_conditions_must_hold() {
        let state = StateMap::default();
        let viewer = Viewer::new(None, &state);
        let mut gate = Gate::default();
        assert!(gate.is_open() && gate.shows(&viewer));
        gate.add_condition(Condition::of(|_| true));
        assert!(!gate.is_open() && gate.shows(&viewer));
        gate.add_condition(Condition::Function(never));
        assert!(!gate.shows(&viewer));
    }

    #[test]
    fn a_gate_in_a_gate_asks_for_what_both_ask_for() {
        let (state, never) = (StateMap::default(), Gate::of(|_| false));
        let mut gate = Gate::new(&["a"], &[]);
        let mut other = Gate::new(&["a", "b"], &[]);
        other.add(&never);
        gate.add(&other);
        gate.add(&other);
        assert_eq!(gate.scopes().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(gate, other);
        assert!(!gate.shows(&Viewer::new(None, &state)));
    }

    #[test]
    fn gates_are_the_same_by_the_same_functions() {
        assert_eq!(Gate::new(&["a"], &[never]), Gate::new(&["a"], &[never]));
        assert_ne!(Gate::new(&["a"], &[never]), Gate::new(&["b"], &[never]));
        assert_ne!(Gate::new(&["a"], &[never]), Gate::new(&["a"], &[]));
        let mut gates = [(); 3].map(|()| Gate::default());
        let shared = Condition::of(|_| true);
        gates[0].add_condition(shared.clone());
        gates[1].add_condition(shared.clone());
        gates[1].add_condition(shared);
        gates[2].add_condition(Condition::of(|_| true));
        assert_eq!(gates[0], gates[1]);
        assert_ne!(gates[0], gates[2]);
    }
}
