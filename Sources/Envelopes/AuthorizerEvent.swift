import JSON

// The events by which API Gateway asks a Lambda authorizer about a request
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html). They have the members of the
// request that is asked about, so they would be carried out if they were taken for it (ruling C13).
extension Envelope {
    static func isAuthorizerEvent(_ event: JSONObject) -> Bool {
        event["type"] == "REQUEST" || event["type"] == "TOKEN" || event["methodArn"] != nil || event["routeArn"] != nil
    }
}
