using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Emergency.Browser.Tests.Fixtures;

/// <summary>A wire between a browser and the server: keeps its own address while the server changes its port, and can be cut.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _silent = new();
    private readonly Func<Uri> _server;
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <param name="server">Present address of the server; asked for each connection.</param>
    public Relay(Func<Uri> server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = Accept();
    }

    public Uri Address { get; }

    /// <summary>Ends open connections and lets nothing through until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys)
            client.Close();
    }

    public void Mend() => _cut = false;

    /// <summary>
    /// Makes open connections silent but leaves them open, as when a laptop was carried away asleep; new connections pass.
    /// </summary>
    public void Silence()
    {
        foreach (var client in _open.Keys)
            _silent[client] = 0;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Pass(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException) { }
    }

    private async Task Pass(TcpClient browser)
    {
        using var near = browser;
        using var far = new TcpClient();
        if (_cut)
            return;
        _open[near] = _open[far] = 0;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server().Port);
            await Task.WhenAny(Carry(near, far), Carry(far, near));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException) { }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
            _silent.TryRemove(near, out _);
            _silent.TryRemove(far, out _);
        }
    }

    // A silent wire swallows all bytes, until one end hangs up.
    private async Task Carry(TcpClient from, TcpClient to)
    {
        var bytes = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(bytes) is > 0 and var read)
            if (!_silent.ContainsKey(from))
                await to.GetStream().WriteAsync(bytes.AsMemory(0, read));
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
        _listener.Dispose();
    }
}
