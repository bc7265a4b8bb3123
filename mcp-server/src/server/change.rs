//! Changing what a server offers while it serves.

use mcp_core::{PromptSet, ResourceSet, ToolSet};

use super::catalogue::{Entry, Good, Goods};
use super::error::{Fault, Thing};
use super::offer::Offer;

/// A change of what a server offers, to be made by [`Server::change`](crate::Server::change).
///
/// What is removed goes first, then what is added comes, so that a new tool can take the name of
/// an old one; at last things are hidden and shown.
#[derive(Debug, Default)]
pub struct Change {
    removed: Vec<(Thing, String)>,
    added: Offer,
    /// Whether each is hidden from now on.
    hidden: Vec<(Thing, String, bool)>,
}

impl Change {
    /// Adds tools, with the prompts and resources that are written beside them.
    pub fn tools(&mut self, tools: impl ToolSet) -> &mut Self {
        self.added.add(tools);
        self
    }

    /// Adds prompts.
    pub fn prompts(&mut self, prompts: impl PromptSet) -> &mut Self {
        self.added.add_prompts(prompts);
        self
    }

    /// Adds resources.
    pub fn resources(&mut self, resources: impl ResourceSet) -> &mut Self {
        self.added.add_resources(resources);
        self
    }

    /// Serves these skills in place of all that there are.
    ///
    /// ```
    /// use mcp_server::{Server, Skills};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let text = |how: &str| format!("---\nname: refunds\ndescription: How we refund\n---\n{how}");
    /// let skills = Skills::new().file("refunds/SKILL.md", text("Say no."));
    /// let server = Server::builder(("shop", "1.0.0")).skills(skills).build()?;
    /// let skills = Skills::new().file("refunds/SKILL.md", text("Ask why."));
    /// server.change(|change| {
    ///     change.skills(skills);
    /// })?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "skills")]
    pub fn skills(&mut self, skills: super::Skills) -> &mut Self {
        self.added.add_skills(skills);
        self
    }

    /// Removes a tool. Its running calls run on.
    pub fn remove_tool(&mut self, name: impl Into<String>) -> &mut Self {
        self.remove(Thing::Tool, name.into())
    }

    /// Removes a prompt. Whoever is getting it still does.
    pub fn remove_prompt(&mut self, name: impl Into<String>) -> &mut Self {
        self.remove(Thing::Prompt, name.into())
    }

    /// Removes the resource of a URI, or a template as it is written. Whoever is reading it still
    /// does.
    pub fn remove_resource(&mut self, uri: impl Into<String>) -> &mut Self {
        self.remove(Thing::Resource, uri.into())
    }

    /// Leaves a tool out of the list. It can still be called.
    pub fn hide_tool(&mut self, name: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Tool, name.into(), true)
    }

    /// Leaves a prompt out of the list. It can still be got.
    pub fn hide_prompt(&mut self, name: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Prompt, name.into(), true)
    }

    /// Leaves a resource or a template out of its list. It can still be read.
    pub fn hide_resource(&mut self, uri: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Resource, uri.into(), true)
    }

    /// Lists a tool that was hidden.
    pub fn show_tool(&mut self, name: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Tool, name.into(), false)
    }

    /// Lists a prompt that was hidden.
    pub fn show_prompt(&mut self, name: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Prompt, name.into(), false)
    }

    /// Lists a resource or a template that was hidden.
    pub fn show_resource(&mut self, uri: impl Into<String>) -> &mut Self {
        self.set_hidden(Thing::Resource, uri.into(), false)
    }

    fn remove(&mut self, thing: Thing, key: String) -> &mut Self {
        self.removed.push((thing, key));
        self
    }

    fn set_hidden(&mut self, thing: Thing, key: String, hidden: bool) -> &mut Self {
        self.hidden.push((thing, key, hidden));
        self
    }

    /// Makes the change to what there is; `ready` prepares what is added.
    pub(super) fn apply(
        self,
        goods: &mut Goods,
        faults: &mut Vec<Fault>,
        ready: impl FnOnce(Offer, &Goods, &mut Vec<Fault>) -> Goods,
    ) {
        for (thing, key) in self.removed {
            let found = match thing {
                Thing::Tool => take(&mut goods.tools, &key),
                Thing::Prompt => take(&mut goods.prompts, &key),
                Thing::Resource => take(&mut goods.resources, &key),
            };
            if !found {
                faults.push(Fault::Unknown { thing, key });
            }
        }
        let mut added = ready(self.added, goods, faults);
        goods.tools.append(&mut added.tools);
        goods.prompts.append(&mut added.prompts);
        goods.resources.append(&mut added.resources);
        goods.skills = added.skills;
        for (thing, key, hidden) in self.hidden {
            let found = match thing {
                Thing::Tool => hide(&mut goods.tools, &key, hidden),
                Thing::Prompt => hide(&mut goods.prompts, &key, hidden),
                Thing::Resource => hide(&mut goods.resources, &key, hidden),
            };
            if !found {
                faults.push(Fault::Unknown { thing, key });
            }
        }
    }
}

fn place<T: Good>(entries: &[Entry<T>], key: &str) -> Option<usize> {
    entries.iter().position(|entry| entry.thing.key() == key)
}

fn take<T: Good>(entries: &mut Vec<Entry<T>>, key: &str) -> bool {
    let place = place(entries, key);
    place.map(|place| entries.remove(place)).is_some()
}

fn hide<T: Good>(entries: &mut [Entry<T>], key: &str, hidden: bool) -> bool {
    let place = place(entries, key);
    place.map(|place| entries[place].hidden = hidden).is_some()
}
