#[derive(Form)]
struct Trip {
    /// Where to
    #[form(title = "City", min_length = 1)]
    city: String,
    #[form(default = 2, min = 1, max = MOST)]
    nights: u8,
    #[form(format = "email", name = "e-mail")]
    mail: Option<String>,
    class: Class,
    #[form(max_items = 2, default)]
    extras: Vec<Extra>,
}

#[derive(Form)]
struct Sure {}

#[derive(Choice)]
enum Class {
    /// Economy, the cheapest.
    Economy,
    #[choice(value = "1st", title = "First class")]
    First,
    NoClass,
}
