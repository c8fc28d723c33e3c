import Envelopes
import JSON
import Testing

/// What API Gateway asks a Lambda authorizer, as AWS's documentation and libraries show it, about a request that cancels.
struct AuthorizerTests {
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
    private static let restRequest: JSONObject = [
        "type": "REQUEST",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/POST/jobs/J-1/cancel",
        "resource": "/jobs/{id}/cancel", "path": "/jobs/J-1/cancel", "httpMethod": "POST",
        "headers": ["X-AMZ-Date": "20170718T062915Z", "Accept": "*/*", "HeaderAuth1": "headerValue1"],
        "queryStringParameters": ["QueryString1": "queryValue1"], "pathParameters": ["id": "J-1"],
        "stageVariables": ["StageVar1": "stageValue1"],
        "requestContext": [
            "path": "/test/jobs/J-1/cancel", "accountId": "123456789012", "resourceId": "05c7jb", "stage": "test",
            "requestId": "...", "identity": ["apiKey": "...", "sourceIp": "192.0.2.1"],
            "resourcePath": "/jobs/{id}/cancel", "httpMethod": "POST", "apiId": "abcdef123",
        ],
    ]

    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    private static let httpRequestV1: JSONObject = [
        "version": "1.0", "type": "REQUEST",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/POST/jobs/J-1/cancel",
        "identitySource": "user1,123", "authorizationToken": "user1,123", "resource": "/jobs/{id}/cancel",
        "path": "/jobs/J-1/cancel", "httpMethod": "POST", "headers": ["X-AMZ-Date": "20170718T062915Z"],
        "queryStringParameters": ["QueryString1": "queryValue1"], "pathParameters": [:],
        "stageVariables": ["StageVar1": "stageValue1"],
        "requestContext": [
            "path": "/jobs/J-1/cancel", "accountId": "123456789012", "resourceId": "05c7jb", "stage": "test",
            "requestId": "...", "identity": ["apiKey": "...", "sourceIp": "192.0.2.1"],
            "resourcePath": "/jobs/{id}/cancel", "httpMethod": "POST", "apiId": "abcdef123",
        ],
    ]

    private static let httpRequestV2: JSONObject = [
        "version": "2.0", "type": "REQUEST",
        "routeArn": "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/POST/jobs/J-1/cancel",
        "identitySource": ["user1", "123"], "routeKey": "$default", "rawPath": "/jobs/J-1/cancel",
        "rawQueryString": "parameter1=value1&parameter1=value2", "cookies": ["cookie1", "cookie2"],
        "headers": ["header1": "value1"], "queryStringParameters": ["parameter1": "value1,value2"],
        "requestContext": [
            "accountId": "123456789012", "apiId": "api-id", "domainName": "id.execute-api.us-east-1.amazonaws.com",
            "domainPrefix": "id",
            "http": [
                "method": "POST", "path": "/jobs/J-1/cancel", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1",
                "userAgent": "agent",
            ],
            "requestId": "id", "routeKey": "$default", "stage": "$default", "time": "12/Mar/2020:19:03:58 +0000",
            "timeEpoch": 1_583_348_638_390,
        ],
        "pathParameters": ["parameter1": "value1"], "stageVariables": ["stageVariable1": "value1"],
    ]

    private static let token: JSONObject = [
        "type": "TOKEN", "authorizationToken": "Bearer x",
        "methodArn": "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/POST/jobs/J-1/cancel",
    ]

    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
    private static let webSocket: JSONObject = [
        "type": "REQUEST", "methodArn": "arn:aws:execute-api:us-east-1:123456789012:abcdef123/default/$connect",
        "headers": ["Connection": "upgrade"], "queryStringParameters": ["QueryString1": "queryValue1"],
        "requestContext": ["routeKey": "$connect", "eventType": "CONNECT", "connectionId": "J123456="],
    ]

    private static let all = [restRequest, httpRequestV1, httpRequestV2, token, webSocket]

    @Test("C13 an authorizer's event is no request", arguments: all)
    func authorizerEvent(event: JSONObject) {
        #expect(throws: EnvelopeError.authorizer) { try event.decoded() }
    }

    @Test(
        "C13 each of the members that only an authorizer gets is enough",
        arguments: [("type", "REQUEST"), ("type", "TOKEN"), ("methodArn", "arn"), ("routeArn", nil)]
            as [(String, JSONValue)])
    func oneMember(name: String, value: JSONValue) {
        for sample in Sample.all {
            #expect(throws: EnvelopeError.authorizer) { try sample.with(name, value).decoded() }
        }
    }

    /// A client's parameters are members of the event, beside the platform's.
    @Test("C13 a parameter of that name in a web action of OpenWhisk is only a parameter") func openWhisk() throws {
        let event: JSONObject = ["__ow_method": "get", "__ow_path": "/jobs", "type": "REQUEST", "methodArn": "x"]
        #expect(try event.decoded().envelope == .openWhiskWebAction)
    }
}
