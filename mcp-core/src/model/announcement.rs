//! What a server tells its clients without being asked (`server/tools#list-changed-notification`,
//! `server/resources#subscriptions`, and their kin).

/// Something that has changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Announcement {
    /// The list of tools: `notifications/tools/list_changed`.
    ToolsChanged,
    /// The list of prompts: `notifications/prompts/list_changed`.
    PromptsChanged,
    /// The list of resources, or of their templates: `notifications/resources/list_changed`.
    ResourcesChanged,
    /// The resource of this URI: `notifications/resources/updated`.
    ResourceUpdated(String),
}

/// What a client wants to be told of (`subscriptions/listen`, 2026-07-28). What is not in it is not
/// sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubscriptionFilter {
    /// Changes of the list of tools.
    pub tools_list_changed: bool,
    /// Changes of the list of prompts.
    pub prompts_list_changed: bool,
    /// Changes of the list of resources.
    pub resources_list_changed: bool,
    /// Updates of the resources of these URIs.
    pub resource_subscriptions: Vec<String>,
    /// Changes of these tasks (`io.modelcontextprotocol/tasks`).
    pub task_ids: Vec<String>,
}

impl SubscriptionFilter {
    /// To how many resources one stream may be subscribed.
    pub const MAX_RESOURCES: usize = 1024;

    /// Of how many tasks one stream may tell.
    pub const MAX_TASKS: usize = Self::MAX_RESOURCES;

    /// How many bytes the URIs of those resources may have together, and so the ids of those tasks.
    pub const MAX_BYTES: usize = 64 << 10;
}
