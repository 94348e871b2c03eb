using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Starting;

/// <summary>
/// Answers of a node while its views are behind the journal, at its start and later: come again, never that something does not exist.
/// </summary>
public sealed class NotKnownYetTests
{
    private static readonly string[] AtAnyTime = ["GET /health/live", "GET /health/ready"];

    [Fact]
    public async Task Before_the_views_stand_every_route_and_the_hub_answer_503_and_no_password_is_wrong()
    {
        await using var server = await HeldServer.Start(held: true);
        var routes = await Routes(server);
        routes.Count.ShouldBeGreaterThan(200);
        var answers = await Task.WhenAll(routes.Select(async route => (Route: route, Answer: await server.Ask(route.Method, route.Path))));
        answers
            .Where(one => one.Answer is not { Status: 503, Code: "view.behind", Headers.RetryAfter.Delta.TotalSeconds: 1 })
            .Select(one => $"{one.Route.Method} {one.Route.Path} {one.Answer.Status} {one.Answer.Text}")
            .ShouldBeEmpty();
        answers[0].Answer.Arguments.ShouldBe(["0%"]);

        using var stranger = server.Stranger();
        (await stranger.Get("/health/live")).Is(200);
        (await stranger.Get("/health/ready")).Is(503).String("status").ShouldBe("behind");
        var page = await stranger.Get("/public", ("Accept", "text/html"));
        (page.Status, page.Text.Contains("refresh", StringComparison.Ordinal)).ShouldBe((503, true), page.Text);
        (await Upgraded(server)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        var tries = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => stranger.Post("/api/session", new { account = "operator", password = "not-the-right-one" }))
        );
        tries.ShouldAllBe(one => one.Status == 503);

        server.Engine.Release();
        await server.Services.GetRequiredService<Folding>().Standing.WaitAsync(TestContext.Current.CancellationToken);
        (await server.Ask("GET", "/api/session")).Is(200);
        (await stranger.Post("/api/session", new { account = "operator", password = RunningServer.OperatorPassword })).Is(200);
        (await Upgraded(server)).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Theory, Long("waits for views that stand still")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_running_node_that_falls_behind_or_cannot_ask_never_says_that_something_does_not_exist(bool silent)
    {
        await using var server = await HeldServer.Start(held: false);
        await server.Services.GetRequiredService<Folding>().Standing.WaitAsync(TestContext.Current.CancellationToken);
        await using var ear = await Ear.Open(server.Address, server.Token);
        server.Engine.Hold();
        // An event is written that the views do not hear of.
        var entered = await Entered(server);
        // A session that the node has met already is known; no other one can be asked for.
        (await server.Ask("GET", "/api/session")).Is(200);
        server.Engine.Silent = silent;

        var nothing = Guid.CreateVersion7();
        using var stranger = server.Stranger();
        if (silent)
            (await stranger.Get("/api/session", ("Authorization", $"Bearer {SessionToken.Draw(new SessionId(nothing))}")))
                .Is(503)
                .Code.ShouldBe("view.behind");
        (await stranger.Get("/api/session", ("Authorization", $"Bearer {entered}"))).Is(503).Code.ShouldBe("view.behind");
        foreach (
            var path in (string[])
                [$"/api/incidents/{nothing}", $"/api/orders/{nothing}", "/api/divisions/411502999", "/api/public/411502999"]
        )
            (await server.Ask("GET", path)).Is(503).Code.ShouldBe("view.behind", path);
        (await stranger.Post("/api/session", new { account = "somebody", password = "not-the-right-one" }))
            .Is(503)
            .Code.ShouldBe("view.behind");
        (
            await server.Said(
                $$$"""{"id":"msg-1","type":"handover.accepted","source":"120","time":"2026-01-01T00:00:00+08:00","data":{"handoverId":"{{{nothing}}}","at":"2026-01-01T00:00:00+08:00"}}"""
            )
        )
            .Is(503)
            .Code.ShouldBe("view.behind");
        (await ear.Refused("incident", nothing.ToString())).ShouldStartWith("view.behind");

        if (!silent)
            return;
        var health = (await stranger.Get("/health/ready")).Is(503);
        (health.String("status"), health.String("trouble")).ShouldBe(("no journal", Troubles.Database));
        health.Text.ShouldNotContain("the database is away", Case.Sensitive, "what a database says is for the log");
    }

    /// <summary>Adds an account and its session, as made a moment ago on another node.</summary>
    private static async Task<string> Entered(HeldServer server)
    {
        var (id, now) = (await server.Add("made-elsewhere"), TimeProvider.System.GetUtcNow());
        var token = SessionToken.Draw(new SessionId(Guid.CreateVersion7()));
        await server
            .Services.GetRequiredService<ISessions>()
            .Begin(new(token.Session.Value, token.Hash, id.Key, now, now, now.AddHours(12), null, null));
        return token.ToString();
    }

    /// <summary>Status of the server's answer to a client that wants to listen.</summary>
    private static async Task<HttpStatusCode> Upgraded(HeldServer server)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {server.Token}");
        try
        {
            await socket.ConnectAsync(
                new UriBuilder(server.Address) { Scheme = "ws", Path = "/live" }.Uri,
                TestContext.Current.CancellationToken
            );
        }
        // A refused socket throws; the server's answer is asked for below.
        catch (WebSocketException) { }
        return socket.HttpStatusCode;
    }

    /// <summary>Every route of the API's description, each with made-up ids, but for those that need no views.</summary>
    private static async Task<IReadOnlyList<(string Method, string Path)>> Routes(HeldServer server)
    {
        using var api = server.Stranger();
        var paths = JsonNode.Parse((await api.Get("/openapi/v1.json")).Is(200).Text)!["paths"]!.AsObject();
        return
        [
            .. paths
                .SelectMany(path => path.Value!.AsObject(), (path, method) => (Method: method.Key.ToUpperInvariant(), Path: path.Key))
                .Where(route => !AtAnyTime.Contains($"{route.Method} {route.Path}", StringComparer.Ordinal))
                .Select(route =>
                    (
                        route.Method,
                        string.Join('/', route.Path.Split('/').Select(part => part.StartsWith('{') ? Guid.Empty.ToString() : part))
                    )
                ),
        ];
    }
}
