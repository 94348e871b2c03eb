using System.Net;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Hotlines.Simulator;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Emergency.Hotlines.Tests.Simulator;

/// <summary>An answer that the server did not take is sent again under its id, unless the server refused it for good.</summary>
public sealed class RetryTests
{
    private static readonly WebhookSecret secret = WebhookSecret.Parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")!;

    [Theory]
    [InlineData(200, false)]
    [InlineData(202, false)]
    [InlineData(299, false)]
    [InlineData(302, true)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(425, true)]
    [InlineData(429, true)]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Which_status_is_tried_again(int status, bool again)
    {
        var came = new List<string>();
        await using var server = await Server(context =>
        {
            lock (came)
            {
                came.Add(context.Request.Headers[WebhookHeaders.IdName]!);
                context.Response.StatusCode = came.Count == 1 ? status : 202;
            }
            return Task.CompletedTask;
        });
        await using var gateway = await Centre.Start(
            new("http://127.0.0.1:0", new Dictionary<string, WebhookSecret>(StringComparer.Ordinal) { ["voice"] = secret }),
            new([], null, [new(Rung.Answered), new(Rung.Answered, After: 1)]),
            TimeProvider.System
        );
        gateway.Answer([new Uri(server.Urls.First())]);
        await Ring(gateway, "first");
        // The second call ends a second later: by then the first result was sent again, or never is.
        await Ring(gateway, "second");
        await Until.True(() => Ids(came).Contains("sim-second", StringComparer.Ordinal), "both calls are told");
        Ids(came).Count(id => id == "sim-first").ShouldBe(again ? 2 : 1);
    }

    private static IReadOnlyList<string> Ids(List<string> came)
    {
        lock (came)
            return [.. came];
    }

    private static async Task<WebApplication> Server(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private static async Task Ring(Centre gateway, string call)
    {
        var now = TimeProvider.System.GetUtcNow();
        var body = VoiceMessages.Write(call, "emergency", now, new CallRequested(call, "13900000001", "请查收", now.AddMinutes(1)));
        var headers = WebhookHeaders.For(secret, call, now, body);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "voice/messages"))
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add(WebhookHeaders.IdName, headers.Id);
        request.Headers.Add(WebhookHeaders.TimestampName, headers.Timestamp);
        request.Headers.Add(WebhookHeaders.SignatureName, headers.Signature);
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
