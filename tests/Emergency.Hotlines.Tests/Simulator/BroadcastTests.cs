using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>The platform for loudspeakers, with its faults.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;
    private readonly HttpClient http = new();
    private Centre platform = null!,
        server = null!;

    public async ValueTask InitializeAsync()
    {
        platform = await Start(
            new(
                [],
                null,
                Broadcasts:
                [
                    new(Broadcast.Played),
                    new(Broadcast.Failed, Cause: "no-power", Status: 503, Errors: 2),
                    new(Broadcast.Played, Status: 400),
                    new(Broadcast.Silence),
                ]
            )
        );
        server = await Start(Script.Willing);
        platform.Answer([server.Address]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await platform.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_said_once_however_often_it_is_asked_for_and_each_broadcast_goes_as_the_script_says()
    {
        (await Ask("one")).ShouldBe(HttpStatusCode.Accepted);
        (await Ask("one")).ShouldBe(HttpStatusCode.Accepted);
        Seen("one").Where(what => what is "playing" or "repeated").ShouldBe(["playing", "repeated"]);
        (await Ask("two")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Ask("two")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Ask("two")).ShouldBe(HttpStatusCode.Accepted);
        (await Ask("three")).ShouldBe(HttpStatusCode.BadRequest);
        (await Ask("three")).ShouldBe(HttpStatusCode.BadRequest);
        (await Ask("four")).ShouldBe(HttpStatusCode.Accepted);
        await Until.True(() => platform.Log.All.Count(line => line.Reply is not null) == 2, "it has told of the first two");
        platform
            .Log.All.Where(line => line.Reply is not null)
            .Select(line => $"{line.Handover} {line.Reply}")
            .ShouldBe(["one played", "two failed"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_not_signed_or_no_request_is_not_said()
    {
        (await Ask("one", WebhookSecret.Parse("whsec_bm90LW91cnMtbm90LW91cnMtbm90LW91cnMh")!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Post("one", LoudspeakerMessages.Write("one", "x", Now, new BroadcastOutcome("one", true, null)), secret)).ShouldBe(
            HttpStatusCode.BadRequest
        );
        platform.Log.All.ShouldNotContain(line => line.What == "playing");
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static Task<Centre> Start(Script script) =>
        Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["loudspeakers"] = secret }),
            script,
            TimeProvider.System
        );

    private IEnumerable<string> Seen(string id) => platform.Log.All.Where(line => line.Message == id).Select(line => line.What);

    private Task<HttpStatusCode> Ask(string id, WebhookSecret? with = null) =>
        Post(
            id,
            LoudspeakerMessages.Write(id, "emergency", Now, new BroadcastRequested(id, "411502001001", "马上走", 3, Now.AddMinutes(10))),
            with ?? secret
        );

    private async Task<HttpStatusCode> Post(string id, byte[] body, WebhookSecret with)
    {
        var headers = WebhookHeaders.For(with, id, Now, body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(platform.Address, "/loudspeakers/messages"))
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
