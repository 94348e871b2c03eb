using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>The bridge to a chat app, with its faults.</summary>
public sealed class ChatTests
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;

    /// <summary>
    /// A message that comes three times under one id: a status that is refused for good stays, one that says "not now" meets the first try
    /// alone, and nothing is shown twice.
    /// </summary>
    [Theory]
    [InlineData(0, 202, 202, "shown", "repeated", "repeated")]
    [InlineData(202, 202, 202, "shown", "repeated", "repeated")]
    [InlineData(400, 400, 400, "refused", "refused", "refused")]
    [InlineData(404, 404, 404, "refused", "refused", "refused")]
    [InlineData(499, 499, 499, "refused", "refused", "refused")]
    [InlineData(302, 302, 202, "refused", "shown", "repeated")]
    [InlineData(429, 429, 202, "refused", "shown", "repeated")]
    [InlineData(500, 500, 202, "refused", "shown", "repeated")]
    [InlineData(503, 503, 202, "refused", "shown", "repeated")]
    public async Task A_message_is_shown_once_and_a_status_of_the_script_holds_as_long_as_it_means(
        int scripted,
        int first,
        int later,
        params string[] seen
    )
    {
        await using var bridge = await Start(new(null, null, Chats: [scripted]));
        (await Tell(bridge, "a")).ShouldBe((HttpStatusCode)first);
        (await Tell(bridge, "a")).ShouldBe((HttpStatusCode)later);
        (await Tell(bridge, "a")).ShouldBe((HttpStatusCode)later);
        bridge.Log.All.Select(line => line.What).ShouldBe(seen);
        // The script speaks of messages, not of tries: the next one is beyond it.
        (await Tell(bridge, "b")).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task What_nobody_signed_and_what_is_no_message_is_not_shown()
    {
        await using var bridge = await Start(new(null, null));
        (await Tell(bridge, "a", WebhookSecret.Parse(WebhookSecret.TextOf(new byte[32])))).ShouldBe(HttpStatusCode.Unauthorized);
        (await Tell(bridge, "a", body: "{}"u8.ToArray())).ShouldBe(HttpStatusCode.BadRequest);
        (await Tell(bridge, "a")).ShouldBe(HttpStatusCode.Accepted);
        bridge.Log.All.Select(line => line.What).ShouldBe(["unsigned", "refused", "shown"]);
    }

    private static Task<Centre> Start(Script script) =>
        Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["chat"] = secret }),
            script,
            TimeProvider.System
        );

    private static async Task<HttpStatusCode> Tell(Centre bridge, string id, WebhookSecret? by = null, byte[]? body = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        body ??= ChatMessages.Write(id, "emergency", now, new($"c-{id}", "13900000001", "请查收", "有一条通知", null, now.AddMinutes(1)));
        var headers = WebhookHeaders.For(by ?? secret, id, now, body);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bridge.Address, "chat/messages"))
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
