//! The resources, each by its table.

mod directory;
mod money;
mod time;
mod work;

use super::resource::Resource;

/// All resources, what others refer to before what refers to it.
pub(super) static RESOURCES: [&Resource; 11] = [
    &directory::COMPANIES,
    &directory::CONTACTS,
    &directory::CUSTOM_FIELDS,
    &work::PROJECTS,
    &work::PHASES,
    &work::ITEMS,
    &work::MESSAGES,
    &time::TIME,
    &time::ALLOCATIONS,
    &money::INVOICES,
    &money::QUOTES,
];

/// The resource with this name.
pub(super) fn named(name: &str) -> Option<&'static Resource> {
    RESOURCES.into_iter().find(|resource| resource.name == name)
}

const LIVING: &[&str] = &["active", "archived"];
const LONGEST_NOTE: usize = 5_000;
