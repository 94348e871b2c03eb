using System.Collections.Concurrent;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>End of the n-th call: somebody answers, nobody does, or no result ever comes.</summary>
/// <param name="After">Seconds until the gateway sends the result.</param>
/// <param name="Cause">For failed: no-answer, busy, off.</param>
/// <param name="Errors">The first so many messages of the call are not taken and get 503.</param>
/// <param name="Times">Number of times the gateway sends the result, each time under another id, like a gateway that has lost its own
/// notes.</param>
public sealed record Ringing(Rung Rung, double After = 0, string? Cause = null, int Errors = 0, int Times = 1);

/// <summary>The gateway's result of the n-th text: delivered, which proves nothing, answered, failed, or nothing at all.</summary>
/// <param name="After">Seconds until the result is sent.</param>
/// <param name="Cause">For failed: not-sent, off, unknown-number, blocked.</param>
/// <param name="Status">Other than 202: the text is not taken and gets this status: 503 is tried again, 400 is not.</param>
/// <param name="Errors">Only the first so many messages of the text get that status; 0: all of them.</param>
/// <param name="Times">Number of times the result is sent, each time under another id.</param>
public sealed record Texting(Texted Texted, double After = 0, string? Cause = null, int Status = 202, int Errors = 0, int Times = 1);

public enum Texted
{
    Delivered,
    Answered,
    Failed,
    Silence,
}

public enum Rung
{
    Answered,
    Failed,
    Silence,
}

/// <summary>
/// Plays the gateway for voice and texts on POST /voice/messages: takes signed requests, each id once, and sends their results by the
/// script. No phone number is kept.
/// </summary>
internal sealed class Calls(WebhookSecret? secret, Script script, Func<IReadOnlyList<Uri>> servers, CentreLog log, TimeProvider clock)
    : IAsyncDisposable
{
    public const string Line = "voice";
    private static readonly Ringing Usual = new(Rung.Answered, 1);
    private static readonly Texting UsualText = new(Texted.Delivered, 1);
    private readonly ConcurrentDictionary<string, Lazy<Turned>> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _ringing = [];
    private readonly Answer _answer = new(servers, () => false, clock);
    private readonly CancellationTokenSource _end = new();
    private int _calls,
        _texts;

    /// <summary>The script's turn for one id, with the number of messages that came for it.</summary>
    private sealed class Turned(bool text, double after, int errors, int status, int times, Func<string, DateTimeOffset, byte[]?> tell)
    {
        private int _seen;
        private int _taken;

        public bool Text => text;
        public double After => after;
        public int Times => times;

        public required string Reply { get; init; }

        /// <summary>"listed" where the script lists the call, else "other"; null for a text.</summary>
        public string? Kind { get; init; }

        public byte[]? Tell(string id, DateTimeOffset at) => tell(id, at);

        /// <summary>Status for the next message with this id.</summary>
        public int Status() =>
            Interlocked.Increment(ref _seen) <= errors || (errors == 0 && status != StatusCodes.Status202Accepted && text)
                ? status
                : StatusCodes.Status202Accepted;

        /// <summary>True the first time only.</summary>
        public bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;
    }

    public async Task Take(HttpContext context)
    {
        var (body, headers, genuine) = await Signed.Read(context, secret, clock);
        var (call, text) = genuine ? (VoiceMessages.ReadRequest(body), VoiceMessages.ReadTextRequest(body)) : (null, null);
        var asked = call ?? text;
        var (what, status, kind) =
            asked is not null ? Taken(asked, headers.Id!, text is not null)
            : genuine ? ("refused", StatusCodes.Status400BadRequest, null)
            : ("unsigned", StatusCodes.Status401Unauthorized, null);
        log.Add(new LogLine(what, Line, headers.Id, asked?.CallId, Kind: kind, Status: status));
        context.Response.StatusCode = status;
    }

    private (string What, int Status, string? Kind) Taken(CallRequested asked, string id, bool text)
    {
        var turned = _known.GetOrAdd(id, _ => new(() => text ? OfText(asked.CallId) : OfCall(asked))).Value;
        var status = turned.Status();
        if (status != StatusCodes.Status202Accepted)
            return ("refused", status, turned.Kind);
        if (!turned.Take())
            return ("repeated", status, turned.Kind);
        _ringing.Add(End(turned, asked, id));
        return (turned.Text ? "texting" : "ringing", status, turned.Kind);
    }

    private Turned OfCall(CallRequested asked)
    {
        var call = asked.CallId;
        var listed =
            script.CallsSay is not { } words || asked.Text.Contains(words, StringComparison.Ordinal)
                ? script.Calls?.ElementAtOrDefault(Interlocked.Increment(ref _calls) - 1)
                : null;
        var turn = listed ?? script.OtherCalls ?? Usual;
        var answered = turn.Rung == Rung.Answered;
        var outcome = new CallOutcome(call, answered, answered ? null : turn.Cause ?? "no-answer");
        return new(
            false,
            turn.After,
            turn.Errors,
            StatusCodes.Status503ServiceUnavailable,
            turn.Times,
            (id, at) => turn.Rung == Rung.Silence ? null : VoiceMessages.Write(id, Line, at, outcome)
        )
        {
            Reply = answered ? "answered" : "failed",
            Kind = listed is null ? "other" : "listed",
        };
    }

    private Turned OfText(string call)
    {
        var turn = script.Texts?.ElementAtOrDefault(Interlocked.Increment(ref _texts) - 1) ?? script.OtherTexts ?? UsualText;
        var state = turn.Texted switch
        {
            Texted.Answered => TextState.Answered,
            Texted.Failed => TextState.Failed,
            _ => TextState.Delivered,
        };
        var outcome = new TextOutcome(call, state, state == TextState.Failed ? turn.Cause ?? "not-sent" : null);
        return new(
            true,
            turn.After,
            turn.Errors,
            turn.Status,
            turn.Times,
            (id, at) => turn.Texted == Texted.Silence ? null : VoiceMessages.Write(id, Line, at, outcome)
        )
        {
            Reply = state.ToString().ToLowerInvariant(),
        };
    }

    private async Task End(Turned turned, CallRequested asked, string id)
    {
        try
        {
            for (var n = 1; n <= turned.Times; n++)
            {
                await Task.Delay(TimeSpan.FromSeconds(turned.After), clock, _end.Token);
                var answer = n == 1 ? $"sim-{id}" : $"sim-{id}-{n}";
                if (turned.Tell(answer, clock.GetUtcNow()) is not { } body)
                    return;
                await _answer.Send(
                    "/voice/messages",
                    secret!,
                    answer,
                    body,
                    status =>
                        log.Add(
                            new LogLine(
                                status == 202 ? "answered" : "unanswered",
                                Line,
                                answer,
                                asked.CallId,
                                Reply: turned.Reply,
                                Status: status
                            )
                        ),
                    _end.Token
                );
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        { /* the gateway closes */
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_ringing);
        _answer.Dispose();
        _end.Dispose();
    }
}
