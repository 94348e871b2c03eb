using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Emergency.Engine;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Outbound;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Live;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Hotlines;

public sealed class LinkTests(Borough borough)
{
    [Fact]
    public async Task A_dead_line_is_seen_with_the_number_to_dial_and_what_waits_goes_out_when_it_is_back()
    {
        var duty = await borough.Duty();
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "medical",
                    title = "老人晕倒",
                    priority = "life",
                    community = Borough.Community,
                }
            )
        ).Is(201);
        await using var ear = await Ear.Open(borough.Stranger.Address, duty.Token);
        await borough.Folding.At(new(fire.Position!.Value), Until.AtMost, CancellationToken.None);
        await ear.Join("division", Borough.County);
        await ear.Join("incident", fire.String("id")!);
        await Until.True(
            () =>
                borough.Service<LineLinks>().Of(borough.Folding.Now, Borough.County).Single(line => line.Hotline == "120").Link == Link.Up,
            "the line is up"
        );
        try
        {
            borough.Centre.Down = true;
            await Until.True(
                () => Heard(ear, "division/411502") == "down" && Heard(ear, $"incident/{fire.String("id")}") == "down",
                "county and incident hear that the line is down"
            );
            var shown = (await duty.Get("/api/hotlines"))
                .Is(200)["items"]
                .EnumerateArray()
                .Single(line => line.GetProperty("hotline").GetString() == "120");
            (shown.GetProperty("link").GetString(), shown.GetProperty("dial").GetString(), shown.GetProperty("says").GetString()).ShouldBe(
                ("down", "120", "线路中断，请拨 120。")
            );
            var offered = (await duty.Post($"/api/incidents/{fire.String("id")}/handovers", new { kind = "ambulance", text = "老人晕倒" }))
                .Is(201)
                .String("id");
            borough.Centre.Down = false;
            await Until.True(() => Heard(ear, "division/411502") == "up", "the county hears that it is back");
            await Until.True(() => borough.Centre.Log.All.Any(line => line.Handover == offered), "what waited has gone out");
            borough.Centre.Log.All.Count(line => line.Handover == offered).ShouldBe(1);
        }
        finally
        {
            borough.Centre.Down = false;
        }
    }

    [Fact]
    public async Task Every_line_is_named_also_the_one_without_a_machine_and_in_English_where_that_is_asked_for()
    {
        var lines = (
            await borough.Stranger.Get(
                "/api/hotlines",
                ("Authorization", $"Bearer {(await borough.Duty()).Token}"),
                ("Accept-Language", "en")
            )
        )
            .Is(200)["items"]
            .EnumerateArray()
            .ToList();
        lines.Select(line => line.GetProperty("hotline").GetString()).ShouldBe(["110", "119", "120", "12345"]);
        (lines[1].GetProperty("link").GetString(), lines[1].GetProperty("says").GetString()).ShouldBe(
            ("voice", "No machine on this line: dial 119.")
        );
    }

    [Fact]
    public async Task A_node_that_does_not_ask_the_lines_says_what_the_one_that_does_has_found_since_the_same_moment()
    {
        await Until.True(
            () =>
                borough.Service<LineLinks>().Of(borough.Folding.Now, Borough.County).Single(line => line.Hotline == "120").Link == Link.Up,
            "the line is up"
        );
        var other = new LineLinks(borough.Service<Partners>(), borough.Service<Outlet>(), borough.Service<Clock>());
        using var watch = new LinkWatch(
            borough.Service<Partners>(),
            other,
            borough.Service<Outgoing>(),
            borough.Folding,
            borough.Service<IAbout>(),
            new Duty(held: false),
            TimeProvider.System,
            NullLogger<LinkWatch>.Instance
        );
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await Until.True(
            () =>
                other
                    .Of(borough.Folding.Now, Borough.County)
                    .SequenceEqual(
                        borough
                            .Service<LineLinks>()
                            .Of(borough.Folding.Now, Borough.County)
                            .Select(line =>
                                line with
                                {
                                    Since =
                                        line.Link == Link.Voice
                                            ? other.Of(borough.Folding.Now, Borough.County).Single(one => one.Hotline == line.Hotline).Since
                                            : line.Since,
                                }
                            )
                    ),
            "both say the same"
        );
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_line_that_has_never_answered_is_being_asked_and_only_one_that_has_can_be_down()
    {
        await using var centre = await Alive.Open();
        var partners = new Partners(
            new Settings { Hotlines = new Settings().Hotlines.SetItem("120", new HotlineSettings(Borough.Secret, centre.Address)) },
            borough.Sealing,
            TimeProvider.System
        );
        var links = new LineLinks(partners, borough.Service<Outlet>(), borough.Service<Clock>());
        using var watch = new LinkWatch(
            partners,
            links,
            borough.Service<Outgoing>(),
            borough.Folding,
            new Kept(),
            new Duty(held: true),
            TimeProvider.System,
            NullLogger<LinkWatch>.Instance
        );
        await watch.StartAsync(TestContext.Current.CancellationToken);
        Link Now() => links.Of(borough.Folding.Now, Borough.County).Single(line => line.Hotline == "120").Link;
        await Until.True(() => centre.Asked > 3, "it was asked more often than a line that is down needs");
        Now().ShouldBe(Link.Asking);
        centre.Answers = true;
        await Until.True(() => Now() == Link.Up, "it has answered");
        centre.Answers = false;
        await Until.True(() => Now() == Link.Down, "it answers no more");
        await watch.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.20.0.5", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::", false)]
    public void Only_an_address_of_one_machine_is_connected_to(string address, bool fit) =>
        CheckedHttp.IsHost(IPAddress.Parse(address)).ShouldBe(fit);

    private sealed class Duty(bool held) : IDuties
    {
        public Task Hold(string duty, Func<CancellationToken, Task> work, CancellationToken stop) => held ? work(stop) : Task.CompletedTask;
    }

    private sealed class Kept : IAbout
    {
        private readonly ConcurrentDictionary<string, string> _values = new(StringComparer.Ordinal);

        public ValueTask<IReadOnlyDictionary<string, string>> Read(CancellationToken stop = default) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(_values, StringComparer.Ordinal));

        public ValueTask Write(IReadOnlyDictionary<string, string?> values, CancellationToken stop = default)
        {
            foreach (var (name, value) in values)
                _values[name] = value!;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A centre that reports whether it is alive.</summary>
    private sealed class Alive : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private int _asked;

        private Alive(WebApplication app) => _app = app;

        public bool Answers { get; set; }
        public int Asked => Volatile.Read(ref _asked);
        public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public static async Task<Alive> Open()
        {
            var builder = WebApplication.CreateBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var centre = new Alive(builder.Build());
            centre._app.MapGet(
                "/alive",
                () =>
                {
                    Interlocked.Increment(ref centre._asked);
                    return centre.Answers ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
                }
            );
            await centre._app.StartAsync();
            return centre;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }

    private static string? Heard(Ear ear, string group) =>
        ear.Changed.LastOrDefault(change =>
            (string?)change["group"] == group && (string?)change["view"] == LineLinks.View && (string?)change["key"] == "120"
        )
            is JsonObject heard
            ? (string?)heard["value"]!["link"]
            : null;
}
