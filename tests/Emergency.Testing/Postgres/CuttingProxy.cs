using System.Net;
using System.Net.Sockets;

namespace Emergency.Testing.Postgres;

/// <summary>Moment at which a connection is cut, seen from the client's request.</summary>
public enum Cut
{
    /// <summary>The server never hears the request.</summary>
    BeforeRequest,

    /// <summary>The server works on the request, and the client is gone.</summary>
    DuringRequest,

    /// <summary>The server has done the request and answered; the client does not hear the answer.</summary>
    BeforeAnswer,

    /// <summary>
    /// The server has heard the first half of a large request and waits for the rest; the client believes that all was sent, and neither of
    /// them is gone. Lasts until <see cref="CuttingProxy.GoOn"/>.
    /// </summary>
    HalfWay,
}

/// <summary>Stands between client and server, cuts one connection at a chosen moment or holds everything up.</summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource _passing = new();
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (byte[] Mark, Cut Cut)? _armed;

    public CuttingProxy(int serverPort)
    {
        _server = serverPort;
        Silent = false;
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// While true nothing passes, in neither direction, and no connection ends: as when a machine hangs. Bytes sent meanwhile arrive late.
    /// </summary>
    public bool Silent
    {
        get => !_passing.Task.IsCompleted;
        set
        {
            if (value)
                _passing = new(TaskCreationOptions.RunContinuationsAsynchronously);
            else
                _passing.TrySetResult();
        }
    }

    /// <summary>Lets the request that was held up half way go on.</summary>
    public void GoOn() => _goOn.TrySetResult();

    /// <summary>Connections that were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the next connection whose request holds these bytes, once.</summary>
    public void Arm(ReadOnlySpan<byte> mark, Cut cut)
    {
        lock (_gate)
            _armed = (mark.ToArray(), cut);
    }

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                (client.NoDelay, server.NoDelay) = (true, true);
                var answering = Answers(server.GetStream(), client.GetStream());
                await Requests(client.GetStream(), server.GetStream(), answering);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // If one of the two is gone, so is the other.
            }
        }
    }

    private async Task Requests(NetworkStream client, NetworkStream server, Answering answering)
    {
        var buffer = new byte[1 << 20];
        for (int n; (n = await client.ReadAsync(buffer)) > 0; )
        {
            var cut = Fire(buffer.AsSpan(0, n));
            if (cut == Cut.BeforeRequest)
                return;
            await _passing.Task;
            if (cut == Cut.HalfWay)
            {
                await server.WriteAsync(buffer.AsMemory(0, n / 2));
                await _goOn.Task;
                await server.WriteAsync(buffer.AsMemory(n / 2, n - (n / 2)));
                continue;
            }
            var answered = cut == Cut.BeforeAnswer ? answering.Swallow() : null;
            await server.WriteAsync(buffer.AsMemory(0, n));
            if (answered is not null)
                await answered;
            if (cut is not null)
                return;
        }
    }

    private Cut? Fire(ReadOnlySpan<byte> request)
    {
        lock (_gate)
        {
            if (_armed is not { } armed || request.IndexOf(armed.Mark) < 0)
                return null;
            _armed = null;
            Cuts++;
            return armed.Cut;
        }
    }

    private Answering Answers(NetworkStream server, NetworkStream client)
    {
        var answering = new Answering(() => _passing.Task);
        _ = answering.Pump(server, client);
        return answering;
    }

    private sealed class Answering(Func<Task> passing)
    {
        private volatile TaskCompletionSource? _swallowed;

        /// <summary>Lets nothing more reach the client; ends with the server's next bytes.</summary>
        public Task Swallow() => (_swallowed = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public async Task Pump(NetworkStream server, NetworkStream client)
        {
            var buffer = new byte[1 << 16];
            try
            {
                for (int n; (n = await server.ReadAsync(buffer)) > 0; )
                {
                    await passing();
                    if (_swallowed is { } swallowed)
                        swallowed.TrySetResult();
                    else
                        await client.WriteAsync(buffer.AsMemory(0, n));
                }
                client.Close();
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client is gone.
            }
            _swallowed?.TrySetResult();
        }
    }
}
