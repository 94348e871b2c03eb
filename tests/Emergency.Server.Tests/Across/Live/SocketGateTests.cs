using System.Net;
using System.Net.WebSockets;
using Emergency.Domain;
using Emergency.Server.Across.Live;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

public sealed class SocketGateTests(ServerFixture fixture) : IAsyncDisposable
{
    private static readonly int Each = new Settings().SocketsPerSession;
    private readonly List<ClientWebSocket> _open = [];
    private readonly List<Task> _reading = [];

    [Fact]
    public async Task One_session_opens_so_many_lines_and_then_hears_why_no_more()
    {
        await fixture.Add("many-tabs", Role.CountyDuty, "411502");
        using var first = await fixture.Server.SignIn("many-tabs", ServerFixture.Password);
        for (var n = 0; n < Each; n++)
            (await Open(first)).ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await Open(first)).ShouldBe(HttpStatusCode.TooManyRequests);

        using var second = await fixture.Server.SignIn("many-tabs", ServerFixture.Password);
        (await Open(second)).ShouldBe(HttpStatusCode.SwitchingProtocols);

        _open[0].Abort();
        await Until.TrueAsync(async () => await Open(first) == HttpStatusCode.SwitchingProtocols, "a line that was closed makes room");
    }

    [Fact]
    public async Task One_account_has_so_many_lines_over_all_its_sessions()
    {
        await fixture.Add("many-sessions", Role.CountyDuty, "411502");
        for (var session = 0; session < SocketGate.SessionsEach; session++)
        {
            using var one = await fixture.Server.SignIn("many-sessions", ServerFixture.Password);
            for (var n = 0; n < Each; n++)
                (await Open(one)).ShouldBe(HttpStatusCode.SwitchingProtocols);
        }
        using var last = await fixture.Server.SignIn("many-sessions", ServerFixture.Password);
        (await Open(last)).ShouldBe(HttpStatusCode.TooManyRequests);
        var other = await fixture.As(Role.Auditor);
        (await Open(other)).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    private async Task<HttpStatusCode> Open(Api who)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {who.Token}");
        _open.Add(socket);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{fixture.Server.Address.Authority}/live"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return socket.HttpStatusCode;
        }
        _reading.Add(Read(socket));
        return HttpStatusCode.SwitchingProtocols;
    }

    // A client that does not read is cut off.
    private static async Task Read(ClientWebSocket socket)
    {
        var buffer = new byte[256];
        while (socket.State == WebSocketState.Open)
            await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _open)
            socket.Dispose();
        await Task.WhenAll(_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
