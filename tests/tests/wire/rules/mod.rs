//! Rules that hold for everything a server says, and those that no question alone can show.

mod asking;
mod capabilities;
mod codes;
mod connections;
mod echoes;
mod hostile;
mod icons;
mod ids;
mod introductions;
mod limits;
mod listening;
mod logged;
mod mirrored;
mod params;
mod process;
mod secrets;
mod sessions;
mod sizes;
mod streams;
mod tasks;
mod tools;
mod updates;
mod walk;
