using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>The gateway's other half: texts, with their faults.</summary>
public sealed class TextTests : IAsyncLifetime
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;
    private readonly HttpClient http = new();
    private Centre gateway = null!,
        server = null!;

    public async ValueTask InitializeAsync()
    {
        gateway = await Start(
            new(
                [],
                null,
                Texts: [new(Texted.Delivered, Times: 2), new(Texted.Failed, Status: 503, Errors: 2), new(Texted.Answered, Status: 400)],
                OtherTexts: new(Texted.Silence)
            )
        );
        server = await Start(Script.Willing);
        gateway.Answer([server.Address]);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await gateway.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_sent_once_however_often_it_is_asked_for_and_told_as_often_as_the_script_says()
    {
        (await Ask("one")).ShouldBe(HttpStatusCode.Accepted);
        (await Ask("one")).ShouldBe(HttpStatusCode.Accepted);
        Seen("one").Where(what => what is "texting" or "repeated").ShouldBe(["texting", "repeated"]);
        await Until.True(() => Seen("one").Count(what => what == "unanswered") == 2, "it has told twice");
        gateway.Log.All.Where(line => line.Reply is not null).ShouldAllBe(line => line.Reply == "delivered");
        gateway.Log.Text().ShouldNotContain("13900000001");
    }

    [Fact]
    public async Task One_that_is_busy_takes_it_later_and_one_that_sends_none_never_does()
    {
        await Ask("first");
        (await Ask("two")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Ask("two")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Ask("two")).ShouldBe(HttpStatusCode.Accepted);
        (await Ask("three")).ShouldBe(HttpStatusCode.BadRequest);
        (await Ask("three")).ShouldBe(HttpStatusCode.BadRequest);
        Seen("three").ShouldBe(["refused", "refused"]);
    }

    [Fact]
    public void What_is_said_of_a_text_is_read_as_it_was_written_and_nothing_else_is()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (
            var outcome in new[]
            {
                new TextOutcome("c.1", TextState.Delivered, null),
                new TextOutcome("c.1", TextState.Answered, null),
                new TextOutcome("c.1", TextState.Failed, "off"),
            }
        )
            VoiceMessages.ReadText(VoiceMessages.Write("m", "voice", now, outcome)).ShouldBe(outcome);
        VoiceMessages.ReadText("{}"u8.ToArray()).ShouldBeNull();
        VoiceMessages.ReadText(VoiceMessages.Write("m", "voice", now, new CallOutcome("c.1", true, null))).ShouldBeNull();
        var asked = new CallRequested("c.1", "13900000001", "请查收", now);
        VoiceMessages.ReadTextRequest(VoiceMessages.WriteText("m", "emergency", now, asked)).ShouldBe(asked);
        VoiceMessages.ReadRequest(VoiceMessages.WriteText("m", "emergency", now, asked)).ShouldBeNull();
    }

    private static Task<Centre> Start(Script script) =>
        Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["voice"] = secret }),
            script,
            TimeProvider.System
        );

    private IEnumerable<string> Seen(string call) => gateway.Log.All.Where(line => line.Handover == call).Select(line => line.What);

    private async Task<HttpStatusCode> Ask(string call)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = VoiceMessages.WriteText($"m-{call}", "emergency", now, new(call, "13900000001", "请查收", now.AddMinutes(1)));
        var headers = WebhookHeaders.For(secret, $"m-{call}", now, body);
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
}
