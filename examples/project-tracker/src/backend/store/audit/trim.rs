//! What is older than the log is kept, and goes.

use rusqlite::Connection;

use crate::backend::error::Error;

/// How many entries go at once: few enough that a request which waits for it does not notice.
pub(in crate::backend) const PIECE: u32 = 200;

/// All there are from before `?1`, but for the newest entry of all: the number of an entry is never given twice.
const OLD: &str = "
    SELECT a.id
    FROM (SELECT 'v1' AS api, id AS org_id FROM orgs UNION ALL SELECT 'v4', id FROM agency_divisions) AS o
    CROSS JOIN audit AS a INDEXED BY audit_by_time ON a.api = o.api AND a.org_id = o.org_id
    WHERE a.at < ?1 AND a.id < (SELECT max(id) FROM audit)";

/// Deletes some entries from before a time, at most [`PIECE`]; gives how many.
pub(in crate::backend) fn trim(connection: &Connection, before: &str) -> Result<usize, Error> {
    // The log lets go of nothing else.
    let sql = "UPDATE audit_kept SET since = ?1 WHERE since < ?1";
    connection.prepare_cached(sql)?.execute([before])?;
    let sql = format!("DELETE FROM audit WHERE id IN ({OLD} LIMIT ?2)");
    let deleted = connection.prepare_cached(&sql)?.execute((before, PIECE));
    Ok(deleted?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::database::prepared;
    use crate::backend::store::{plan, rows};

    const HORIZON: &str = "2026-01-01T00:00:00.000Z";

    fn noted(connection: &Connection, api: &str, org: i64, at: &str) {
        let sql = "INSERT INTO audit (at, api, org_id, account_id, account, via, method, path, status, request_id)
                   VALUES (?3, ?1, ?2, 1, 'x', 'rest', 'GET', '/', 200, '')";
        connection.execute(sql, (api, org, at)).unwrap();
    }

    fn left(connection: &Connection) -> Vec<(i64, String)> {
        let sql = "SELECT id, at FROM audit ORDER BY id";
        rows(connection, sql, (), |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    }

    #[test]
    fn what_is_older_goes_wherever_it_stands_and_nothing_else() {
        let connection = prepared(None).unwrap();
        let older = "2025-12-31T23:59:59.999Z";
        for (api, org, at) in [
            ("v1", 1, older),
            ("v1", 2, HORIZON),
            ("v4", 1, older),
            ("v1", 2, "1970-01-01T00:00:00.000Z"),
            ("v4", 2, "2026-01-01T00:00:00.001Z"),
            // The clock was put back.
            ("v1", 1, older),
            ("v1", 1, HORIZON),
        ] {
            noted(&connection, api, org, at);
        }
        assert_eq!(trim(&connection, HORIZON).unwrap(), 4);
        let numbers: Vec<_> = left(&connection).into_iter().map(|(id, _)| id).collect();
        assert_eq!(numbers, [2, 5, 7]);
        assert_eq!(trim(&connection, HORIZON).unwrap(), 0);
        let delete = "DELETE FROM audit WHERE id = 5";
        assert!(connection.execute(delete, ()).is_err());
    }

    #[test]
    fn it_goes_in_pieces() {
        let connection = prepared(None).unwrap();
        for _ in 0..=PIECE + 7 {
            noted(&connection, "v1", 1, "2025-01-01T00:00:00.000Z");
        }
        let pieces = [(); 3].map(|()| trim(&connection, HORIZON).unwrap());
        assert_eq!(pieces, [PIECE as usize, 7, 0]);
    }

    #[test]
    fn no_number_is_given_twice() {
        let connection = prepared(None).unwrap();
        for _ in 0..3 {
            noted(&connection, "v1", 1, "2025-01-01T00:00:00.000Z");
        }
        assert_eq!(trim(&connection, HORIZON).unwrap(), 2);
        noted(&connection, "v1", 1, HORIZON);
        assert_eq!(trim(&connection, HORIZON).unwrap(), 1);
        assert_eq!(left(&connection), [(4, HORIZON.to_owned())]);
    }

    #[test]
    fn what_was_let_go_is_let_go_for_good() {
        let connection = prepared(None).unwrap();
        trim(&connection, HORIZON).unwrap();
        trim(&connection, "2025-01-01T00:00:00.000Z").unwrap();
        let sql = "SELECT since FROM audit_kept";
        let since: String = connection.query_row(sql, (), |row| row.get(0)).unwrap();
        assert_eq!(since, HORIZON);
        let back = "UPDATE audit_kept SET since = '2025'";
        assert!(connection.execute(back, ()).is_err());
    }

    #[test]
    fn it_is_found_by_its_time() {
        let connection = prepared(None).unwrap();
        let plan = plan(&connection, OLD);
        let by_time = "USING COVERING INDEX audit_by_time (api=? AND org_id=? AND at<?)";
        assert_eq!(plan.matches(by_time).count(), 2, "{plan}");
        assert!(!plan.contains("SCAN a "), "{plan}");
    }
}
