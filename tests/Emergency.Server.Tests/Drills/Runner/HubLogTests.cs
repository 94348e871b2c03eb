using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Emergency.Drills.Live;
using Emergency.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Emergency.Server.Tests.Drills.Runner;

/// <summary>The runner's log of a hub that breaks off, also in the middle of being joined again.</summary>
public sealed class HubLogTests
{
    [Fact]
    public async Task A_line_that_breaks_while_it_is_made_anew_is_made_anew_by_one_alone()
    {
        var (rooms, time) = (new Rooms(), new FakeTime());
        await using var app = await Served(rooms);
        var heard = 0;
        await using (
            var log = await HubLog.Connect(
                () => new Uri(app.Urls.Single()),
                "token",
                time,
                TestContext.Current.CancellationToken,
                _ => Interlocked.Increment(ref heard)
            )
        )
        {
            await log.Join("division", "411502", TestContext.Current.CancellationToken);
            for (var round = 1; round <= 3; round++)
            {
                rooms.Refusals = 1;
                rooms.BreakOff();
                await Until.True(() => rooms.Refusals == 0 && time.Waiting > 0, "the joining broke off, and the next try waits");
                time.Advance(TimeSpan.FromMilliseconds(100));
                // The answer is there too: a break before it is another break.
                await Until.True(() => rooms.Joined == round + 1 && Volatile.Read(ref heard) == round + 1, "the group is joined again");
            }
            await Until.True(() => rooms.Open.Count == 1, "the broken ones are closed");
            rooms.Opened.ShouldBe(7, "one at first, and two for each break");
        }
        await Until.True(() => rooms.Open.IsEmpty, "the last is closed too");
    }

    [Fact]
    public async Task Whoever_stops_listening_between_two_tries_does_not_wait_for_the_next()
    {
        var (rooms, time) = (new Rooms(), new FakeTime());
        await using var app = await Served(rooms);
        var log = await HubLog.Connect(() => new Uri(app.Urls.Single()), "token", time, TestContext.Current.CancellationToken);
        await log.Join("division", "411502", TestContext.Current.CancellationToken);
        rooms.Refusals = 1;
        rooms.BreakOff();
        await Until.True(() => rooms.Refusals == 0 && time.Waiting > 0, "the joining broke off, and the next try waits");
        await log.DisposeAsync().AsTask().InTime();
    }

    private static async Task<WebApplication> Served(Rooms rooms)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(rooms).AddSignalR();
        var app = builder.Build();
        app.MapHub<Room>("/live", options => options.Transports = HttpTransportType.WebSockets);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private sealed class Rooms
    {
        private int _opened,
            _joined,
            _refusals;
        public ConcurrentDictionary<string, HubCallerContext> Open { get; } = new(StringComparer.Ordinal);
        public int Opened => Volatile.Read(ref _opened);
        public int Joined => Volatile.Read(ref _joined);
        public int Refusals
        {
            get => Volatile.Read(ref _refusals);
            set => Volatile.Write(ref _refusals, value);
        }

        public void Come(HubCallerContext who)
        {
            Interlocked.Increment(ref _opened);
            Open[who.ConnectionId] = who;
        }

        public bool Join() => Refusals == 0 ? Interlocked.Increment(ref _joined) > 0 : Interlocked.Decrement(ref _refusals) < 0;

        public void BreakOff()
        {
            foreach (var who in Open.Values)
                who.Abort();
        }
    }

    private sealed class Room(Rooms rooms) : Hub
    {
        public override Task OnConnectedAsync()
        {
            rooms.Come(Context);
            return Task.CompletedTask;
        }

        public override Task OnDisconnectedAsync(Exception? exception)
        {
            rooms.Open.TryRemove(Context.ConnectionId, out _);
            return Task.CompletedTask;
        }

        public JsonObject Join(string realm, string kind, string group, long? since)
        {
            if (!rooms.Join())
                Context.Abort();
            return new JsonObject
            {
                ["position"] = 1,
                ["snapshot"] = new JsonArray(
                    new JsonObject
                    {
                        ["view"] = "incident",
                        ["key"] = "1",
                        ["value"] = 1,
                    }
                ),
            };
        }
    }
}
