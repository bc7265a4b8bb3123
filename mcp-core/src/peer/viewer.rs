//! Who looks at what a server offers.

use super::{Principal, StateMap};

/// Somebody who looks at what a server offers, and the state of the server at that moment: what a
/// condition such as `#[tool(visible_when = …)]` decides by.
///
/// A condition is asked for each list and each call. So it only looks: it waits for nothing, and
/// changes nothing.
///
/// ```
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use mcp_core::peer::{StateMap, Viewer};
///
/// #[derive(Default)]
/// struct Flags {
///     beta: AtomicBool,
/// }
///
/// fn is_beta(viewer: &Viewer<'_>) -> bool {
///     let flags = viewer.state::<Flags>();
///     flags.is_some_and(|flags| flags.beta.load(Ordering::Relaxed))
/// }
///
/// let mut state = StateMap::default();
/// state.insert(Flags::default());
/// assert!(!is_beta(&Viewer::new(None, &state)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'v> {
    principal: Option<&'v Principal>,
    /// State that goes before the server's.
    own: Option<&'v StateMap>,
    state: &'v StateMap,
}

impl<'v> Viewer<'v> {
    /// Somebody, or a stranger, at a server that has this state.
    #[must_use]
    pub const fn new(principal: Option<&'v Principal>, state: &'v StateMap) -> Self {
        Self {
            principal,
            own: None,
            state,
        }
    }

    /// The same with state that goes before the server's: that of a server within it.
    #[must_use]
    pub const fn within(self, own: Option<&'v StateMap>) -> Self {
        Self { own, ..self }
    }

    /// Who looks, where that is proven.
    #[must_use]
    pub const fn principal(&self) -> Option<&'v Principal> {
        self.principal
    }

    /// The server's state of a type.
    #[must_use]
    pub fn state<T: Send + Sync + 'static>(&self) -> Option<&'v T> {
        let own = self.own.and_then(StateMap::lend);
        own.or_else(|| self.state.lend())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_of_its_own_goes_before_the_servers() {
        let (mut own, mut state) = (StateMap::default(), StateMap::default());
        state.insert(1_u8);
        state.insert("outside");
        own.insert(2_u8);
        let outside = Viewer::new(None, &state);
        assert_eq!(outside.state::<u8>(), Some(&1));
        let inside = outside.within(Some(&own));
        assert_eq!(inside.state::<u8>(), Some(&2));
        assert_eq!(inside.state::<&str>(), Some(&"outside"));
        assert_eq!(inside.state::<u16>(), None);
    }
}
