//! What the server's owner gave it for its tools.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

/// Shared state of the server, given to its builder.
///
/// ```
/// use mcp_core::State;
/// struct Database;
/// fn rows(State(_database): State<Database>) -> u32 { 0 }
/// ```
#[derive(Debug)]
pub struct State<T>(pub Arc<T>);

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// One value per type.
#[derive(Clone, Default)]
pub struct StateMap(HashMap<TypeId, Given>);

#[derive(Clone)]
struct Given {
    name: &'static str,
    value: Arc<dyn Any + Send + Sync>,
}

impl StateMap {
    /// Keeps a value; the earlier one of its type is replaced.
    pub fn insert<T: Send + Sync + 'static>(&mut self, value: T) {
        let given = Given {
            name: type_name::<T>(),
            value: Arc::new(value),
        };
        self.0.insert(TypeId::of::<T>(), given);
    }

    /// The value of a type.
    #[must_use]
    pub fn find<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let given = self.0.get(&TypeId::of::<T>())?;
        Arc::clone(&given.value).downcast().ok()
    }

    /// The same, for a look.
    pub(crate) fn lend<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.get(&TypeId::of::<T>())?.value.downcast_ref()
    }

    /// These values, and those of another map where there are none here.
    pub(crate) fn over(&self, below: &Self) -> Self {
        let mut all = below.0.clone();
        all.extend(self.0.iter().map(|(id, given)| (*id, given.clone())));
        Self(all)
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names of the types of which there is a value, with their paths, in the order of the
    /// alphabet.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.0.values().map(|given| given.name).collect();
        names.sort_unstable();
        names
    }

    /// Whether there is a value of a type.
    #[must_use]
    pub fn has(&self, id: TypeId) -> bool {
        self.0.contains_key(&id)
    }
}

impl std::fmt::Debug for StateMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}<{}>", type_name::<Self>(), self.0.len())
    }
}
