using System.Text.Json.Nodes;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Description;

/// <summary>
/// The messages of the <see cref="Catalogue"/> as an AsyncAPI 3.0 document, seen from Emergency: it receives what hotlines send and sends
/// what they receive.
/// </summary>
public static class AsyncApi
{
    public static string Text() =>
        JsonSchemas.Text(
            new JsonObject
            {
                ["asyncapi"] = "3.0.0",
                ["info"] = new JsonObject
                {
                    ["title"] = "Emergency: hotlines, voice gateway, loudspeakers and chat",
                    ["version"] = "1",
                    ["description"] =
                        "Signed JSON over HTTP, in both directions. How it is signed, answered and sent again stands in ../hotlines.md.",
                },
                ["defaultContentType"] = "application/json",
                ["servers"] = new JsonObject
                {
                    ["emergency"] = Server("emergency.example", "The county's Emergency"),
                    ["partner"] = Server("partner.example", "Setting hotlines:NUMBER:url: the hotline's own server"),
                    ["gateway"] = Server("gateway.example", "Setting hotlines:voice:url: the voice gateway"),
                    ["platform"] = Server("platform.example", "Setting hotlines:loudspeakers:url: the platform for loudspeakers"),
                    ["bridge"] = Server("bridge.example", "Setting hotlines:chat:url: the bridge to the app an office works with"),
                },
                ["channels"] = new JsonObject([
                    .. Enum.GetValues<Way>().Select(way => KeyValuePair.Create(Name(way), (JsonNode?)Channel(way))),
                ]),
                ["operations"] = new JsonObject([
                    .. Catalogue.Messages.Select(shape => KeyValuePair.Create(shape.Type, (JsonNode?)Operation(shape))),
                ]),
                ["components"] = new JsonObject
                {
                    ["messages"] = new JsonObject([
                        .. Catalogue.Messages.Select(shape => KeyValuePair.Create(shape.Type, (JsonNode?)Message(shape))),
                    ]),
                    ["schemas"] = new JsonObject { ["signature"] = Headers() },
                },
            }
        );

    private static string Name(Way way) => char.ToLowerInvariant($"{way}"[0]) + $"{way}"[1..];

    private static JsonObject Ref(string path) => new() { ["$ref"] = path };

    private static JsonObject Server(string host, string description) =>
        new()
        {
            ["host"] = host,
            ["protocol"] = "https",
            ["description"] = description,
        };

    private static JsonObject Channel(Way way)
    {
        var channel = new JsonObject
        {
            ["address"] = way switch
            {
                Way.FromHotline => "/hotlines/{line}/messages",
                Way.FromGateway => "/voice/messages",
                Way.FromLoudspeakers => "/loudspeakers/messages",
                _ => "/messages",
            },
            ["servers"] = new JsonArray(
                Ref(
                    way switch
                    {
                        Way.ToHotline => "#/servers/partner",
                        Way.ToGateway => "#/servers/gateway",
                        Way.ToLoudspeakers => "#/servers/platform",
                        Way.ToChat => "#/servers/bridge",
                        _ => "#/servers/emergency",
                    }
                )
            ),
            ["messages"] = new JsonObject([
                .. Catalogue
                    .Messages.Where(shape => shape.Way == way)
                    .Select(shape => KeyValuePair.Create(shape.Type, (JsonNode?)Ref($"#/components/messages/{shape.Type}"))),
            ]),
        };
        if (way == Way.FromHotline)
            channel["parameters"] = new JsonObject
            {
                ["line"] = new JsonObject
                {
                    ["description"] =
                        "What the county calls your line: the number, or a code and the number where it has several of one number",
                    ["examples"] = new JsonArray([.. HotlineCode.All.Select(code => (JsonNode)code.Number), "centre-119"]),
                },
            };
        return channel;
    }

    private static JsonObject Operation(MessageShape shape) =>
        new()
        {
            ["action"] = shape.ComesIn ? "receive" : "send",
            ["summary"] = shape.Meaning,
            ["channel"] = Ref($"#/channels/{Name(shape.Way)}"),
            ["messages"] = new JsonArray(Ref($"#/channels/{Name(shape.Way)}/messages/{shape.Type}")),
            ["bindings"] = new JsonObject
            {
                ["http"] = new JsonObject { ["method"] = "POST", ["bindingVersion"] = "0.3.0" },
            },
        };

    private static JsonObject Message(MessageShape shape) =>
        new()
        {
            ["name"] = shape.Type,
            ["summary"] = shape.Meaning,
            ["headers"] = Ref("#/components/schemas/signature"),
            ["payload"] = Ref($"schemas/{shape.Type}.json"),
        };

    private static JsonObject Headers() =>
        new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(WebhookHeaders.IdName, WebhookHeaders.TimestampName, WebhookHeaders.SignatureName),
            ["properties"] = new JsonObject
            {
                [WebhookHeaders.IdName] = Header("Id of the message, the same at every retry", WebhookVerifier.LongestId),
                [WebhookHeaders.TimestampName] = Header("Time of this try in seconds since 1970-01-01T00:00:00Z", 0),
                [WebhookHeaders.SignatureName] = Header(
                    "v1,BASE64 of HMAC-SHA256 over \"id.timestamp.body\"; several with spaces between, one of them must fit",
                    0
                ),
            },
        };

    private static JsonObject Header(string description, int longest)
    {
        var header = new JsonObject { ["type"] = "string", ["description"] = description };
        if (longest > 0)
            header["maxLength"] = longest;
        return header;
    }
}
