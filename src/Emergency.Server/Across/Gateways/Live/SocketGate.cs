using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Microsoft.AspNetCore.Http.Features;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Limits live connections by session, by account and in all; a client that stops reading is cut (<see cref="PingedSocket"/>). A person who
/// opens thousands must not take the node from everybody else.
/// </summary>
internal sealed class SocketGate(RequestDelegate next, Settings settings)
{
    /// <summary>Connections of an account, as a multiple of those of one session.</summary>
    public const int SessionsEach = 4;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    public async Task InvokeAsync(HttpContext context)
    {
        if (
            !context.WebSockets.IsWebSocketRequest
            || context.Features.Get<SessionToken>() is not { } token
            || context.Features.Get<Asked>() is not { } asked
        )
        {
            await next(context);
            return;
        }
        var (session, account) = ($"session {token.Session}", $"account {asked.Account.Key}");
        if (!Enter(session, account))
        {
            await ProblemWriter.Write(context, new Problem("live.too-many", []), TimeSpan.FromSeconds(30));
            return;
        }
        if (context.Features.Get<IHttpWebSocketFeature>() is { } line)
            context.Features.Set<IHttpWebSocketFeature>(new PingedSocket(line));
        // The request lasts as long as the connection.
        try
        {
            await next(context);
        }
        finally
        {
            Leave(session, account);
        }
    }

    private bool Enter(string session, string account)
    {
        lock (_gate)
        {
            if (
                _all >= settings.Sockets
                || Of(session) >= settings.SocketsPerSession
                || Of(account) >= SessionsEach * settings.SocketsPerSession
            )
                return false;
            _all++;
            (_open[session], _open[account]) = (Of(session) + 1, Of(account) + 1);
            return true;
        }
    }

    private void Leave(string session, string account)
    {
        lock (_gate)
        {
            _all--;
            foreach (var who in (ReadOnlySpan<string>)[session, account])
            {
                if (Of(who) > 1)
                    _open[who]--;
                else
                    _open.Remove(who);
            }
        }
    }

    private int Of(string who) => _open.GetValueOrDefault(who);
}
