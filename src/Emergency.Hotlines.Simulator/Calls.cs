using System.Collections.Concurrent;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Microsoft.AspNetCore.Http;

namespace Emergency.Hotlines.Simulator;

/// <summary>How the n-th call ends: somebody answers, nobody does, or nothing is ever heard of it.</summary>
/// <param name="After">Seconds until the gateway tells.</param>
/// <param name="Cause">For failed: no-answer, busy, off.</param>
public sealed record Ringing(Rung Rung, double After = 0, string? Cause = null);

public enum Rung
{
    Answered,
    Failed,
    Silence,
}

/// <summary>Plays the voice gateway on POST /voice/messages: takes signed requests for calls, each id once, and tells by the script how they end. No phone number is kept.</summary>
internal sealed class Calls(WebhookSecret? secret, Script script, Func<IReadOnlyList<Uri>> servers, CentreLog log, TimeProvider clock)
    : IAsyncDisposable
{
    public const string Line = "voice";
    private static readonly Ringing Usual = new(Rung.Answered, 1);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _ringing = [];
    private readonly Answer _answer = new(servers, () => false, clock);
    private readonly CancellationTokenSource _end = new();
    private int _taken;

    public async Task Take(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        var (body, headers) = (
            bytes.ToArray(),
            new WebhookHeaders(
                context.Request.Headers[WebhookHeaders.IdName],
                context.Request.Headers[WebhookHeaders.TimestampName],
                context.Request.Headers[WebhookHeaders.SignatureName]
            )
        );
        var genuine = secret is not null && new WebhookVerifier([secret], clock).Verify(headers, body) == Verification.Genuine;
        var asked = genuine ? VoiceMessages.ReadRequest(body) : null;
        var line = new LogLine(
            asked is null
                ? genuine
                    ? "refused"
                    : "unsigned"
                : "ringing",
            Line,
            headers.Id,
            asked?.CallId
        );
        if (asked is not null)
        {
            if (_known.TryAdd(headers.Id!, true))
                _ringing.Add(End(asked, headers.Id!));
            else
                line = line with { What = "repeated" };
        }
        var status =
            asked is not null ? StatusCodes.Status202Accepted
            : genuine ? StatusCodes.Status400BadRequest
            : StatusCodes.Status401Unauthorized;
        log.Add(line with { Status = status });
        context.Response.StatusCode = status;
    }

    private async Task End(CallRequested asked, string id)
    {
        var turn = script.Calls?.ElementAtOrDefault(Interlocked.Increment(ref _taken) - 1) ?? script.OtherCalls ?? Usual;
        if (turn.Rung == Rung.Silence)
            return;
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(turn.After), clock, _end.Token);
            var answer = $"sim-{id}";
            var body = VoiceMessages.Write(
                answer,
                Line,
                clock.GetUtcNow(),
                new CallOutcome(asked.CallId, turn.Rung == Rung.Answered, turn.Rung == Rung.Answered ? null : turn.Cause ?? "no-answer")
            );
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
                            Reply: turn.Rung == Rung.Answered ? "answered" : "failed",
                            Status: status
                        )
                    ),
                _end.Token
            );
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
