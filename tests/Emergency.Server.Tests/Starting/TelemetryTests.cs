using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Emergency.Server.Tests.Starting;

[Long("a process of its own")]
public sealed partial class TelemetryTests
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
        foreach (var drawn in Drawn())
            Named(drawn).Any(name => Holds(received, name)).ShouldBeTrue($"deploy/dashboard.json draws {drawn}, which is not sent");
        all.IndexOf("/api/accounts"u8).ShouldBeGreaterThanOrEqualTo(0);
        all.IndexOf(System.Text.Encoding.UTF8.GetBytes(RunningServer.OperatorPassword)).ShouldBe(-1);
        all.IndexOf(System.Text.Encoding.UTF8.GetBytes(api.Token!)).ShouldBe(-1);
    }

    private static bool Holds(IEnumerable<(string Path, byte[] Body)> received, string name) =>
        received.Any(post => post.Body.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(name)) >= 0);

    /// <summary>The measures in the expressions of the dashboard, by their Prometheus names.</summary>
    private static IReadOnlyList<string> Drawn()
    {
        var file = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Material.Root, "deploy", "dashboard.json")));
        return
        [
            .. file.GetProperty("panels")
                .EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .SelectMany(target => Measure().Matches(target.GetProperty("expr").GetString()!))
                .Select(found => found.Value)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Possible names of a measure with this Prometheus name: dots for its underscores, without the unit and kind that it adds.
    /// </summary>
    private static IEnumerable<string> Named(string drawn)
    {
        var bare = Added().Replace(drawn, "");
        for (var underscores = bare.Count(one => one == '_'); underscores >= 0; underscores--)
        {
            var parts = bare.Split('_');
            yield return string.Join('.', parts[..(underscores + 1)])
                + string.Concat(parts[(underscores + 1)..].Select(part => $"_{part}"));
        }
    }

    [GeneratedRegex("(emergency|http_server|kestrel|dotnet)_[a-z_]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Measure();

    [GeneratedRegex("(_seconds|_bytes)?(_total|_count|_bucket|_sum)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Added();
}
