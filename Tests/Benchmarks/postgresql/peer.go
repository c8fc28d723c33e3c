// The peer of the PostgreSQL store: the same cancel of a work order, in the same tables, with the same rows written in one
// transaction, in Go with pgx. Reads an API Gateway v2 envelope from standard input, or one per line with `stream`, and writes
// the response envelope. The statements go out as one batch, as pgx offers it.
//
//	peer URL [stream]
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v4"
)

type envelope struct {
	RawPath        string            `json:"rawPath"`
	Headers        map[string]string `json:"headers"`
	Body           string            `json:"body"`
	RequestContext struct {
		Authorizer struct {
			JWT struct{ Claims map[string]string } `json:"jwt"`
		} `json:"authorizer"`
	} `json:"requestContext"`
}

type row struct {
	id, kind, status, scopes, proof, document string
	version                                   int64
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\xff")))
	return hex.EncodeToString(sum[:])
}

func text(value interface{}) string {
	bytes, _ := json.Marshal(value)
	return string(bytes)
}

func random(bits uint) int64 {
	var bytes [8]byte
	rand.Read(bytes[:])
	return int64(binary.BigEndian.Uint64(bytes[:]) & (1<<bits - 1))
}

func cancel(ctx context.Context, connection *pgx.Conn, raw []byte) (int, interface{}) {
	refuse := func(status int, message string) (int, interface{}) {
		return status, map[string]interface{}{"success": false, "message": message}
	}
	var e envelope
	if json.Unmarshal(raw, &e) != nil {
		return refuse(400, "bad envelope")
	}
	claims := e.RequestContext.Authorizer.JWT.Claims
	if claims == nil {
		return refuse(401, "No token provided!")
	}
	id := strings.Split(e.RawPath, "/")[3]
	key := digest("PATCH", e.RawPath, e.Headers["idempotency-key"], claims["sub"], claims["role"])
	found, err := connection.Query(ctx, `SELECT id, kind, version, status, scopes, proof, document FROM countermand.records
		WHERE (id, kind) IN (($1, $2), ($3, $4))`, id, "work-order", key, "idempotency-key")
	if err != nil {
		return refuse(503, err.Error())
	}
	var old row
	for found.Next() {
		var r row
		if err := found.Scan(&r.id, &r.kind, &r.version, &r.status, &r.scopes, &r.proof, &r.document); err != nil {
			return refuse(503, err.Error())
		}
		if r.kind == "idempotency-key" {
			return 200, json.RawMessage(r.document)
		}
		old = r
	}
	if found.Err() != nil {
		return refuse(503, found.Err().Error())
	}
	if old.id == "" {
		return refuse(404, "Work order not found")
	}
	if old.status == "cancelled" {
		return refuse(400, "Cancelled work orders cannot be reactivated. Please create a new work order if needed.")
	}
	var document map[string]interface{}
	json.Unmarshal([]byte(old.document), &document)
	now := time.Now().UTC()
	at := now.Format("2006-01-02T15:04:05.000Z")
	document["status"], document["updatedAt"] = "cancelled", at
	answer := map[string]interface{}{"success": true, "message": "Work order status updated successfully", "data": document}
	var scopes []string
	json.Unmarshal([]byte(old.scopes), &scopes)

	number := (now.UnixMilli()<<12 | random(12)) << 9
	if number <= old.version {
		number = (old.version>>9 + 1 + random(8)) << 9
	}
	event := fmt.Sprintf("%x-%x", number, random(60))
	note := map[string]interface{}{"id": event, "work_order_id": document["id"],
		"note": "Work order cancelled by " + claims["full_name"], "created_by": claims["sub"],
		"client_id": document["client_id"], "createdAt": at, "updatedAt": at}
	rows := []row{
		{id, "work-order", "cancelled", old.scopes, "", text(document), number},
		{event, "work-order-note", "", text([]string{"work-order/" + id}), "", text(note), number + 1},
		{key, "idempotency-key", "", "[]", "", text(map[string]interface{}{"at": at, "body": answer}), number + 2},
	}
	var writes []map[string]interface{}
	for _, r := range rows {
		writes = append(writes, map[string]interface{}{"kind": r.kind, "id": r.id, "version": r.version,
			"record": digest(r.kind, r.id, r.status, r.scopes, r.document)})
	}
	writes[0]["replaces"], writes[0]["follows"] = old.version, old.proof
	actor := map[string]string{"id": claims["sub"], "name": claims["full_name"]}
	body := text(map[string]interface{}{"at": at, "writes": writes,
		"audit": []interface{}{map[string]interface{}{"id": event, "at": at, "by": actor, "subject": "work-order/" + id,
			"from": old.status, "to": "cancelled", "reason": nil}},
		"events": []interface{}{map[string]interface{}{"id": event, "type": "WorkOrderCancelled", "subject": "work-order/" + id,
			"time": at, "data": map[string]interface{}{"workOrderId": document["id"], "previousStatus": old.status,
				"status": "cancelled", "actor": actor}}}})
	proof := digest(body)

	var changes [][]interface{}
	var removed, added strings.Builder
	var removedValues, addedValues []interface{}
	entry := func(sql *strings.Builder, values *[]interface{}, columns ...interface{}) {
		if sql.Len() > 0 {
			sql.WriteString(", ")
		}
		sql.WriteString("(")
		for index, column := range columns {
			if index > 0 {
				sql.WriteString(", ")
			}
			*values = append(*values, column)
			fmt.Fprintf(sql, "$%d", len(*values))
		}
		sql.WriteString(")")
	}
	for _, scope := range scopes {
		entry(&removed, &removedValues, scope, "work-order", old.status, old.version, id)
		entry(&added, &addedValues, scope, "work-order", "cancelled", number, id)
		changes = append(changes, []interface{}{"work-order", scope, old.status, -1}, []interface{}{"work-order", scope, "cancelled", 1})
	}
	entry(&added, &addedValues, "work-order/"+id, "work-order-note", "", number+1, event)
	changes = append(changes, []interface{}{"work-order-note", "work-order/" + id, "", 1})

	batch := &pgx.Batch{}
	batch.Queue("BEGIN")
	batch.Queue("INSERT INTO countermand.transactions (id, token, at, body) VALUES ($1, $2, $3, $4)",
		number, event, now.UnixMilli(), body)
	batch.Queue(`UPDATE countermand.records SET version = $1, status = $2, scopes = $3, proof = $4, document = $5
		WHERE id = $6 AND kind = $7 AND version = $8`,
		number, "cancelled", old.scopes, proof, rows[0].document, id, "work-order", old.version)
	batch.Queue(`INSERT INTO countermand.records (id, kind, version, status, scopes, proof, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7), ($8, $9, $10, $11, $12, $13, $14)`,
		rows[1].id, rows[1].kind, rows[1].version, rows[1].status, rows[1].scopes, proof, rows[1].document,
		rows[2].id, rows[2].kind, rows[2].version, rows[2].status, rows[2].scopes, proof, rows[2].document)
	batch.Queue("SELECT 1 / count(*) FROM countermand.records WHERE (id, kind, version) IN (($1, $2, $3))",
		id, "work-order", number)
	batch.Queue("DELETE FROM countermand.list_entries WHERE (scope, kind, status, version, id) IN ("+removed.String()+")",
		removedValues...)
	batch.Queue("INSERT INTO countermand.list_entries (scope, kind, status, version, id) VALUES "+added.String(),
		addedValues...)
	batch.Queue("INSERT INTO countermand.pending (log, id, events, changes) VALUES (0, $1, 1, $2)", number, text(changes))
	batch.Queue("INSERT INTO countermand.expiries (log, at, version, id, kind) VALUES (0, $1, $2, $3, $4)",
		now.UnixMilli()+86_400_000, number+2, key, "idempotency-key")
	batch.Queue("COMMIT")
	results := connection.SendBatch(ctx, batch)
	for n := 0; n < batch.Len(); n++ {
		if _, err := results.Exec(); err != nil {
			results.Close()
			return refuse(503, err.Error())
		}
	}
	if err := results.Close(); err != nil {
		return refuse(503, err.Error())
	}
	return 200, answer
}

func main() {
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(74)
	}
	defer connection.Close(ctx)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	answer := func(raw []byte) {
		status, body := cancel(ctx, connection, raw)
		out.WriteString(text(map[string]interface{}{"statusCode": status,
			"headers": map[string]string{"content-type": "application/json"}, "body": text(body)}) + "\n")
	}
	if len(os.Args) > 2 && os.Args[2] == "stream" {
		lines := bufio.NewScanner(os.Stdin)
		lines.Buffer(make([]byte, 1<<20), 1<<23)
		for lines.Scan() {
			answer(lines.Bytes())
			out.Flush()
		}
		return
	}
	raw, _ := io.ReadAll(os.Stdin)
	answer(raw)
}
