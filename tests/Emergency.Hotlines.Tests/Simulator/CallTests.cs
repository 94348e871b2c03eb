using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Simulator;

public sealed class CallTests : IAsyncLifetime
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;
    private readonly HttpClient http = new();
    private Centre gateway = null!,
        server = null!;

    /// <summary>The gateway answers to another centre, which knows nothing of calls and says so.</summary>
    public async ValueTask InitializeAsync()
    {
        gateway = await Start(new([], null, [new(Rung.Failed, Cause: "busy"), new(Rung.Silence)]));
        server = await Start(Script.Willing);
        gateway.Answer([server.Address]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await gateway.DisposeAsync();
        await server.DisposeAsync();
    }

    private static Task<Centre> Start(Script script) =>
        Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["voice"] = secret }),
            script,
            TimeProvider.System
        );

    private async Task<HttpStatusCode> Ring(string call, byte[]? body = null, WebhookSecret? by = null)
    {
        body ??= VoiceMessages.Write(
            $"m-{call}",
            "emergency",
            TimeProvider.System.GetUtcNow(),
            new CallRequested(call, "13900000001", "请查收", TimeProvider.System.GetUtcNow().AddMinutes(1))
        );
        var headers = WebhookHeaders.For(by ?? secret, $"m-{call}", TimeProvider.System.GetUtcNow(), body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "voice/messages"))
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private IEnumerable<string> Seen(string call) => gateway.Log.All.Where(line => line.Handover == call).Select(line => line.What);

    [Fact]
    public async Task A_phone_rings_once_however_often_the_message_comes_and_its_number_is_not_kept()
    {
        await Ring("first");
        (await Ring("second")).ShouldBe(HttpStatusCode.Accepted);
        (await Ring("second")).ShouldBe(HttpStatusCode.Accepted);
        Seen("second").ShouldBe(["ringing", "repeated"]);
        gateway.Log.Text().ShouldNotContain("13900000001");
    }

    [Fact]
    public async Task It_tells_how_a_call_ended_signed_and_gives_up_where_that_is_not_wanted()
    {
        await Ring("one");
        await Until.True(() => Seen("one").Contains("unanswered", StringComparer.Ordinal), "the gateway has told");
        var told = gateway.Log.All.Single(line => line.What == "unanswered");
        (told.Reply, told.Status, told.Handover).ShouldBe(("failed", 400, "one"));
        server.Log.All.ShouldHaveSingleItem().What.ShouldBe("refused", "signed, and no request for a call");
    }

    [Fact]
    public async Task What_is_not_signed_or_asks_for_nothing_rings_nobody()
    {
        (await Ring("x", by: WebhookSecret.Parse(WebhookSecret.TextOf(new byte[32])))).ShouldBe(HttpStatusCode.Unauthorized);
        (await Ring("y", body: "{}"u8.ToArray())).ShouldBe(HttpStatusCode.BadRequest);
        (await Ring("z", body: "ring!"u8.ToArray())).ShouldBe(HttpStatusCode.BadRequest);
        gateway.Log.All.Select(line => line.What).ShouldBe(["unsigned", "refused", "refused"]);
    }
}
