using System.Collections.Concurrent;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>Result of the n-th broadcast.</summary>
/// <param name="After">Seconds until the platform sends the result.</param>
/// <param name="Cause">For failed: not-played, no-power, offline, no-loudspeaker.</param>
/// <param name="Status">Other than 202: the broadcast is not taken and gets this status: 503 is tried again, 400 is not.</param>
/// <param name="Errors">Only the first so many messages of the broadcast get that status; 0: all of them.</param>
public sealed record Broadcasting(Broadcast Broadcast, double After = 0, string? Cause = null, int Status = 202, int Errors = 0);

public enum Broadcast
{
    Played,
    Failed,
    Silence,
}

/// <summary>
/// Plays the platform for loudspeakers on POST /loudspeakers/messages: takes signed requests, plays each once, and sends its result by the
/// script.
/// </summary>
internal sealed class Loudspeakers(
    WebhookSecret? secret,
    Script script,
    Func<IReadOnlyList<Uri>> servers,
    CentreLog log,
    TimeProvider clock
) : IAsyncDisposable
{
    public const string Line = "loudspeakers";
    private static readonly Broadcasting Usual = new(Broadcast.Played, 1);
    private readonly ConcurrentDictionary<string, Said> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _playing = [];
    private readonly Answer _answer = new(servers, () => false, clock);
    private readonly CancellationTokenSource _end = new();
    private int _broadcasts = -1;

    private sealed class Said
    {
        private int _seen = -1;
        private int _taken;
        public required Lazy<Broadcasting> Turn { get; init; }

        public int Status() =>
            Interlocked.Increment(ref _seen) is var nth && (Turn.Value.Errors == 0 || nth < Turn.Value.Errors)
                ? Turn.Value.Status
                : StatusCodes.Status202Accepted;

        public bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;
    }

    public async Task Take(HttpContext context)
    {
        var (body, headers, genuine) = await Signed.Read(context, secret, clock);
        var asked = genuine ? LoudspeakerMessages.ReadRequest(body) : null;
        var (what, status) =
            asked is not null ? Taken(asked, headers.Id!)
            : genuine ? ("refused", StatusCodes.Status400BadRequest)
            : ("unsigned", StatusCodes.Status401Unauthorized);
        log.Add(new LogLine(what, Line, headers.Id, asked?.BroadcastId, Kind: asked?.Division, Status: status));
        context.Response.StatusCode = status;
    }

    private (string What, int Status) Taken(BroadcastRequested asked, string id)
    {
        var said = _known.GetOrAdd(id, _ => new Said { Turn = new(Next) });
        var status = said.Status();
        if (status != StatusCodes.Status202Accepted)
            return ("refused", status);
        if (!said.Take())
            return ("repeated", status);
        _playing.Add(End(said.Turn.Value, asked, id));
        return ("playing", status);
    }

    private Broadcasting Next() => script.Broadcasts?.ElementAtOrDefault(Interlocked.Increment(ref _broadcasts)) ?? Usual;

    private async Task End(Broadcasting turn, BroadcastRequested asked, string id)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(turn.After), clock, _end.Token);
            if (turn.Broadcast == Broadcast.Silence)
                return;
            var played = turn.Broadcast == Broadcast.Played;
            var outcome = new BroadcastOutcome(asked.BroadcastId, played, played ? null : turn.Cause ?? "not-played");
            var answer = $"sim-{id}";
            await _answer.Send(
                "/loudspeakers/messages",
                secret!,
                answer,
                LoudspeakerMessages.Write(answer, Line, clock.GetUtcNow(), outcome),
                status =>
                    log.Add(
                        new LogLine(
                            status == 202 ? "answered" : "unanswered",
                            Line,
                            answer,
                            asked.BroadcastId,
                            Reply: played ? "played" : "failed",
                            Status: status
                        )
                    ),
                _end.Token
            );
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        { /* the platform closes */
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_playing);
        _answer.Dispose();
        _end.Dispose();
    }
}
