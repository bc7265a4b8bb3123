//! A log of more entries than are looked through at once.

use super::*;
use crate::backend::database::prepared;
use crate::backend::store::plan;

/// What is asked for where nothing is said.
fn all() -> Filters {
    Filters {
        actor: None,
        since: None,
        via: None,
        method: None,
        name: None,
        outcome: None,
        before: None,
        page: PageNumber::default(),
        pagesize: PageSize::default(),
    }
}

fn time(seconds: u32) -> String {
    format!(
        "2026-01-01T{:02}:{:02}:{:02}.000Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// 25,000 entries, one a second: every thousandth a `PUT`, the others a `GET`, and a tenth of them in another org.
fn long() -> Connection {
    let connection = prepared(None).unwrap();
    let sql = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 25000)
        INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
        SELECT strftime('%Y-%m-%dT%H:%M:%fZ', '2026-01-01', '+' || n || ' seconds'), 'v1', iif(n % 10 = 5, 2, 1), 1, 'x',
               'rest', iif(n % 1000 = 0, 'PUT', 'GET'), '/', 200, '' FROM n";
    connection.execute(sql, ()).unwrap();
    connection
}

fn page(connection: &Connection, filters: &Filters) -> (Vec<i64>, u32, Option<i64>) {
    let (entries, standing) = list(connection, Api::V1, 1, filters).unwrap();
    let numbers = entries.iter().map(|entry| entry.id).collect();
    (numbers, standing.total, standing.next)
}

#[test]
fn whoever_goes_on_where_they_are_told_to_finds_each_entry_once() {
    let connection = long();
    let mut filters = Filters {
        method: Some("PUT".into()),
        pagesize: PageSize::try_from(4).unwrap(),
        ..all()
    };
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let (numbers, _, next) = page(&connection, &filters);
        seen.extend(numbers);
        pages += 1;
        let Some(next) = next else { break };
        assert!(filters.before.is_none_or(|before| next < before));
        filters.before = Some(next);
    }
    let puts: Vec<i64> = (1..=25).rev().map(|thousands| thousands * 1000).collect();
    assert_eq!(seen, puts);
    assert!(pages < 10, "{pages}");
}

#[test]
fn no_more_are_looked_through_than_a_page_may_cost() {
    let connection = long();
    let nobody = Filters {
        actor: Some("nobody".into()),
        ..all()
    };
    // Of ten, nine are of this org.
    let (numbers, total, next) = page(&connection, &nobody);
    assert_eq!((numbers, total), (Vec::new(), 0));
    assert_eq!(next, Some(13_890));
    let further = Filters {
        page: PageNumber::try_from(1_000_000).unwrap(),
        ..all()
    };
    assert_eq!(page(&connection, &further), (Vec::new(), COUNTED, next));
}

#[test]
fn few_are_counted_and_of_many_no_more_than_is_said() {
    let connection = long();
    let counted = |filters: &Filters| page(&connection, filters).1;
    assert_eq!(counted(&all()), 1000);
    let puts = Filters {
        method: Some("PUT".into()),
        ..all()
    };
    assert_eq!(counted(&puts), 12);
    let first = Filters {
        before: Some(100),
        ..all()
    };
    assert_eq!(counted(&first), 89);
}

#[test]
fn what_is_older_than_is_asked_for_is_not_gone_through() {
    let connection = long();
    let since = |seconds| Filters {
        since: Some(time(seconds)),
        method: Some("PUT".into()),
        ..all()
    };
    // The last of those that are looked through is number 13,890, from that second.
    let (numbers, _, next) = page(&connection, &since(20_500));
    assert_eq!((numbers.len(), next), (5, None));
    assert_eq!(page(&connection, &since(13_890)).2, None);
    assert_eq!(page(&connection, &since(13_889)).2, Some(13_890));
    assert_eq!(page(&connection, &since(30_000)), (Vec::new(), 0, None));
    let (_, _, next) = page(
        &connection,
        &Filters {
            before: Some(5_000),
            ..since(4_000)
        },
    );
    assert_eq!(next, None);
}

#[test]
fn where_a_clock_was_put_back_nothing_is_left_out() {
    let connection = long();
    // Noted last, and by its time the first since then.
    let late = "INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
                VALUES (?1, 'v1', 1, 1, 'x', 'rest', 'PUT', '/', 200, '')";
    let then = time(2_000).replace(".000Z", ".500Z");
    connection.execute(late, [&then]).unwrap();
    let since = Filters {
        since: Some(then),
        actor: Some("nobody".into()),
        ..all()
    };
    assert!(page(&connection, &since).2.is_some());
}

/// Every combination of filters is looked for in the order of the log, and never beyond the last entry.
#[test]
fn whatever_is_asked_for_an_index_bounds_what_is_read() {
    let connection = prepared(None).unwrap();
    for chosen in 0..128_u32 {
        let is = |bit: u32| chosen & (1 << bit) != 0;
        let filters = Filters {
            actor: is(0).then(|| "x".into()),
            since: is(1).then(|| time(0)),
            via: is(2).then_some(Via::Rest),
            method: is(3).then(|| "GET".into()),
            name: is(4).then(|| "x".into()),
            outcome: is(5).then_some(Outcome::Ok),
            before: is(6).then_some(7),
            ..all()
        };
        let plan = plan(
            &connection,
            &fitting(Api::V1, 1, &filters, Some(1)).select("*", ORDER),
        );
        let upper = if is(6) { " AND id<?" } else { "" };
        let by =
            format!("SEARCH audit USING INDEX audit_by_org (api=? AND org_id=? AND id>?{upper})");
        assert!(plan.contains(&by), "{chosen}: {plan}");
        for bad in ["SCAN", "TEMP B-TREE"] {
            assert!(!plan.contains(bad), "{chosen}: {plan}");
        }
    }
    let last = plan(&connection, LAST);
    assert!(last.contains("COVERING INDEX audit_by_org"), "{last}");
    let first = plan(&connection, FIRST);
    assert!(first.contains("COVERING INDEX audit_by_time"), "{first}");
    assert!(!first.contains("TEMP B-TREE"), "{first}");
}
