using System.Net.WebSockets;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Live;
using Emergency.Testing;

namespace Emergency.Server.Tests.Faults;

[Long("waits until buffers are full and a line is cut off")]
public sealed class F21OneWhoStopsReadingHarmsNobody : IAsyncLifetime
{
    private const string County = "411502";
    private const int Keys = 20;
    private LiveStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await LiveStage.Open();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task F21_for_who_stops_reading_only_the_newest_of_each_key_waits_and_after_5_s_it_is_cut_off()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        using var stalled = await Deaf(token);
        var listener = _stage.Outlet.Listeners.Values.ShouldHaveSingleItem();
        var ear = await _stage.Listen(token);
        await ear.Join("division", County);
        var (most, round) = (0, 0);
        // Until the pipe and the system's buffers are full and stay so.
        await Until.True(
            () =>
            {
                Say(++round);
                most = Math.Max(most, listener.Waiting);
                return !_stage.Outlet.Listeners.Values.Contains(listener);
            },
            "it is cut off",
            TimeSpan.FromSeconds(40)
        );
        most.ShouldBeInRange(1, Keys);
        var last = round;
        await Until.True(() => (int?)ear.Newest("fat", "7")?["round"] == last, "who reads has the newest");
    }

    [Fact]
    public async Task F21_who_stops_reading_is_cut_off_also_where_almost_nothing_is_sent_and_all_others_stay()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        using var stalled = await Deaf(token);
        var listener = _stage.Outlet.Listeners.Values.ShouldHaveSingleItem();
        var ear = await _stage.Listen(token);
        await ear.Join("division", County);
        // A position each second fits into the buffers on the way for hours.
        await Until.True(() => !_stage.Outlet.Listeners.Values.Contains(listener), "it is cut off");
        listener.Waiting.ShouldBe(0);
        Say(1);
        await Until.True(() => (int?)ear.Newest("fat", "7")?["round"] == 1, "who reads hears on");
        ear.Closed.IsCompleted.ShouldBeFalse();
    }

    private void Say(int round) =>
        _stage.Outlet.Pass([
            .. Enumerable
                .Range(0, Keys)
                .Select(key => new Change(
                    Group.Division(Entities.Live, County),
                    "fat",
                    $"{key}",
                    new { round, text = new string('火', 1_500) }
                )),
        ]);

    /// <summary>Joins the county and never reads.</summary>
    private async Task<ClientWebSocket> Deaf(SessionToken token)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await socket.ConnectAsync(
            new UriBuilder(_stage.Address) { Scheme = "ws", Path = "/live" }.Uri,
            TestContext.Current.CancellationToken
        );
        var words = (string[])
            [
                "{\"protocol\":\"json\",\"version\":1}\u001e",
                $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"live\",\"division\",\"{County}\",null]}}\u001e",
            ];
        foreach (var word in words)
            await socket.SendAsync(
                Encoding.UTF8.GetBytes(word),
                WebSocketMessageType.Text,
                endOfMessage: true,
                TestContext.Current.CancellationToken
            );
        await Until.True(() => _stage.Outlet.Listeners.Values.Any(one => one.Groups.Count == 1), "it has joined");
        return socket;
    }
}
