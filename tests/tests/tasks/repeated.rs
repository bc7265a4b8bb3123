//! Listening to one task under the same id more than once (2026-07-28).

use serde_json::{Value, json};

use crate::client::{Client, EXTENDED};

#[tokio::test]
async fn a_task_that_is_named_again_and_again_is_told_of_once() {
    for way in EXTENDED {
        let mut client = Client::connect(way).await;
        let task = client.begin("fail", json!({})).await;
        client.until(&task, "completed").await;
        let other = client.begin("ask", json!({})).await;
        client.until(&other, "input_required").await;
        let [id, another] = [&task, &other].map(|task| task["taskId"].clone());
        let mut ids = vec![id.clone(); 500];
        ids.push(another.clone());
        ids.extend(vec![id.clone(); 500]);
        let params = json!({ "notifications": { "taskIds": ids } });
        let mut stream = client.send("subscriptions/listen", params).await;
        let granted = client.hear(&mut stream).await;
        let granted = &granted["params"]["notifications"];
        assert_eq!(*granted, json!({ "taskIds": [id, another] }));
        let mut told: Vec<Value> = Vec::new();
        for _ in 0..2 {
            told.push(client.hear(&mut stream).await["params"]["taskId"].clone());
        }
        assert_eq!(told, [id, another.clone()]);
        // What comes next is news, and not the first task again.
        let answer = json!({ "action": "accept", "content": { "name": "Ann" } });
        let params = json!({ "taskId": another, "inputResponses": { "ask-1": answer } });
        client.ask("tasks/update", params).await;
        let next = client.hear(&mut stream).await;
        assert_eq!(next["params"]["taskId"], another);
    }
}
