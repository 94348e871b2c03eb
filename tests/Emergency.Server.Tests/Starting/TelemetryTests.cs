using System.Collections.Concurrent;
using Emergency.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Emergency.Server.Tests.Starting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Measurements_and_traces_go_where_the_operator_says_and_hold_no_secret()
    {
        var received = new ConcurrentQueue<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost(
            "/{**path}",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                received.Enqueue((request.Path, body.ToArray()));
            }
        );
        await collector.StartAsync();

        await using var server = await RunningServer.Start("--otlp", collector.Urls.Single(), RunningServer.Apart);
        using var api = await server.SignIn("operator", RunningServer.OperatorPassword);
        (await api.Get("/api/accounts")).Is(200);
        (await server.End()).ShouldBe(0);

        received
            .Select(post => post.Path)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["/v1/metrics", "/v1/traces"]);
        var all = received.SelectMany(post => post.Body).ToArray().AsSpan();
        all.IndexOf("emergency.views.position"u8).ShouldBeGreaterThanOrEqualTo(0);
        all.IndexOf("/api/accounts"u8).ShouldBeGreaterThanOrEqualTo(0);
        all.IndexOf(System.Text.Encoding.UTF8.GetBytes(RunningServer.OperatorPassword)).ShouldBe(-1);
        all.IndexOf(System.Text.Encoding.UTF8.GetBytes(api.Token!)).ShouldBe(-1);
    }
}
