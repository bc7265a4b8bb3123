/// Add two numbers
#[tool(read_only, idempotent)]
async fn add(a: i64, #[arg(default = 1, min = -10, max = LIMIT)] b: i64) -> i64 {
    a + b
}

/// Sleep
#[tool(blocking, timeout = "2m", hidden, visible_when = is_night, tags("slow"), task = "later")]
fn sleep() {}
